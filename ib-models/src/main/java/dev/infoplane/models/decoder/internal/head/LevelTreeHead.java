package dev.infoplane.models.decoder.internal.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.infoplane.learn.EngineArrays;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A mixture of logistics whose ranges can be cut off: a level is found by asking whether it lies above the middle of all levels,
 * then above the middle of that half, and so on. The log-odds of each answer are those that the mixture gives, plus, in the first
 * five questions, a correction. Without corrections it is the mixture. With them it can be sure of the upper bits of a level and
 * unsure of the lower ones, or take levels out that never occur, where a mixture would need a narrow component at every edge.
 *
 * <p>A product of answers is normalised whatever their odds are. For images of one channel. Parameters of a pixel: those of a
 * {@link LogisticMixture} (logits, means, log-scales), then the corrections.
 */
public final class LevelTreeHead implements Head {
    private static final int CORRECTED = 5;
    private static final float LEAST_MASS = 1e-10f;
    private static final float GREATEST_LOG_SCALE = 12;

    private final LogisticMixture mixture;
    private final int mixtures;
    private final LevelScale levels;
    private final LevelTree tree;
    private final float leastLogScale;

    /** @param mixtures components */
    public LevelTreeHead(int mixtures, LevelScale levels) {
        this.mixture = new LogisticMixture(1, mixtures, levels, BinMass.EXACT);
        this.mixtures = mixtures;
        this.levels = levels;
        this.tree = LevelTree.of(levels.count(), CORRECTED);
        this.leastLogScale = BinMass.EXACT.leastLogScale(1f / (levels.count() - 1));
    }

    @Override
    public int parameters() {
        return mixture.parameters() + tree.nodes();
    }

    @Override
    public int affineSize() {
        return mixture.affineSize();
    }

    @Override
    public NDArray shiftedAndScaled(NDArray parameters, NDArray affine) {
        NDList parts = parameters.split(new long[] {mixture.parameters()}, 3);
        return NDArrays.concat(new NDList(mixture.shiftedAndScaled(parts.get(0), affine), parts.get(1)), 3);
    }

    @Override
    public void shiftAndScale(float[] parameters, int offset, float[] affine, int from) {
        mixture.shiftAndScale(parameters, offset, affine, from);
    }

    @Override
    public NDArray logProbability(NDArray x, NDArray parameters) {
        NDManager manager = x.getManager();
        long n = x.size();
        int depth = tree.depth();
        NDList parts =
                parameters.reshape(n, parameters()).split(new long[] {mixtures, 2L * mixtures, 3L * mixtures}, 1);
        NDArray level = EngineArrays.times(x.reshape(n).add(1), (levels.count() - 1) / 2f)
                .round()
                .toType(DataType.INT64, false);
        NDArray weight = parts.get(0).softmax(1).reshape(n, 1, mixtures);
        NDArray inverseScale =
                parts.get(2).clip(leastLogScale, GREATEST_LOG_SCALE).neg().exp().reshape(n, 1, mixtures);
        NDArray centred = edges(manager)
                .get(level)
                .reshape(n, depth, 1)
                .sub(parts.get(1).reshape(n, 1, mixtures))
                .mul(inverseScale);
        NDArray zeros = manager.zeros(new Shape(n, 1));
        NDArray ones = manager.ones(new Shape(n, 1));
        NDArray below = Activation.sigmoid(centred).mul(weight).sum(new int[] {2});
        NDArray above = Activation.sigmoid(centred.neg()).mul(weight).sum(new int[] {2});
        NDArray allBelow = NDArrays.concat(new NDList(below, zeros, ones), 1);
        NDArray allAbove = NDArrays.concat(new NDList(above, ones, zeros), 1);
        NDArray low = longs(manager, tree.low()).get(level);
        NDArray high = longs(manager, tree.high()).get(level);
        // of two differences that are equal, the one of smaller numbers is the more exact
        NDArray isUpper = below.gt(above);
        NDArray massAbove = NDArrays.where(
                isUpper,
                above.sub(allAbove.gather(high, 1)),
                allBelow.gather(high, 1).sub(below));
        NDArray massBelow =
                NDArrays.where(isUpper, allAbove.gather(low, 1).sub(above), below.sub(allBelow.gather(low, 1)));
        NDArray odds = logarithm(massAbove).sub(logarithm(massBelow));
        NDArray corrections = NDArrays.concat(new NDList(parts.get(3), zeros), 1)
                .gather(longs(manager, tree.node()).get(level), 1);
        NDArray answer = longs(manager, tree.answer()).get(level).toType(DataType.FLOAT32, false);
        return BinMass.logSigmoid(odds.add(corrections).mul(answer))
                .mul(answer.abs())
                .sum(new int[] {1})
                .reshape(x.getShape().get(0), x.getShape().get(1), x.getShape().get(2));
    }

