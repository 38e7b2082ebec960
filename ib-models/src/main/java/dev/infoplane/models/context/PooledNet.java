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
import dev.infoplane.models.internal.HeadOnForm;
import java.util.random.RandomGenerator;

/**
 * One network for all points of a pool: features through hidden layers of ELUs to parameters of a head, {@linkplain HeadOnForm
 * relative to what the closed form says}. A point has a bias of its own in the first
 * layer; all else is shared.
 */
record PooledNet(ContextMlpSize size, PooledFeatures features, HeadOnForm onForm, int points, ParameterLayout layout) {
    static PooledNet of(ContextMlpSize size, PooledFeatures features, HeadOnForm onForm, int points) {
        ParameterLayout layout = new ParameterLayout();
        int inputs = features.count();
        for (int l = 0; l < size.layers(); l++) {
            layout.addHidden("hidden" + l, Initializer.HE_NORMAL, size.hidden(), inputs);
            layout.add("hidden" + l + ".b", Initializer.ZERO, size.hidden());
            inputs = size.hidden();
        }
        layout.add("out", Initializer.SMALL_NORMAL, onForm.head().parameters(), inputs);
        layout.add("out.b", Initializer.ZERO, onForm.head().parameters());
        layout.add("points", Initializer.ZERO, points, size.hidden());
        return new PooledNet(size, features, onForm, points, layout);
    }

    /** Values to start from: components two scales around m. */
    float[] initial(RandomGenerator random) {
        float[] values = layout.initial(random);
        onForm.start(values, layout.slot("out.b").offset(), size.mixtures());
        return values;
    }

    /**
     * Log-probabilities of sub-pixels, those of one point after the other, {@code [n]}.
     *
     * @param first what the network is given
     * @param groups the point of each group of equally many sub-pixels
     */
    NDArray logProbability(Weights w, Inputs first, long[] groups) {
        return onForm.logProbability(first.wanted, parameters(w, first.features, groups), first.base)
                .reshape(first.wanted.size());
    }

    /**
     * What the network says of sub-pixels, relative to the closed form, {@code [n, 1, 1, parameters]}.
     *
     * @param given {@code [n, features]}
     * @param groups the point of each group of equally many sub-pixels
     */
    NDArray parameters(Weights w, NDArray given, long[] groups) {
        NDArray bias = EngineArrays.longs(given.getManager(), groups, new Shape(groups.length));
        NDArray sum = given.matMul(w.get("hidden0").transpose());
        sum = sum.reshape(groups.length, -1, size.hidden())
                .add(w.get("points").get(bias).add(w.get("hidden0.b")).expandDims(1))
                .reshape(-1, size.hidden());
        NDArray x = Activation.elu(sum, 1);
        for (int l = 1; l < size.layers(); l++) {
            x = Activation.elu(x.matMul(w.get("hidden" + l).transpose()).add(w.get("hidden" + l + ".b")), 1);
        }
        long n = x.getShape().get(0);
        return x.matMul(w.get("out").transpose()).add(w.get("out.b")).reshape(n, 1, 1, -1);
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
            base = new float[n * onForm.baseSize()];
            wanted = new float[n];
        }

        /** @param scaled the levels of the image on the scale −1 to 1 */
        void add(PointMaps maps, ShownImage image, float[] scaled, int subPixel) {
            features.fill(maps, image, scaled, subPixel, inputs, count * features.count());
            onForm.fillBase(image.mean(subPixel), image.logScale(subPixel), base, count * onForm.baseSize());
            wanted[count] = scaled[subPixel];
            count++;
        }

        Inputs in(NDManager manager) {
            return new Inputs(
                    EngineArrays.floats(manager, inputs, new Shape(count, features.count())),
                    EngineArrays.floats(manager, base, new Shape(count, 1, 1, onForm.baseSize())),
                    EngineArrays.floats(manager, wanted, new Shape(count, 1, 1, 1)));
        }
    }
}
