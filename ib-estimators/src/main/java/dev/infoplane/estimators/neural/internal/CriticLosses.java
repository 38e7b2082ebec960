package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** The losses. Each is the negative of a bound, or a proper score of whether a pair belongs together. */
public enum CriticLosses implements CriticLoss {
    /** −E f + ln E' e^f. */
    DONSKER_VARADHAN {
        @Override
        public NDArray of(BatchScores scores) {
            return scores.logMeanOfAllOthers().sub(scores.paired().mean());
        }

        @Override
        public double[] of(ScoreTable scores) {
            return CriticLoss.negative(Bounds.donskerVaradhan(scores, Double.POSITIVE_INFINITY));
        }
    },
    /** −E f + E' e^f − 1. */
    NWJ {
        @Override
        public NDArray of(BatchScores scores) {
            return scores.logMeanOfAllOthers().exp().sub(scores.paired().mean()).sub(1);
        }

        @Override
        public double[] of(ScoreTable scores) {
            return CriticLoss.negative(Bounds.nguyenWainwrightJordan(scores));
        }
    },
    /** The cross-entropy of finding the t that belongs to x among those of the batch, and the x that belongs to t. */
    INFO_NCE {
        @Override
        public NDArray of(BatchScores scores) {
            NDArray ofX = BatchScores.logSum(scores.all());
            NDArray ofT = BatchScores.logSum(scores.all().transpose());
            NDArray both = ofX.add(ofT);
            NDArray half = both.getManager().full(both.getShape(), 0.5f);
            return both.mul(half).sub(scores.paired()).sub((float) Math.log(scores.rows()));
        }

        @Override
        public double[] of(ScoreTable scores) {
            return CriticLoss.negative(Bounds.infoNce(scores));
        }
    },
    /**
     * InfoNCE with one more answer, "none of these", for tuples that hold no t of x (Ryu et al. 2025): the scores that minimise it are
     * the logarithm of the density ratio itself. Both kinds of tuples have K = b − 1 members and are equally likely.
     */
    ANCHORED_INFO_NCE {
        @Override
        public NDArray of(BatchScores scores) {
            float logK = (float) Math.log(scores.rows() - 1.0);
            // the member that leaves a tuple with the t of x is the next row's, so that it has K members too
            NDArray next = scores.eye().get("-1:, :").concat(scores.eye().get(":-1, :"), 0);
            NDArray withOwn = BatchScores.logSum(scores.all().sub(next.mul(BatchScores.NEVER)));
            NDArray others = BatchScores.logSum(scores.others());
            return Activation.softPlus(withOwn.sub(logK))
                    .add(Activation.softPlus(others.sub(logK)))
                    .sub(scores.paired())
                    .sub((float) (2 * Math.log(2)));
        }

        @Override
        public double[] of(ScoreTable scores) {
            double[] paired = scores.paired();
            double[] others = scores.logMeanOfOthers(false, Double.POSITIVE_INFINITY);
            int[] sizes = scores.sizes();
            double[] losses = new double[paired.length];
            for (int i = 0; i < losses.length; i++) {
                double k = sizes[i] - 1.0;
                double mean = Math.exp(others[i]);
                // of K members one is its own; the others are spread like those of the row
                double withOwn = ((k - 1) * mean + Math.exp(paired[i])) / k;
                losses[i] = Math.log1p(withOwn) + Math.log1p(mean) - paired[i] - 2 * Math.log(2);
            }
            return losses;
        }
    },
    /** E ln(1 + e^−f) + E' ln(1 + e^f), the cross-entropy of telling pairs that belong together from those that do not. */
    JENSEN_SHANNON {
        @Override
        public NDArray of(BatchScores scores) {
            int b = scores.rows();
            NDArray own = Activation.softPlus(scores.paired().neg());
            NDArray others = Activation.softPlus(scores.others()).sum(new int[] {1});
            return own.add(others.mul(others.getManager().full(others.getShape(), 1f / (b - 1))))
                    .sub((float) (2 * Math.log(2)));
        }

        @Override
        public double[] of(ScoreTable scores) {
            double[] losses = scores.meanOfOthers(JensenShannon::softPlus);
            double[] paired = scores.paired();
            for (int i = 0; i < losses.length; i++) {
                losses[i] += JensenShannon.softPlus(-paired[i]) - 2 * Math.log(2);
            }
            return losses;
        }
    },
    /** E [u + e^(−u) E' e^(f(x, t') − f(x, t))] − 1, with u a second score that is learned. */
    FENCHEL_LEGENDRE {
        @Override
        public int scores() {
            return 2;
        }

        @Override
        public NDArray of(BatchScores scores) {
            NDArray u = scores.own();
            return scores.logMeanOfOthers()
                    .sub(scores.paired())
                    .sub(u)
                    .exp()
                    .add(u)
                    .sub(1);
        }

        @Override
        public double[] of(ScoreTable scores) {
            return CriticLoss.negative(Bounds.fenchelLegendre(scores));
        }
    };

    private static final class JensenShannon {
        static double softPlus(double v) {
            return Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
        }
    }
}
