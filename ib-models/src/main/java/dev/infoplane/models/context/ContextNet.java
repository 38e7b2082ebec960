package dev.infoplane.models.context;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.head.Head;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The network: features of a sub-pixel through hidden layers of ELUs to the parameters of its head. Two paths go beside it. A
 * linear one shifts and scales the head's distribution, so that a linear dependence need not pass the ELUs. And activations are
 * read by weights of the sub-pixel's phase, linearly: some read-outs join the first layer, two more the linear path.
 *
 * <p>The layout of a conditional network begins with that of the unconditional one. Its read-outs start at zero, except those of
 * the linear path, which start from a {@link ReadoutStart regression}.
 */
final class ContextNet {
    private static final int MOST_READOUTS = 32;
    private static final int READOUT_WEIGHTS = 2_000_000;

    /**
     * Shifts are kept as multiples of this: Adam moves every weight by about its learning rate, and a shift has to become exact to a
     * fraction of a level.
     */
    static final float SHIFT_UNIT = 0.1f;

    /** What the distribution is like before anything is learned: a tenth of the range wide, means two scales around. */
    private static final float FIRST_LOG_SCALE = (float) Math.log(0.1);

    private final ContextMlpSize size;
    private final ContextFeatures features;
    private final Head head;
    private final ParameterLayout layout;
    private final Optional<ConditionWindow> window;
    private final int channels;
    private final int readouts;

    private ContextNet(
            ContextMlpSize size,
            ContextFeatures features,
            Head head,
            int channels,
            ParameterLayout layout,
            Optional<ConditionWindow> window) {
        this.size = size;
        this.features = features;
        this.head = head;
        this.channels = channels;
        this.layout = layout;
        this.window = window;
        this.readouts = window.map(ContextNet::readouts).orElse(0);
    }

    /** A network that sees no activations. */
    static ContextNet unconditional(ContextMlpSize size, ContextFeatures features, Head head, int channels) {
        ParameterLayout layout = new ParameterLayout();
        int inputs = features.count();
        for (int l = 0; l < size.layers(); l++) {
            layout.add("hidden" + l, Initializer.HE_NORMAL, size.hidden(), inputs);
            layout.add("hidden" + l + ".b", Initializer.ZERO, size.hidden());
            inputs = size.hidden();
        }
        layout.add("out", Initializer.SMALL_NORMAL, head.parameters(), inputs);
        layout.add("out.b", Initializer.ZERO, head.parameters());
        if (head.affineSize() > 0) {
            layout.add("affine", Initializer.ZERO, head.affineSize(), features.count());
            layout.add("affine.b", Initializer.ZERO, head.affineSize());
        }
        return new ContextNet(size, features, head, channels, layout, Optional.empty());
    }

    /** The network that sees activations as well. */
    ContextNet conditionedOn(ConditionWindow seen) {
        ParameterLayout more = ParameterLayout.startingWith(layout);
        int count = readouts(seen);
        more.add("readout", Initializer.ZERO, seen.phases(), seen.count(), count + (long) head.affineSize());
        more.add("join", Initializer.HE_NORMAL, size.hidden(), count);
        more.add("dropped", Initializer.ZERO, size.hidden());
        return new ContextNet(size, features, head, channels, more, Optional.of(seen));
    }

    private static int readouts(ConditionWindow seen) {
        long perReadout = (long) seen.phases() * seen.count();
        return (int) Math.max(4, Math.min(MOST_READOUTS, READOUT_WEIGHTS / perReadout));
    }

