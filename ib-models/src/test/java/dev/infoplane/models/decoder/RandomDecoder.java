package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** A decoder with random weights, of which every bias, scale and condition says something. */
record RandomDecoder(PixelObjective.Decoder decoder, int[] shape, Said said, float[] vector) {
    /** What conditions it. */
    enum Said {
        NONE(5),
        MAP(5, 1, 1),
        SPATIAL(2, 3, 4),
        LARGER(1, 7, 9),
        BIAS(5);

        private final int[] shape;

        Said(int... shape) {
            this.shape = shape;
        }

        private int length() {
            return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        }
    }

    static RandomDecoder of(
            PixelCnnSize size, PixelHead kind, PixelLevels levels, Said said, int channels, int height, int width) {
        Head head = kind.create(channels, size.mixtures(), levels);
        PixelCnnNet net = new PixelCnnNet(size, channels, head.parameters());
        ParameterLayout layout = ParameterLayout.startingWith(net.layout());
        Condition condition = null;
        if (said == Said.BIAS) {
            condition = new BiasCondition(layout, size, net, RandomDecoder::rows, said.length());
        } else if (said != Said.NONE) {
            int[] cells = {(int) net.wholeCells(height), (int) net.wholeCells(width)};
            int[] image = {channels, height, width};
            Folding folding = new Folding(RandomDecoder::rows, said.shape, image);
            ConditionTrunk trunk = new ConditionTrunk(layout, size, net, head);
            MapCondition.addToken(layout, size.filters());
            ConditionFront front = new ConditionFront(
                    layout, "front", size.filters(), Initializer.HE_NORMAL, folding.map(), image, cells);
            condition = new MapCondition(front, trunk, folding, folding.map(), size.filters(), cells);
        }
        float[] vector = layout.initial(new SplittableRandom(1));
        Random random = new Random(2);
        for (int i = 0; i < vector.length; i++) {
            vector[i] += (float) (0.05 * random.nextGaussian());
        }
        return new RandomDecoder(
                new PixelObjective.Decoder(layout, net, head, levels, condition),
                new int[] {channels, height, width},
                said,
                vector);
    }

    private static float[] rows(Samples t, int[] chosen, long seed) {
        int d = t.dimensions();
        float[] rows = new float[chosen.length * d];
        for (int i = 0; i < chosen.length; i++) {
            t.copyRow(chosen[i], rows, i * d);
        }
        return rows;
    }

    Weights weights(NDManager manager) {
        return withKernels(new Weights(decoder.layout(), manager.create(vector)), decoder.layout());
    }

    /** Makes all kernels now, outside of whatever scope first asks for one. */
    static Weights withKernels(Weights w, ParameterLayout layout) {
        layout.slots().keySet().stream()
                .filter(name -> name.endsWith(".v"))
                .forEach(name -> WeightNorm.kernel(w, name.substring(0, name.length() - 2)));
        return w;
    }

    /** Rows to condition on; where nothing conditions, only their number counts. */
    Samples activations(int rows) {
        return Samples.of(PixelCnnNetTest.randomImage(rows * said.length(), 7), said.shape);
    }

    PixelDensity density() {
        return new PixelDensity(
                decoder,
                shape,
                said == Said.NONE ? null : said.shape,
                said != Said.NONE,
                vector,
                new LearningCurve(List.of()),
                null);
    }

    Samples drawNaively(Samples images, int knownRows, Samples t, long seed, double temperature) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray weights = manager.create(vector);
            return new NaiveSampler(decoder, shape, said != Said.NONE, weights, manager)
                    .draw(images, knownRows, t, seed, temperature);
        }
    }
}
