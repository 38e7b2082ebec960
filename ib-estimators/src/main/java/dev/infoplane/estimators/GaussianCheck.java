package dev.infoplane.estimators;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.ColumnTransforms;
import dev.infoplane.estimators.internal.Correlations;
import dev.infoplane.estimators.internal.Doubt;
import dev.infoplane.estimators.internal.neighbour.Side;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Compares a nearest-neighbour estimate with what a Gaussian fit of the same columns finds. Strong dependence lies in a sheet
 * that is thinner than neighbourhoods are wide; they then read too low, by nats, though they are narrow in standard
 * deviations and nothing else shows it.
 */
final class GaussianCheck {
    /** How a warning begins. */
    static final String WARNING = "outside the regime: a Gaussian fit";

    /** Keeps the matrix regular where t is a linear map of x. */
    private static final double SHRINKAGE = 1e-8;

    /** Nats that the fit must find, and find more, to be worth a word. */
    private static final double LEAST = 0.1;

    /** In standard deviations; of normal columns hardly a row is. */
    private static final double FAR = 5;

    private GaussianCheck() {}

    /**
     * What the fit reads more, with a warning if that is clear; nothing of few samples, or where a side has levels, of which no
     * fit is a measure. It is the better of one of the columns without far rows and one of their normal scores.
     *
     * @param chance how far chance alone moves {@code nats} from the fit
     */
    static Doubt missed(Side x, Side t, MarginalTransform margins, double nats, double chance) {
        int n = x.n();
        if (n < 10L * (x.d() + t.d()) || x.hasLevels() || t.hasLevels()) {
            return Doubt.NONE;
        }
        Samples ofX = Samples.of(x.rows(), x.d());
        Samples ofT = Samples.of(t.rows(), t.d());
        Fit fit = Fit.of(ofX, ofT, margins != MarginalTransform.NORMAL_SCORES);
        int[] near = margins == MarginalTransform.NORMAL_SCORES ? new int[0] : withoutFarRows(x, t);
        if (2 * near.length > n) {
            Fit ofNear = Fit.of(ofX.select(near), ofT.select(near), false);
            fit = ofNear.nats > fit.nats ? ofNear : fit;
        }
        double linear = fit.nats;
        double missed = linear - nats;
        double beyond = Doubt.beyond(Math.max(0, missed), chance);
        if (linear < LEAST || missed < Math.max(LEAST, 0.1 * linear) || missed < 3 * fit.error) {
            return new Doubt(beyond, Optional.empty());
        }
        return new Doubt(
                beyond,
                Optional.of(String.format(
                        Locale.ROOT,
                        "%s of the same columns reads %.2f nats where neighbourhoods read %.2f: the dependence is thinner than"
                                + " they are wide and the estimate is likely too low",
                        WARNING,
                        linear,
                        nats)));
    }

    /** What a Gaussian fit reads, less its bias. */
    private record Fit(double nats, double error) {
        private static final Fit NOTHING = new Fit(0, 0);

        static Fit of(Samples x, Samples t, boolean scores) {
            int n = x.rows();
            try {
                Correlations.Solved solved = Correlations.of(x, t, scores).solve(SHRINKAGE);
                return new Fit(
                        solved.nats() - 0.5 * x.dimensions() * t.dimensions() / n, Math.sqrt(solved.squares() / n));
            } catch (IllegalArgumentException singular) {
                return NOTHING;
            }
        }
    }

    /** Rows without those that lie far from the middle of any column: a single one can make a correlation. */
    private static int[] withoutFarRows(Side x, Side t) {
        boolean[] far = new boolean[x.n()];
        markFar(x.rows(), x.d(), far);
        markFar(t.rows(), t.d(), far);
        return IntStream.range(0, far.length).filter(i -> !far[i]).toArray();
    }

    private static void markFar(float[] rows, int d, boolean[] far) {
        for (int j = 0; j < d; j++) {
            ColumnTransforms.Quartiles quartiles = ColumnTransforms.Quartiles.of(rows, d, j);
            double reach = FAR * quartiles.deviation();
            for (int i = 0; i < far.length; i++) {
                far[i] |= reach > 0 && Math.abs(rows[i * d + j] - quartiles.median()) > reach;
            }
        }
    }
}
