package dev.infoplane.estimators.choice;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.Discrete;
import dev.infoplane.estimators.GaussianMi;
import dev.infoplane.estimators.Ksg;
import dev.infoplane.estimators.LabelKnn;
import dev.infoplane.estimators.LocalNonuniformity;
import dev.infoplane.estimators.MixedKsg;
import dev.infoplane.estimators.PairwiseDistance;
import dev.infoplane.estimators.internal.RandomChoice;
import dev.infoplane.estimators.internal.neighbour.DuplicateRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Chooses an estimator for given samples.
 *
 * <p>The kind of each side (constant, discrete, levels, mixed, continuous) and the numbers of columns and rows decide which
 * estimators are tried and in which order. Each is run on at most {@value #PILOT} rows, and the first that gives an estimate without
 * a warning is recommended. If all of them warn, the first that works is recommended, and the warnings become cautions. The choice
 * is no more than the estimators' own judgement of themselves: {@code docs/accuracy.md} shows how often an estimate is wrong
 * without a warning.
 */
public final class Estimators {
    /** Rows that estimators are tried on. */
    private static final int PILOT = 2000;

    private static final long SEED = 20_265;

    /** Columns of both sides together beyond which neighbourhoods are wide. */
    private static final int MANY_COLUMNS = 10;

    /** Rows a column from which on correlations are known well. */
    private static final int ROWS_A_COLUMN = 5;

    private static final int FEW_ROWS = 100;

    private Estimators() {}

    /**
     * An estimator for I(X;T) of these samples. Same samples, same answer.
     *
     * @throws IllegalArgumentException if the samples do not match, are not finite, or no estimator works on them
     */
    public static Recommendation recommend(Samples x, Samples t) {
        Samples.requireMatched(x, t, 4);
        SideProfile ofX = SideProfile.of("x", x);
        SideProfile ofT = SideProfile.of("t", t);
        List<String> reasons = new ArrayList<>(List.of(ofX.sentence(), ofT.sentence()));
        List<MiEstimator> candidates = candidates(ofX, ofT, x, t, reasons);
        List<Recommendation.Considered> considered = new ArrayList<>();
        int[] rows = RandomChoice.of(x.rows(), Math.min(PILOT, x.rows()), SEED);
        Samples pilotX = x.select(rows);
        Samples pilotT = t.select(rows);
        MiEstimator first = null;
        List<String> warnings = List.of();
        for (MiEstimator candidate : candidates) {
            try {
                Estimate pilot = candidate.estimate(pilotX, pilotT, SEED);
                considered.add(new Recommendation.Considered(candidate.id(), finding(pilot)));
                if (pilot.warnings().isEmpty()) {
                    reasons.add(candidate.id() + " gave an estimate of " + rows.length + " rows without a warning.");
                    return new Recommendation(candidate, reasons, cautions(ofX, ofT, x, t, candidate), considered);
                }
                if (first == null) {
                    first = candidate;
                    warnings = pilot.warnings();
                }
            } catch (IllegalArgumentException refused) {
                considered.add(new Recommendation.Considered(candidate.id(), "refused: " + refused.getMessage()));
            }
        }
        if (first == null) {
            throw new IllegalArgumentException("no estimator works on these samples: " + considered);
        }
        reasons.add("No estimator was without a warning, so the first that works on these samples is named.");
        List<String> cautions = new ArrayList<>(warnings);
        cautions.addAll(cautions(ofX, ofT, x, t, first));
        return new Recommendation(first, reasons, cautions, considered);
    }

    private static List<MiEstimator> candidates(
            SideProfile ofX, SideProfile ofT, Samples x, Samples t, List<String> reasons) {
        boolean wide = ofX.d() + ofT.d() > MANY_COLUMNS;
        if (ofX.isConstant() || ofT.isConstant()) {
            reasons.add("There is no information about or in a constant, so that every estimator reads 0.");
            return List.of(Discrete.standard(), MixedKsg.standard());
        }
        if (ofX.isDiscrete() && ofT.isDiscrete()) {
            reasons.add("Both sides repeat their values, so they can be counted.");
            return List.of(Discrete.standard(), MixedKsg.standard());
        }
        if (ofX.isDiscrete() || ofT.isDiscrete()) {
            reasons.add("One side is discrete and the other is not, which is the case of labels.");
            return wide
                    ? List.of(
                            LabelKnn.standard(),
                            MixedKsg.standard(),
                            PairwiseDistance.lower(NoiseScale.of(ofX.isDiscrete() ? t : x)))
                    : List.of(LabelKnn.standard(), MixedKsg.standard());
        }
        if (!ofX.isContinuous() || !ofT.isContinuous()) {
            reasons.add((ofX.isContinuous()
                            ? "t is not continuous"
                            : ofT.isContinuous() ? "x is not continuous" : "Neither side is continuous")
                    + ": rows or values of columns repeat, so that an estimator for mixtures is needed.");
            return ofX.isLevelled() && ofT.isLevelled()
                    ? List.of(MixedKsg.standard(), Discrete.standard())
                    : List.of(MixedKsg.standard());
        }
        if (!wide) {
            reasons.add("Both sides are continuous with few columns, where nearest neighbours work.");
            List<MiEstimator> few = new ArrayList<>(List.of(Ksg.one()));
            if (ofX.d() <= 2 && ofT.d() <= 2) {
                few.add(LocalNonuniformity.standard());
            }
            few.addAll(List.of(GaussianMi.plain().ofCopula(), GaussianMi.plain()));
            return few;
        }
        reasons.add("Both sides are continuous with " + (ofX.d() + ofT.d())
                + " columns together, many for nearest neighbours, so that correlations are tried first.");
        int rows = Math.min(PILOT, ofX.n());
        boolean enough = rows >= (long) ROWS_A_COLUMN * (ofX.d() + ofT.d());
        if (!enough) {
            reasons.add(rows + " rows, on which estimators are tried, are fewer than " + ROWS_A_COLUMN
                    + " a column, so that correlations are shrunk.");
        }
        return enough
                ? List.of(GaussianMi.plain().ofCopula(), GaussianMi.plain(), Ksg.one())
                : List.of(GaussianMi.plain().ofCopula().shrunk(), Ksg.one());
    }

    private static List<String> cautions(SideProfile ofX, SideProfile ofT, Samples x, Samples t, MiEstimator chosen) {
        List<String> cautions = new ArrayList<>();
        if (ofX.n() < FEW_ROWS) {
            cautions.add(ofX.n() + " rows are few: expect a large error.");
        }
        if (ofX.d() + ofT.d() > MANY_COLUMNS) {
            cautions.add(
                    "With " + (ofX.d() + ofT.d()) + " columns, a decoder bound (DecoderBound) on a learned density says"
                            + " more than any of these estimators.");
        }
        if (chosen instanceof GaussianMi) {
            cautions.add("This estimator sees linear dependence only, after increasing maps of columns at most.");
        }
        if (ofX.isContinuous() && ofT.isContinuous()) {
            cautions.add(
                    "If t is computed from x without noise, the information of continuous variables is infinite, and"
                            + " the value measures the samples.");
        }
        if (chosen instanceof PairwiseDistance bound) {
            cautions.add("The value is a bound on the information under added noise of " + bound.sigma() + ".");
        }
        DuplicateRows.ofPairs(x, t).ifPresent(cautions::add);
        Samples.lookTransposed(x, t).ifPresent(cautions::add);
        return cautions;
    }

    private static String finding(Estimate pilot) {
        String value = String.format(Locale.ROOT, "%.3f nats", pilot.value().nats());
        return pilot.warnings().isEmpty() ? value : value + "; " + String.join("; ", pilot.warnings());
    }
}
