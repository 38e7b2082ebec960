package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.internal.Columns;
import java.util.List;
import java.util.Optional;

/** Applies what a {@link RidgeFit} has learned to other rows, a block at a time. */
record Predictor(
        NDManager manager,
        int[] image,
        Columns columns,
        Neighbours neighbours,
        Optional<Layer> layer,
        Optional<GlobalPart> global,
        List<PixelWeights> weights) {
    private static final int ROWS_AT_ONCE = 512;

    /**
     * Predictions of every sub-pixel.
     *
     * @param levels images in levels counted from 0, rows of {@link Columns#count} values
     */
    Fields apply(Samples levels, Optional<Samples> t) {
        int d = columns.count();
        Fields fields = new Fields(image, levels.toArray(), new float[levels.rows() * d], new float[levels.rows() * d]);
        for (int from = 0; from < levels.rows(); from += ROWS_AT_ONCE) {
            int to = Math.min(levels.rows(), from + ROWS_AT_ONCE);
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                predict(fields, t, from, to);
            }
        }
        return fields;
    }

    private void predict(Fields fields, Optional<Samples> t, int from, int to) {
        Optional<NDArray> maps = layer.map(l -> l.maps(manager, t.orElseThrow(), from, to, 0, l.height()));
        Optional<NDArray> whole = global.map(g -> g.columns(manager, t.orElseThrow(), from, to));
        for (PixelWeights w : weights) {
            int targets = w.targets().length;
            NDArray sum = manager.zeros(new Shape(to - from, 2L * targets));
            if (w.window().isPresent()) {
                NDIndex seen = new NDIndex()
                        .addAllDim()
                        .addSliceDim(w.seen().top(), w.seen().bottom())
                        .addSliceDim(w.seen().left(), w.seen().right());
                sum = sum.add(maps.orElseThrow()
                        .get(seen)
                        .reshape(to - from, -1)
                        .matMul(w.window().orElseThrow()));
            }
            if (w.global().isPresent()) {
                sum = sum.add(whole.orElseThrow().matMul(w.global().orElseThrow()));
            }
            float[] fromActivations = sum.toFloatArray();
            for (int i = from; i < to; i++) {
                for (int k = 0; k < targets; k++) {
                    int target = w.targets()[k];
                    int at = i * columns.count() + target;
                    int row = (i - from) * 2 * targets;
                    fields.visible()[at] = level(target, fromActivations[row + k]);
                    fields.mean()[at] = level(
                            target, fromActivations[row + targets + k] + causal(fields, i, target, w.causal()[k]));
                }
            }
        }
    }

    private double causal(Fields fields, int row, int target, float[] weights) {
        int[] before = neighbours.of(target);
        double sum = 0;
        for (int b = 0; b < before.length; b++) {
            sum += weights[b] * columns.apply(fields.levels()[row * columns.count() + before[b]], before[b]);
        }
        return sum;
    }

    private float level(int target, double standardised) {
        return (float) (columns.mean(target) + standardised / columns.factor(target));
    }
}
