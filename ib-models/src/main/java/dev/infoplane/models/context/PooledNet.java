package dev.infoplane.models.context;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.ShownImage;
import dev.infoplane.models.decoder.internal.head.Head;
import java.util.random.RandomGenerator;

/**
 * One network for all points of a pool: features through hidden layers of ELUs to parameters of a head, relative to what the
 * closed form says. A mixture is shifted by m and scaled by s; logits of few levels are added to those of a logistic distribution
 * around m. So whatever the closed form knows exactly is exact before the first step. A point has a bias of its own in the first
 * layer; all else is shared.
 */
record PooledNet(
        ContextMlpSize size, PooledFeatures features, Head head, int levels, int points, ParameterLayout layout) {
    private static final float MOST_LOGIT = 12;

    /** The scale of a logistic distribution whose mean absolute deviation is 1. */
    private static final double LOGISTIC = 1 / (2 * Math.log(2));

    static PooledNet of(ContextMlpSize size, PooledFeatures features, Head head, int levels, int points) {
        ParameterLayout layout = new ParameterLayout();
        int inputs = features.count();
        for (int l = 0; l < size.layers(); l++) {
            layout.add("hidden" + l, Initializer.HE_NORMAL, size.hidden(), inputs);
            layout.add("hidden" + l + ".b", Initializer.ZERO, size.hidden());
            inputs = size.hidden();
        }
        layout.add("out", Initializer.SMALL_NORMAL, head.parameters(), inputs);
        layout.add("out.b", Initializer.ZERO, head.parameters());
        layout.add("points", Initializer.ZERO, points, size.hidden());
        return new PooledNet(size, features, head, levels, points, layout);
    }

    /** Values to start from: components two scales around m. */
    float[] initial(RandomGenerator random) {
        float[] values = layout.initial(random);
        if (isMixture()) {
            int means = layout.slot("out.b").offset() + 1 + size.mixtures();
            for (int m = 0; m < size.mixtures(); m++) {
                values[means + m] = size.mixtures() == 1 ? 0 : 4f * m / (size.mixtures() - 1) - 2;
                values[means + size.mixtures() + m] = -0.5f;
            }
        }
        return values;
    }

    private boolean isMixture() {
        return head.affineSize() > 0;
    }

    /** How many numbers the closed form gives the head. */
    int baseSize() {
        return isMixture() ? head.affineSize() : head.parameters();
    }

    /** Writes what the closed form gives the head: shift and log-scale, or logits. */
    void fillBase(ShownImage image, int subPixel, float[] target, int from) {
        float mean = image.mean(subPixel);
        float logScale = image.logScale(subPixel);
        if (isMixture()) {
            target[from] = features.position(mean);
            target[from + 1] = features.logPositions(logScale);
            return;
        }
        double inverse = Math.exp(-logScale) / LOGISTIC;
        double[] logits = new double[levels];
        for (int v = 0; v < levels; v++) {
            double below = v == 0 ? 0 : sigmoid((v - 0.5 - mean) * inverse);
            double upTo = v == levels - 1 ? 1 : sigmoid((v + 0.5 - mean) * inverse);
            logits[v] = Math.max(-MOST_LOGIT, Math.log(upTo - below));
        }
        if (levels == 2) {
            target[from] = (float) (logits[1] - logits[0]);
        } else {
            for (int v = 0; v < levels; v++) {
                target[from + v] = (float) logits[v];
            }
        }
    }

    private static double sigmoid(double v) {
        return 1 / (1 + Math.exp(-v));
    }

    /**
     * Log-probabilities of sub-pixels, those of one point after the other, {@code [n]}.
     *
     * @param first what the network is given
     * @param groups the point of each group of equally many sub-pixels
     */
    NDArray logProbability(Weights w, Inputs first, long[] groups) {
        NDArray bias = EngineArrays.longs(first.features.getManager(), groups, new Shape(groups.length));
        NDArray sum = first.features.matMul(w.get("hidden0").transpose());
        sum = sum.reshape(groups.length, -1, size.hidden())
                .add(w.get("points").get(bias).add(w.get("hidden0.b")).expandDims(1))
                .reshape(-1, size.hidden());
        NDArray x = Activation.elu(sum, 1);
        for (int l = 1; l < size.layers(); l++) {
            x = Activation.elu(x.matMul(w.get("hidden" + l).transpose()).add(w.get("hidden" + l + ".b")), 1);
        }
        long n = x.getShape().get(0);
        NDArray out = x.matMul(w.get("out").transpose()).add(w.get("out.b")).reshape(n, 1, 1, -1);
        NDArray parameters = isMixture() ? head.shiftedAndScaled(out, first.base) : out.add(first.base);
        return head.logProbability(first.wanted, parameters).reshape(n);
    }

    /**
     * What the network is given of some sub-pixels.
     *
     * @param features {@code [n, features]}
     * @param base what the closed form gives the head, {@code [n, 1, 1, numbers]}
     * @param wanted the sub-pixels on the scale −1 to 1, {@code [n, 1, 1, 1]}
     */
    record Inputs(NDArray features, NDArray base, NDArray wanted) {}

    /** Collects inputs on the heap. */
    final class Collector {
        private final float[] inputs;
        private final float[] base;
        private final float[] wanted;
        private int count;

        Collector(int n) {
            inputs = new float[n * features.count()];
            base = new float[n * baseSize()];
            wanted = new float[n];
        }

        /** @param scaled the levels of the image on the scale −1 to 1 */
        void add(PointMaps maps, ShownImage image, float[] scaled, int subPixel) {
            features.fill(maps, image, scaled, subPixel, inputs, count * features.count());
            fillBase(image, subPixel, base, count * baseSize());
            wanted[count] = scaled[subPixel];
            count++;
        }

        Inputs in(NDManager manager) {
            return new Inputs(
                    EngineArrays.floats(manager, inputs, new Shape(count, features.count())),
                    EngineArrays.floats(manager, base, new Shape(count, 1, 1, baseSize())),
                    EngineArrays.floats(manager, wanted, new Shape(count, 1, 1, 1)));
        }
    }
}
