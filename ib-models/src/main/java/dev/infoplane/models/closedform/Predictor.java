package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import java.util.List;
import java.util.Optional;

/** Applies what a {@link RidgeFit} has learned to other rows, a block at a time. */
record Predictor(
        NDManager manager,
        Optional<Layer> layer,
        Optional<GlobalPart> global,
        List<PixelWeights> weights,
        CausalPart causal) {
    private static final int ROWS_AT_ONCE = 512;

    /**
     * Predictions of every sub-pixel.
     *
     * @param levels images in levels counted from 0, rows of one image each
     */
    Fields apply(Samples levels, Optional<Samples> t) {
        int d = causal.columns().count();
        Fields fields = new Fields(
                causal.shape(), levels.toArray(), new float[levels.rows() * d], new float[levels.rows() * d]);
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
                    int at = i * causal.columns().count() + target;
                    int row = (i - from) * 2 * targets;
                    fields.visible()[at] = level(target, fromActivations[row + k]);
                    fields.mean()[at] = level(
                            target,
                            fromActivations[row + targets + k]
                                    + causal.standardised(
                                            fields.levels(),
                                            i * causal.columns().count(),
                                            target));
                }
            }
        }
    }

    private float level(int target, double standardised) {
        return (float)
                (causal.columns().mean(target) + standardised / causal.columns().factor(target));
    }
}
