package dev.infoplane.models.context;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.learn.AnnealedLosses;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.Weights;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Scores images under one point: the negative log-likelihood of each, from all of its sub-pixels; or, for learning curves, an
 * estimate from some that are always the same, one of each stretch of the image.
 *
 * @param firstRow the first of the rows to score
 * @param rows how many
 * @param perImage how many sub-pixels of each; all if it has no more
 */
record PooledScoring(PooledData data, int firstRow, int rows, int perImage) {
    private static final int ITEMS_AT_ONCE = 4096;

    /** In nats. */
    double[] evaluate(NDArray vector, NDManager manager, int point) {
        int d = data.subPixels();
        int some = Math.min(d, perImage);
        int atOnce = Math.max(1, ITEMS_AT_ONCE / some);
        double[] nats = new double[rows];
        for (int from = 0; from < rows; from += atOnce) {
            int to = Math.min(rows, from + atOnce);
            int[] images = new int[(to - from) * some];
            int[] subPixels = new int[images.length];
            for (int i = from; i < to; i++) {
                SplittableRandom random = new SplittableRandom(i);
                for (int k = 0; k < some; k++) {
                    int first = (int) ((long) k * d / some);
                    int next = (int) ((k + 1L) * d / some);
                    images[(i - from) * some + k] = firstRow + i;
                    subPixels[(i - from) * some + k] = first + random.nextInt(next - first);
                }
            }
            float[] losses =
                    losses(vector, manager, new PooledData.Items(images, subPixels, new long[] {point}, false));
            for (int k = 0; k < losses.length; k++) {
                nats[from + k / some] += losses[k] * (double) d / some;
            }
        }
        return nats;
    }

    private float[] losses(NDArray vector, NDManager manager, PooledData.Items items) {
        try (NDManager own = manager.newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return data.losses(new Weights(data.net().layout(), vector), own, items)
                    .toFloatArray();
        }
    }

    /** The objective of the checks: the rows that validate under the first point, then the same rows under the second, and so on. */
    record Checks(PooledScoring scoring) implements Objective {
        @Override
        public ParameterLayout layout() {
            return scoring.data().net().layout();
        }

        @Override
        public int rows() {
            return scoring.data().points().size() * scoring.rows();
        }

        @Override
        public NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
            throw new UnsupportedOperationException("nothing is learned in scoring");
        }

        @Override
        public double[] evaluate(NDArray vector, NDManager manager) {
            double[] nats = new double[rows()];
            for (int p = 0; p < scoring.data().points().size(); p++) {
                System.arraycopy(scoring.evaluate(vector, manager, p), 0, nats, p * scoring.rows(), scoring.rows());
            }
            return nats;
        }

        /** The curve of one point: wherever the learning rate was annealed. */
        LearningCurve curve(TrainingResult result, int point) {
            List<AnnealedLosses> own = result.annealed().stream()
                    .map(all -> all.rows(point * scoring.rows(), (point + 1) * scoring.rows()))
                    .toList();
            return new LearningCurve(AnnealedLosses.checks(own), AnnealedLosses.curve(own));
        }
    }
}
