package dev.infoplane.estimators.multivariate;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.EntropyCorrection;
import dev.infoplane.estimators.internal.RandomChoice;
import dev.infoplane.estimators.internal.discrete.Symbols;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Entropies of discrete variables from counts, and what is made of them: joint and conditional entropy, total correlation and
 * O-information. Equal rows of a variable are one symbol, whatever their shape.
 *
 * <p>A point estimate in nats, no noise. Each joint entropy is corrected as chosen. What no correction removes is seen in
 * halves of the samples: twice their difference to the whole is part of the standard error, and a warning where it is the
 * larger part. With NSB the difference to Grassberger's correction, which has no prior, counts likewise. The rest of the standard
 * error is that of the mean of the contributions of samples (delta method). Where a variable has values that occur once, other
 * variables seem to follow it whether they do or not; the result says so. The order of symbols and their codes make no difference. Time and memory O(n d) for each joint entropy.
 *
 * @param correction how entropies are read from counts
 */
public record DiscreteEntropy(EntropyCorrection correction) {
    private static final double SLOW = 2;

    /** The number of standard errors above which a bias is reported. */
    private static final double NOTABLE = 1.25;

    private static final double NEGLIGIBLE = 0.005;

    /** One row in so many may hold a value that occurs once. */
    private static final int FEW = 20;

    private static final int LEAST_TO_HALVE = 8;
    private static final long SPLIT = 20_263;

    /** Alphabets of pairs are no larger than this. */
    private static final long LARGEST = 1L << 50;

    /** Refuses a missing correction. */
    public DiscreteEntropy {
        Objects.requireNonNull(correction, "correction");
    }

    /** With Grassberger's correction. */
    public static DiscreteEntropy standard() {
        return new DiscreteEntropy(EntropyCorrection.GRASSBERGER);
    }

    /** H(X1, …, Xm), the joint entropy of one variable or more. */
    public Estimate entropy(Samples... variables) {
        return measure("discrete-entropy", Combination.joint(variables.length), false, variables);
    }

    /** H(X | G1, …, Gm): what is left to know about a variable once others are known. */
    public Estimate conditionalEntropy(Samples variable, Samples... given) {
        Samples[] all = new Samples[given.length + 1];
        all[0] = variable;
        System.arraycopy(given, 0, all, 1, given.length);
        Variables.require(2, 1, all);
        return measure("discrete-conditional-entropy", Combination.firstGivenOthers(all.length), true, all);
    }

    /** Σ H(Xj) - H(X1, …, Xm): how far at least two variables are from independent; zero exactly if they are. */
    public Estimate totalCorrelation(Samples... variables) {
        Variables.require(2, 1, variables);
        return measure("discrete-total-correlation", Combination.totalCorrelation(variables.length), true, variables);
    }

    /**
     * The O-information of at least three variables (Rosas et al. 2019, Phys. Rev. E 100, 032305): positive where they repeat
     * each other more than they tell only together (redundancy), negative where it is the other way round (synergy).
     */
    public Estimate oInformation(Samples... variables) {
        Variables.require(3, 1, variables);
        return measure("discrete-o-information", Combination.oInformation(variables.length), true, variables);
    }

