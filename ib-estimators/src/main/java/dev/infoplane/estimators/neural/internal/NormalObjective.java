package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.Arrays;
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

    /** The normals of all rows, beside the t they are about; row after row. */
    private record Normals(float[] t, float[] mean, float[] logVariance) {
        int size() {
            return t.length;
        }

        double squaredError(int i) {
            double off = (double) t[i] - mean[i];
            return off * off;
        }

        /** One over the variance times a factor, within the limits of variances. */
        double precision(int i, double factor) {
            return Math.exp(-Math.max(-WIDEST, logVariance[i] + Math.log(factor)));
        }
    }

    private Normals normals(NDArray vector, NDManager manager) {
        int d = pair.t().dimensions();
        int[] all = IntStream.range(0, rows()).toArray();
        try (NDManager sub = manager.newSubManager()) {
            NDArray out = network.forward(new Weights(layout, vector), sub, false, pair.x(sub, all));
            return new Normals(
                    pair.t().select(pair.rows()),
                    out.get(":, :" + d).toFloatArray(),
                    logVariance(out, d).toFloatArray());
        }
    }

    /**
     * For each coordinate of t, the factor by which its variances are too small: the mean over the rows of (t - mean)² / variance. A
     * network that was stopped early, or held back by its penalty, has the size of its variances wrong before anything else.
     */
    public double[] varianceFactors(NDArray vector, NDManager manager) {
        Normals q = normals(vector, manager);
        double[] factors = new double[pair.t().dimensions()];
        for (int i = 0; i < q.size(); i++) {
            factors[i % factors.length] += q.squaredError(i) * q.precision(i, 1) / rows();
        }
        return factors;
    }

    /**
     * ln q(t|x) for each row, minus the mean of ln q(t'|x') over independent pairs (Cheng et al. 2020). Independent pairs are made of all
     * rows, not only of these: so many more of them make the mean more certain. To the spread between rows each one contributes its own x.
     *
     * @param factors of the variances, one for each coordinate of t
     * @param all the rows that independent pairs are made of
     */
    public double[] contrasts(NDArray vector, NDManager manager, double[] factors, NormalObjective all) {
        Normals q = normals(vector, manager);
        Normals every = all.normals(vector, manager);
        double[] contrasts = apart(q, every, factors);
        double shift = mean(apart(every, every, factors)) - mean(contrasts);
        int d = factors.length;
        for (int i = 0; i < q.size(); i++) {
            contrasts[i / d] -= 0.5 * q.squaredError(i) * q.precision(i, factors[i % d]);
        }
        return Arrays.stream(contrasts).map(v -> v + shift).toArray();
    }

    /** For each x of some rows, the mean over every t of what it costs under the normal of that x. */
    private static double[] apart(Normals q, Normals every, double[] factors) {
        int d = factors.length;
        int n = every.size() / d;
        double[] mean = new double[d];
        double[] square = new double[d];
        for (int i = 0; i < every.size(); i++) {
            mean[i % d] += every.t[i] / (double) n;
            square[i % d] += (double) every.t[i] * every.t[i] / n;
        }
        double[] costs = new double[q.size() / d];
        for (int i = 0; i < q.size(); i++) {
            double m = q.mean[i];
            double squares = square[i % d] - 2 * m * mean[i % d] + m * m;
            costs[i / d] += 0.5 * squares * q.precision(i, factors[i % d]);
        }
        return costs;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
