package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.pooling.Pool;
import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.condition.RowTransform;
import dev.infoplane.models.decoder.internal.net.SameConvolution;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** The network of a {@link LabelDecoder}: logits of the classes from activations. */
final class LabelNetwork {
    private static final int MAP_FILTERS = 32;
    private static final int HIDDEN = 128;
    private static final int PLACES = 4;

    private final ParameterLayout layout = new ParameterLayout();
    private final RowTransform transform;
    private final int[] map;
    private final Optional<SameConvolution> mix;
    private final SameConvolution hidden;
    private final SameConvolution out;

    /**
     * @param map shape of a row of activations as {@code [channels, height, width]}
     * @param transform of these rows
     */
    LabelNetwork(int[] map, RowTransform transform, int classes) {
        this.map = map;
        this.transform = transform;
        boolean isSpatial = map[1] > 1 || map[2] > 1;
        mix = isSpatial
                ? Optional.of(new SameConvolution(layout, "mix", map[0], MAP_FILTERS, 3, Initializer.HE_NORMAL))
                : Optional.empty();
        int features = isSpatial ? MAP_FILTERS * Math.min(PLACES, map[1]) * Math.min(PLACES, map[2]) : map[0];
        hidden = new SameConvolution(layout, "hidden", features, HIDDEN, 1, Initializer.HE_NORMAL);
        out = new SameConvolution(layout, "out", HIDDEN, classes, 1, Initializer.SMALL_NORMAL);
    }

    ParameterLayout layout() {
        return layout;
    }

    private NDArray logits(Weights w, NDManager manager, Samples t, int[] chosen) {
        NDArray x = EngineArrays.floats(
                manager, transform.rows(t, chosen), new Shape(chosen.length, map[0], map[1], map[2]));
        NDArray features = mix.map(m -> pooled(Activation.relu(m.apply(w, x))).reshape(chosen.length, -1, 1, 1))
                .orElse(x);
        return out.apply(w, Activation.relu(hidden.apply(w, features))).reshape(chosen.length, -1);
    }

    /** Means over cells that cover the map, at most 4×4 of them. */
    private NDArray pooled(NDArray x) {
        long rows = Math.min(PLACES, map[1]);
        long columns = Math.min(PLACES, map[2]);
        Shape stride = new Shape(map[1] / rows, map[2] / columns);
        Shape cell = new Shape(map[1] - (rows - 1) * stride.get(0), map[2] - (columns - 1) * stride.get(1));
        return Pool.avgPool2d(x, cell, stride, new Shape(0, 0), false, true);
    }

    /**
     * The negative log-likelihood of labels given activations.
     *
     * @param noise to add to them, drawn afresh for each batch; empty for none
     */
    Objective objective(Samples y, Samples t, Optional<ConditionNoise> noise) {
        return new LabelObjective(this, y, t, noise);
    }

    private record LabelObjective(LabelNetwork network, Samples y, Samples t, Optional<ConditionNoise> noise)
            implements Objective {
        @Override
        public ParameterLayout layout() {
            return network.layout;
        }

        @Override
        public int rows() {
            return y.rows();
        }

        @Override
        public NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
            long[] labels = new long[chosen.length];
            Arrays.setAll(labels, i -> (long) y.get(chosen[i], 0));
            NDArray expected = EngineArrays.longs(manager, labels, new Shape(labels.length, 1));
            return noise.map(n -> network.logits(
                            w,
                            manager,
                            n.drawn(t, chosen, pass),
                            IntStream.range(0, chosen.length).toArray()))
                    .orElseGet(() -> network.logits(w, manager, t, chosen))
                    .logSoftmax(1)
                    .gather(expected, 1)
                    .neg()
                    .reshape(-1);
        }
    }
}