    private Estimate measure(String id, Combination quantity, boolean relates, Samples... variables) {
        Variables.require(1, 1, variables);
        Symbols[] symbols = Arrays.stream(variables).map(Symbols::ofRows).toArray(Symbols[]::new);
        int n = variables[0].rows();
        double[] local = new double[n];
        double nats = 0;
        int largest = 1;
        for (Combination.Term term : quantity.terms()) {
            Symbols joint = joint(symbols, term.variables());
            int[] counts = joint.counts();
            nats += term.times() * correction.entropy(counts, alphabet(symbols, term.variables()));
            largest = Math.max(largest, joint.distinct());
            for (int i = 0; i < n; i++) {
                local[i] -= term.times() * Math.log((double) counts[joint.of()[i]] / n);
            }
        }
        Estimate plain = Estimate.ofPointwise(local, BoundKind.POINT, id).build();
        // the least spread of an entropy, where all symbols are equally likely and the delta method gives zero
        double floor = largest == 1 ? 0 : Math.sqrt((largest - 1) / 2.0) / n;
        double error =
                Math.max(floor, plain.standardError().orElse(Information.ZERO).nats());
        double bias = n < LEAST_TO_HALVE ? 0 : atHalf(quantity, symbols) - nats;
        // a prior's pull does not fall like 1/n and shows only beside a correction that has none
        double pull = correction == EntropyCorrection.NSB ? nats - byGrassberger(quantity, symbols) : 0;
        Estimate.Builder result = correction == EntropyCorrection.NONE
                ? Estimate.ofPointwise(local, BoundKind.POINT, id)
                : Estimate.of(Information.ofNats(nats), BoundKind.POINT, id, n);
        result.standardError(Information.ofNats(Math.hypot(Math.hypot(error, SLOW * bias), pull)))
                .settings(RecordSettings.describe(this));
        double notable = Math.max(NOTABLE * error, NEGLIGIBLE * Math.abs(nats)) + 1e-9;
        if (relates) {
            singles(symbols).ifPresent(result::warning);
        }
        if (n < LEAST_TO_HALVE) {
            result.warning("undersampled: " + n + " samples are too few to see a bias");
        } else if (Math.abs(bias) > notable) {
            result.warning(String.format(
                    Locale.ROOT,
                    "undersampled: halves of the samples read %.3f nats where all of them read %.3f, so that bias exceeds"
                            + " the sampling error",
                    nats + bias,
                    nats));
        } else if (Math.abs(pull) > notable) {
            result.warning(String.format(
                    Locale.ROOT,
                    "undersampled: the prior of NSB reads %.3f nats where Grassberger's correction, which has none, reads %.3f",
                    nats,
                    nats - pull));
        }
        return result.build();
    }

    private static double byGrassberger(Combination quantity, Symbols[] symbols) {
        double sum = 0;
        for (Combination.Term term : quantity.terms()) {
            sum += term.times()
                    * EntropyCorrection.GRASSBERGER.entropy(
                            joint(symbols, term.variables()).counts(), alphabet(symbols, term.variables()));
        }
        return sum;
    }

    private double atHalf(Combination quantity, Symbols[] symbols) {
        int n = symbols[0].of().length;
        int[] order = RandomChoice.shuffled(n, new SplittableRandom(SPLIT));
        double sum = 0;
        for (int part = 0; part < 2; part++) {
            int[] rows = Arrays.copyOfRange(order, part * (n / 2), part * (n / 2) + n / 2);
            Symbols[] half = Arrays.stream(symbols).map(s -> s.select(rows)).toArray(Symbols[]::new);
            for (Combination.Term term : quantity.terms()) {
                sum += term.times()
                        * correction.entropy(
                                joint(half, term.variables()).counts(), alphabet(symbols, term.variables()));
            }
        }
        return sum / 2;
    }

    private static Symbols joint(Symbols[] symbols, int... which) {
        Symbols joint = symbols[which[0]];
        for (int j = 1; j < which.length; j++) {
            joint = joint.with(symbols[which[j]]);
        }
        return joint;
    }

    private static long alphabet(Symbols[] symbols, int... which) {
        long product = 1;
        for (int j : which) {
            product = Math.min(LARGEST, product * symbols[j].distinct());
        }
        return product;
    }

    private static Optional<String> singles(Symbols[] symbols) {
        int n = symbols[0].of().length;
        for (int j = 0; j < symbols.length; j++) {
            int singles = symbols[j].singles();
            if (n > 1 && FEW * (long) singles > n) {
                return Optional.of("undersampled: " + singles + " of " + n + " samples of variable " + (j + 1)
                        + " hold a value that occurs once, which tells the values of all others whatever they have to do"
                        + " with it; continuous variables need another estimator");
            }
        }
        return Optional.empty();
    }
}
