package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;

/**
 * −ln q(t|x), or −ln q(t), of vectors t under a masked autoregressive network (Germain et al. 2015) with one hidden layer: each
 * coordinate of t is a mixture of normals given the coordinates before it. Unit k of the hidden layer sees x and the first (k mod d)
 * coordinates; coordinate j uses units that see no more than the first j.
 */
public final class DensityObjective implements Objective {
    private static final int COMPONENTS = 4;

    /** ln of the least standard deviation of a component, so that repeated values do not read infinite densities. */
    private static final float LEAST_LOG_DEVIATION = -5;

    private static final float HALF_LOG_TWO_PI = (float) (0.5 * Math.log(2 * Math.PI));
    private static final int ROWS_AT_ONCE = 500;

    private final EncodedPair pair;
    private final boolean conditional;
    private final float penalty;
    private final ParameterLayout layout;
    private final NDArray intoHidden;
    private final NDArray intoOutput;
    private final NDArray direct;

    /**
     * @param conditional whether t is given x
     * @param masks owns the masks, which live as long as this
     */
    public DensityObjective(EncodedPair pair, boolean conditional, int width, float penalty, NDManager masks) {
        int d = pair.t().dimensions();
        this.pair = pair;
        this.conditional = conditional;
        this.penalty = penalty;
        intoHidden = mask(masks, width, d, (unit, j) -> j < unit % d);
        intoOutput = mask(masks, d * COMPONENTS * 3, width, (out, unit) -> unit % d <= out / (COMPONENTS * 3));
        direct = mask(masks, d * COMPONENTS * 3, d, (out, j) -> j < out / (COMPONENTS * 3));
        layout = new ParameterLayout();
        layout.add("hidden.t.weight", Initializer.HE_NORMAL, width, d);
        layout.add("hidden.bias", Initializer.ZERO, width);
        layout.add("output.hidden.weight", Initializer.SMALL_NORMAL, d * COMPONENTS * 3, width);
        layout.add("output.t.weight", Initializer.ZERO, d * COMPONENTS * 3, d);
        layout.add("output.bias", Initializer.SMALL_NORMAL, d * COMPONENTS * 3);
        if (conditional) {
            layout.add("hidden.x.weight", Initializer.HE_NORMAL, width, pair.x().dimensions());
            layout.add(
                    "output.x.weight",
                    Initializer.ZERO,
                    d * COMPONENTS * 3,
                    pair.x().dimensions());
        }
    }

    private DensityObjective(DensityObjective taught, EncodedPair rows) {
        pair = rows;
        conditional = taught.conditional;
        penalty = taught.penalty;
        layout = taught.layout;
        intoHidden = taught.intoHidden;
        intoOutput = taught.intoOutput;
        direct = taught.direct;
    }

    private interface Connection {
        boolean exists(int to, int from);
    }

    private static NDArray mask(NDManager manager, int to, int from, Connection connection) {
        float[] values = new float[to * from];
        for (int i = 0; i < to; i++) {
            for (int j = 0; j < from; j++) {
                values[i * from + j] = connection.exists(i, j) ? 1 : 0;
            }
        }
        return EngineArrays.floats(manager, values, new Shape(to, from));
    }

    /** The same density on other rows. */
    public DensityObjective on(EncodedPair rows) {
        return new DensityObjective(this, rows);
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public int rows() {
        return pair.size();
    }

    @Override
    public int rowsAtOnce() {
        return ROWS_AT_ONCE;
    }

    @Override
    public NDArray losses(Weights weights, NDManager manager, int[] chosen, int pass) {
        NDArray t = pair.t(manager, chosen).reshape(chosen.length, -1);
        NDArray hidden = t.matMul(weights.get("hidden.t.weight").mul(intoHidden).transpose())
                .add(weights.get("hidden.bias"));
        NDArray output =
                t.matMul(weights.get("output.t.weight").mul(direct).transpose()).add(weights.get("output.bias"));
        if (conditional) {
            NDArray x = pair.x(manager, chosen).reshape(chosen.length, -1);
            hidden = hidden.add(x.matMul(weights.get("hidden.x.weight").transpose()));
            output = output.add(x.matMul(weights.get("output.x.weight").transpose()));
        }
        NDArray last = Activation.relu(hidden)
                .matMul(weights.get("output.hidden.weight").mul(intoOutput).transpose())
                .add(output)
                .reshape(chosen.length, t.getShape().get(1), 3, COMPONENTS);
        NDArray nats = nats(t, last);
        return Penalty.added(nats, layout, weights, penalty, pass);
    }

    /** −ln of the mixtures, summed over coordinates. */
    private static NDArray nats(NDArray t, NDArray mixture) {
        NDArray logits = mixture.get(":, :, 0").logSoftmax(2);
        NDArray logDeviation = Activation.softPlus(mixture.get(":, :, 2").add(-LEAST_LOG_DEVIATION))
                .add(LEAST_LOG_DEVIATION);
        NDArray standard = t.expandDims(2)
                .sub(mixture.get(":, :, 1"))
                .mul(logDeviation.neg().exp());
        NDArray half = t.getManager().full(new Shape(), 0.5f);
        NDArray logs = logits.sub(logDeviation).sub(standard.square().mul(half)).sub(HALF_LOG_TWO_PI);
        NDArray most = logs.max(new int[] {2}, true).stopGradient();
        NDArray sum = logs.sub(most).exp().sum(new int[] {2}).log().add(most.squeeze(2));
        return sum.sum(new int[] {1}).neg();
    }
}