    @Override
    public NDArray logProbability(NDArray x, NDArray parameters, NDArray base) {
        return logProbability(x, shiftedAndScaled(parameters, base));
    }

    @Override
    public int baseSize() {
        return mixture.baseSize();
    }

    @Override
    public void describe(LevelPrediction prediction, float[] said, int at) {
        mixture.describe(prediction, said, at);
    }

    @Override
    public float[] neutral() {
        return Arrays.copyOf(mixture.neutral(), parameters());
    }

    private static NDArray logarithm(NDArray mass) {
        return Activation.relu(mass).add(LEAST_MASS).log();
    }

    /** Positions on the scale −1 to 1. */
    private NDArray edges(NDManager manager) {
        float[][] positions = new float[levels.count()][];
        for (int v = 0; v < positions.length; v++) {
            positions[v] = new float[tree.depth()];
            for (int k = 0; k < tree.depth(); k++) {
                positions[v][k] = (float) edge(tree.edge()[v][k]);
            }
        }
        return EngineArrays.floats(manager, flat(positions), new Shape(levels.count(), tree.depth()));
    }

    private double edge(int level) {
        return (2.0 * level - 1) / (levels.count() - 1) - 1;
    }

    private static float[] flat(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
        }
        return all;
    }

    private static NDArray longs(NDManager manager, int[][] rows) {
        long[] all = new long[rows.length * rows[0].length];
        Arrays.setAll(all, i -> rows[i / rows[0].length][i % rows[0].length]);
        return EngineArrays.longs(manager, all, new Shape(rows.length, rows[0].length));
    }

    @Override
    public void draw(
            float[] parameters, int offset, PixelBase base, float[] pixel, double temperature, RandomGenerator random) {
        float[] said = base.of(0, pixel);
        if (said.length > 0) {
            mixture.shiftAndScale(parameters, offset, said, 0);
        }
        int from = 0;
        int to = levels.count();
        int number = 0;
        for (int k = 0; k < tree.depth(); k++) {
            double u = random.nextDouble();
            if (to - from > 1) {
                int middle = (from + to) >>> 1;
                double odds = Math.log(mass(parameters, offset, middle, to) + LEAST_MASS)
                        - Math.log(mass(parameters, offset, from, middle) + LEAST_MASS);
                odds += number < tree.nodes() ? parameters[offset + mixture.parameters() + number] : 0;
                boolean isAbove = u < 1 / (1 + Math.exp(-odds / temperature));
                number = 2 * number + (isAbove ? 2 : 1);
                from = isAbove ? middle : from;
                to = isAbove ? to : middle;
            }
        }
        pixel[0] = levels.position(from);
    }

    /** The mass of a range of levels under the mixture. */
    private double mass(float[] parameters, int offset, int from, int to) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int m = 0; m < mixtures; m++) {
            greatest = Math.max(greatest, parameters[offset + m]);
        }
        double sum = 0;
        double mass = 0;
        for (int m = 0; m < mixtures; m++) {
            double weight = Math.exp(parameters[offset + m] - greatest);
            double logScale = parameters[offset + 2 * mixtures + m];
            double scale = Math.exp(Math.max(leastLogScale, Math.min(GREATEST_LOG_SCALE, logScale)));
            double mean = parameters[offset + mixtures + m];
            double low = from == 0 ? Double.NEGATIVE_INFINITY : (edge(from) - mean) / scale;
            double high = to == levels.count() ? Double.POSITIVE_INFINITY : (edge(to) - mean) / scale;
            mass += weight * (low > 0 ? sigmoid(-low) - sigmoid(-high) : sigmoid(high) - sigmoid(low));
            sum += weight;
        }
        return mass / sum;
    }

    private static double sigmoid(double v) {
        return 1 / (1 + Math.exp(-v));
    }
}
