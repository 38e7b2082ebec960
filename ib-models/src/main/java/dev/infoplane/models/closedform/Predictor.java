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

/**
 * What a {@link RidgeFit} has learned about activations, applied to rows, a block at a time.
 *
 * @param pixels the standardisation of levels
 */
record Predictor(
        NDManager manager,
        Optional<Layer> layer,
        Optional<GlobalPart> global,
        List<PixelWeights> weights,
        Columns pixels) {
    static final int ROWS_AT_ONCE = 512;

    /**
     * What activations alone tell, in levels.
     *
     * @param visible the reconstruction
     * @param base the part of the mean that does not depend on causal neighbours
     */
    record FromActivations(float[] visible, float[] base) {}

    /** What the activations of some rows tell; t is empty for a prediction without any. */
    FromActivations fromActivations(int rows, Optional<Samples> t) {
        int d = pixels.count();
        FromActivations parts = new FromActivations(new float[rows * d], new float[rows * d]);
        if (t.isEmpty()) {
            for (int at = 0; at < parts.visible.length; at++) {
                parts.visible[at] = level(at % d, 0);
                parts.base[at] = parts.visible[at];
            }
            return parts;
        }
        for (int from = 0; from < rows; from += ROWS_AT_ONCE) {
            int to = Math.min(rows, from + ROWS_AT_ONCE);
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                fill(parts, t.orElseThrow(), from, to);
            }
        }
        return parts;
    }

    private void fill(FromActivations parts, Samples t, int from, int to) {
        Optional<NDArray> maps = layer.map(l -> l.maps(manager, t, from, to, 0, l.height()));
        Optional<NDArray> whole = global.map(g -> g.columns(manager, t, from, to));
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
            float[] values = sum.toFloatArray();
            for (int i = from; i < to; i++) {
                for (int k = 0; k < targets; k++) {
                    int at = i * pixels.count() + w.targets()[k];
                    int row = (i - from) * 2 * targets;
                    parts.visible[at] = level(w.targets()[k], values[row + k]);
                    parts.base[at] = level(w.targets()[k], values[row + targets + k]);
                }
            }
        }
    }

    private float level(int target, double standardised) {
        return (float) (pixels.mean(target) + standardised / pixels.factor(target));
    }
}
