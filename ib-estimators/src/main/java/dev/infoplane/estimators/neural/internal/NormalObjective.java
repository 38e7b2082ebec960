package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.stream.IntStream;

/** −ln q(t|x), up to a constant, where q is a normal with independent coordinates whose means and variances a network gives. */
public final class NormalObjective implements Objective {
    private static final int ROWS_AT_ONCE = 500;

    /** ln variances lie within plus or minus this. */
    private static final float WIDEST = 8;

    private final EncodedPair pair;
    private final float penalty;
    private final ParameterLayout layout;
    private final BlockParameters network;

    /** A network with hidden layers of this width. */
    public NormalObjective(EncodedPair pair, int width, int layers, float penalty, NDManager manager) {
        this.pair = pair;
        this.penalty = penalty;
        layout = new ParameterLayout();
        network = new BlockParameters(
                "normal",
                Perceptron.of(width, layers, 2 * pair.t().dimensions()),
                layout,
                manager,
                pair.x().batch(2));
    }

    private NormalObjective(NormalObjective taught, EncodedPair rows) {
        pair = rows;
        penalty = taught.penalty;
        layout = taught.layout;
        network = taught.network;
    }

    /** The same density on other rows. */
    public NormalObjective on(EncodedPair rows) {
        return new NormalObjective(this, rows);
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
        int d = pair.t().dimensions();
        NDArray t = pair.t(manager, chosen).reshape(chosen.length, d);
        NDArray out = network.forward(weights, manager, pass > 0, pair.x(manager, chosen));
        NDArray logVariance = logVariance(out, d);
        NDArray twice = t.sub(out.get(":, :" + d))
                .square()
                .mul(logVariance.neg().exp())
                .add(logVariance)
                .sum(new int[] {1});
        NDArray nats = twice.mul(manager.full(new Shape(), 0.5f));
        return Penalty.added(nats, layout, weights, penalty, pass);
    }

    private static NDArray logVariance(NDArray out, int d) {
        NDArray wide = out.getManager().full(new Shape(), WIDEST);
        return out.get(":, " + d + ":").div(wide).tanh().mul(wide);
    }

    /** ln q(t|x) minus the mean of ln q(t'|x) over the t' of all rows, for each row (Cheng et al. 2020). */
    public double[] contrasts(NDArray vector, NDManager manager) {
        int d = pair.t().dimensions();
        int n = rows();
        int[] all = IntStream.range(0, n).toArray();
        float[] t = pair.t().select(pair.rows());
        double[] mean = new double[d];
        double[] square = new double[d];
        for (int i = 0; i < t.length; i++) {
            mean[i % d] += t[i] / (double) n;
            square[i % d] += (double) t[i] * t[i] / n;
        }
        float[] mu;
        float[] logVariance;
        try (NDManager sub = manager.newSubManager()) {
            NDArray out = network.forward(new Weights(layout, vector), sub, false, pair.x(sub, all));
            mu = out.get(":, :" + d).toFloatArray();
            logVariance = logVariance(out, d).toFloatArray();
        }
        double[] contrasts = new double[n];
        for (int i = 0; i < t.length; i++) {
            double m = mu[i];
            double ofOthers = square[i % d] - 2 * m * mean[i % d] + m * m;
            contrasts[i / d] += 0.5 * (ofOthers - (t[i] - m) * (t[i] - m)) * Math.exp(-logVariance[i]);
        }
        return contrasts;
    }
}
