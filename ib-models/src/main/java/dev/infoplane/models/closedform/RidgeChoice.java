package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.internal.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses the ridge by leave-one-out errors at a few cells: half a decade up or down, as long as that helps. */
final class RidgeChoice {
    private static final double FIRST = 3;
    private static final double STEP = Math.sqrt(10);
    /** Times the number of rows: below it sums of floats are too coarse. */
    private static final double LEAST_SHARE = 5e-5;

    private static final double GREATEST = 3100;
    private static final int CELLS = 3;
    /** An error below this many deviations is as good as none. */
    private static final double NEGLIGIBLE = 1e-3;

    private RidgeChoice() {}

    static double best(NDManager manager, RidgeProblem problem, List<Cell> cells) {
        List<Cell> some = new ArrayList<>();
        for (int k = 0; k < CELLS; k++) {
            Cell cell = cells.get((2 * k + 1) * cells.size() / (2 * CELLS));
            int middle = cell.tiles().size() / 2;
            Cell one = new Cell(cell.window(), cell.tiles().subList(middle, middle + 1));
            if (!some.contains(one)) {
                some.add(one);
            }
        }
        double least = LEAST_SHARE * problem.pixels().getShape().get(0);
        double first = Math.max(FIRST, least);
        double best = first;
        double loss = loss(manager, problem, some, first);
        for (double factor : new double[] {STEP, 1 / STEP}) {
            boolean isBetter = true;
            for (double next = best * factor; isBetter && next >= least && next < GREATEST; next *= factor) {
                double nextLoss = loss(manager, problem, some, next);
                isBetter = nextLoss < loss;
                if (isBetter) {
                    best = next;
                    loss = nextLoss;
                }
            }
            if (best > first) {
                return best;
            }
        }
        return best;
    }

    private static double loss(NDManager manager, RidgeProblem problem, List<Cell> cells, double ridge) {
        try (NDManager own = manager.newSubManager()) {
            RidgeFit fit = new RidgeFit(own, problem, ridge);
            List<PixelWeights> all = fit.run(cells, own);
            return loss(fit, all.stream().flatMapToInt(weights -> Arrays.stream(weights.targets())));
        }
    }

    /** The mean logarithm of the mean squared leave-one-out error of some sub-pixels. */
    private static double loss(RidgeFit fit, IntStream subPixels) {
        return subPixels
                .mapToDouble(target -> {
                    double squares = 0;
                    for (float e : fit.errorWithCausal[target]) {
                        squares += (double) e * e;
                    }
                    return Math.log(squares / fit.errorWithCausal[target].length
                            + fit.noiseWithCausal[target]
                            + NEGLIGIBLE * NEGLIGIBLE);
                })
                .average()
                .orElseThrow();
    }

    /**
     * A regression that is learned, by the ridge that is best for it.
     *
     * @param owner of the weights
     * @param learning owns what is needed while learning
     */
    record Fitted(
            RidgeProblem problem,
            double ridge,
            RidgeFit fit,
            List<PixelWeights> weights,
            NDManager owner,
            NDManager learning,
            long multiplyAdds)
            implements AutoCloseable {
        /** @param ridge 0 to choose it */
        static Fitted of(RidgeProblem problem, List<Cell> cells, double ridge, NDManager owner, NDManager learning) {
            double chosen = ridge > 0 ? ridge : best(learning, problem, cells);
            NDManager ownOwner = owner.newSubManager();
            NDManager ownLearning = learning.newSubManager();
            RidgeFit fit = new RidgeFit(ownLearning, problem, chosen);
            List<PixelWeights> weights = fit.run(cells, ownOwner);
            return new Fitted(problem, chosen, fit, weights, ownOwner, ownLearning, fit.multiplyAdds());
        }

        /** This one, which took as long as both. */
        Fitted after(Fitted other) {
            return new Fitted(problem, ridge, fit, weights, owner, learning, multiplyAdds + other.multiplyAdds);
        }

        /** The mean logarithm of the mean squared leave-one-out error. */
        double loss() {
            return RidgeChoice.loss(fit, IntStream.range(0, fit.errorWithCausal.length));
        }

        /** What each row that taught is predicted to be by a regression without it. */
        Fields leftOut(Samples levels, Columns columns) {
            int d = columns.count();
            float[] values = levels.toArray();
            float[] mean = new float[values.length];
            float[] visible = new float[values.length];
            for (int at = 0; at < values.length; at++) {
                int p = at % d;
                mean[at] = (float) (values[at] - fit.errorWithCausal[p][at / d] / columns.factor(p));
                visible[at] = (float) (values[at] - fit.errorOfVisible[p][at / d] / columns.factor(p));
            }
            return new Fields(problem.image(), values, mean, visible);
        }

        /** Frees it, where another one is better. */
        @Override
        public void close() {
            owner.close();
            learning.close();
        }
    }
}