    /** Values to start from: all means around the middle of the left and the upper neighbour. */
    float[] initial(RandomGenerator random) {
        float[] values = layout.initial(random);
        if (head.affineSize() > 0) {
            int weights = layout.slot("affine").offset();
            if (channels == 1) {
                for (int k : features.nearest(0)) {
                    values[weights + k] = 0.5f / SHIFT_UNIT;
                }
            }
            values[layout.slot("affine.b").offset() + 1] = FIRST_LOG_SCALE;
            int bias = layout.slot("out.b").offset() + 1;
            int mixtures = size.mixtures();
            for (int m = 0; m < mixtures; m++) {
                values[bias + mixtures + m] = mixtures == 1 ? 0 : 4f * m / (mixtures - 1) - 2;
                values[bias + 2 * mixtures + m] = -0.5f;
            }
        }
        return values;
    }

    ParameterLayout layout() {
        return layout;
    }

    ContextFeatures features() {
        return features;
    }

    Head head() {
        return head;
    }

    Optional<ConditionWindow> window() {
        return window;
    }

    int layers() {
        return size.layers();
    }

    int readoutCount() {
        return readouts;
    }

    /**
     * Parameters of the head, {@code [n, 1, 1, parameters]}.
     *
     * @param inputs {@code [n, features]}
     */
    NDArray parameters(Weights w, NDArray inputs, Optional<Seen> seen) {
        NDArray sum = inputs.matMul(w.get("hidden0").transpose()).add(w.get("hidden0.b"));
        Optional<NDArray> affine = head.affineSize() == 0
                ? Optional.empty()
                : Optional.of(inputs.matMul(w.get("affine").transpose()).add(w.get("affine.b")));
        if (seen.isPresent()) {
            Seen s = seen.orElseThrow();
            NDArray read = s.read(w);
            NDArray joined = read;
            if (affine.isPresent()) {
                NDList parts = read.split(new long[] {readouts}, 1);
                joined = parts.get(0);
                affine = Optional.of(affine.orElseThrow().add(parts.get(1)));
            }
            sum = sum.add(joined.matMul(w.get("join").transpose()));
            if (s.dropped.isPresent()) {
                sum = sum.add(s.dropped.orElseThrow().matMul(w.get("dropped").reshape(1, -1)));
            }
        }
        NDArray x = Activation.elu(sum, 1);
        for (int l = 1; l < size.layers(); l++) {
            x = Activation.elu(x.matMul(w.get("hidden" + l).transpose()).add(w.get("hidden" + l + ".b")), 1);
        }
        NDArray out = x.matMul(w.get("out").transpose())
                .add(w.get("out.b"))
                .reshape(inputs.getShape().get(0), 1, 1, -1);
        return affine.map(a -> head.shiftedAndScaled(out, inUnits(a))).orElse(out);
    }

    /** Shifts and log-scales of a channel alternate. */
    private NDArray inUnits(NDArray affine) {
        float[] units = new float[head.affineSize()];
        for (int k = 0; k < units.length; k++) {
            units[k] = k % 2 == 0 ? SHIFT_UNIT : 1;
        }
        NDArray factors = EngineArrays.floats(affine.getManager(), units, new Shape(1, units.length));
        return affine.mul(factors).reshape(affine.getShape().get(0), 1, 1, units.length);
    }

    /**
     * What a batch sees of activations, sub-pixels of one phase after the other, equally many of each.
     *
     * @param windows {@code [groups, n / groups, values]}; all zero where the condition is dropped
     * @param phases of the groups
     * @param dropped {@code [n, 1]}, 1 where the condition is dropped; empty if it never is
     */
    record Seen(NDArray windows, NDArray phases, Optional<NDArray> dropped) {
        static Seen of(NDManager manager, float[] windows, int values, long[] phases, Optional<float[]> dropped) {
            int groups = phases.length;
            Shape shape = new Shape(groups, windows.length / values / groups, values);
            return new Seen(
                    EngineArrays.floats(manager, windows, shape),
                    EngineArrays.longs(manager, phases, new Shape(groups)),
                    dropped.map(d -> EngineArrays.floats(manager, d, new Shape(d.length, 1))));
        }

        private NDArray read(Weights w) {
            NDArray all = windows.matMul(w.get("readout").get(phases));
            return all.reshape(-1, all.getShape().get(2));
        }
    }
}
