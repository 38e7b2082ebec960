package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.probe.EngineThreads;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A critic by kernel densities: the logarithm of the ratio of the joint density of the rows that teach to the product of their marginal
 * densities, all smoothed by normal kernels of one bandwidth. It needs no idea of the shape of a dependence, but few columns. Whatever
 * the distribution, a bound read from its scores is a bound.
 */
final class KernelCritic implements Rivals.Rival {
    /** The most columns of a side: in more, hardly any row that teaches is near. */
    private static final int MOST_COLUMNS = 10;

    /** The most rows that teach. */
    private static final int MOST_ROWS = 4096;

    /** Bandwidths, in standard deviations of a column. */
    private static final double[] BANDWIDTHS = {0.06, 0.12, 0.25, 0.5};

    /** The part of a mixture with independent sides, which bounds scores from below. */
    private static final float INDEPENDENT = 0.05f;

    /** The kernels of one row that teach, below which densities count as unknown and the score is zero. */
    private static final float LEAST = 1e-3f;

    private final EncodedPair taught;
    private final double bandwidth;

    private KernelCritic(EncodedPair taught, double bandwidth) {
        this.taught = taught;
        this.bandwidth = bandwidth;
    }

    /** One for each bandwidth; none for many columns. */
    static List<KernelCritic> all(EncodedPair fit) {
        if (fit.x().dimensions() > MOST_COLUMNS || fit.t().dimensions() > MOST_COLUMNS) {
            return List.of();
        }
        EncodedPair taught = fit.at(Arrays.copyOf(fit.rows(), Math.min(fit.size(), MOST_ROWS)));
        return DoubleStream.of(BANDWIDTHS)
                .mapToObj(bandwidth -> new KernelCritic(taught, bandwidth))
                .toList();
    }

    @Override
    public ScoreTable scores(int[] rows) {
        try (NDManager manager = NDManager.newBaseManager()) {
            return EngineThreads.onOne(manager.getEngine(), () -> {
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    return new ScoreTable(List.of(scores(manager, rows)), new double[0]);
                }
            });
        }
    }

    private float[] scores(NDManager manager, int[] rows) {
        float n = taught.size();
        NDArray ofX = kernels(manager, taught.x(), rows);
        NDArray ofT = kernels(manager, taught.t(), rows);
        NDArray apart = ofX.sum(new int[] {1}, true)
                .matMul(ofT.sum(new int[] {1}, true).transpose())
                .mul(1 / n);
        NDArray joint = ofX.matMul(ofT.transpose());
        return joint.add(apart.mul(INDEPENDENT))
                .add(LEAST)
                .div(apart.mul(1 + INDEPENDENT).add(LEAST))
                .log()
                .toFloatArray();
    }

    /** The kernel of each row with each row that teaches. */
    private NDArray kernels(NDManager manager, EncodedSide side, int[] rows) {
        NDArray a = matrix(manager, side, rows);
        NDArray b = matrix(manager, side, taught.rows());
        return a.square()
                .sum(new int[] {1}, true)
                .add(b.square().sum(new int[] {1}, true).transpose())
                .sub(a.matMul(b.transpose()).mul(2))
                .mul((float) (-0.5 / (bandwidth * bandwidth)))
                .exp();
    }

    private static NDArray matrix(NDManager manager, EncodedSide side, int[] rows) {
        return manager.create(FloatBuffer.wrap(side.select(rows)), new Shape(rows.length, side.dimensions()));
    }
}
