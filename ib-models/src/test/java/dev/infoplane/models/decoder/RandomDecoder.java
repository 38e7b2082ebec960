package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.DecoderModel;
import dev.infoplane.models.decoder.internal.condition.BiasConditionEncoder;
import dev.infoplane.models.decoder.internal.condition.Condition;
import dev.infoplane.models.decoder.internal.condition.ConditionEncoder;
import dev.infoplane.models.decoder.internal.condition.ConditionNetwork;
import dev.infoplane.models.decoder.internal.condition.ConditionUpsampler;
import dev.infoplane.models.decoder.internal.condition.MapConditionEncoder;
import dev.infoplane.models.decoder.internal.condition.SpaceToDepth;
import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.net.PixelCnnNet;
import dev.infoplane.models.decoder.internal.net.WeightNorm;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** A decoder with random weights, of which every bias, scale and condition says something. */
public record RandomDecoder(DecoderModel model, PixelLevels levels, int[] shape, Said said, float[] vector) {
    /** What conditions it. */
    public enum Said {
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

    public static RandomDecoder of(
            PixelCnnSize size, PixelHead kind, PixelLevels levels, Said said, int channels, int height, int width) {
        Head head = kind.create(channels, size.mixtures(), levels.scale());
        PixelCnnNet net = new PixelCnnNet(size.topology(channels, head.parameters()));
        ParameterLayout layout = ParameterLayout.startingWith(net.layout());
        ConditionEncoder encoder = ConditionEncoder.NONE;
        if (said == Said.BIAS) {
            encoder = new BiasConditionEncoder(layout, net.topology(), RandomDecoder::rows, said.length());
        } else if (said != Said.NONE) {
            int[] cells = {net.topology().wholeCells(height), net.topology().wholeCells(width)};
            int[] image = {channels, height, width};
            SpaceToDepth transform = new SpaceToDepth(RandomDecoder::rows, said.shape, image);
            ConditionNetwork network = new ConditionNetwork(layout, net.topology(), head.affineSize());
            MapConditionEncoder.declareToken(layout, size.filters());
            ConditionUpsampler upsampler = new ConditionUpsampler(
                    layout,
                    "upsampler",
                    new ConditionUpsampler.Geometry(transform.map(), image, cells, size.filters()),
                    Initializer.HE_NORMAL);
            encoder = new MapConditionEncoder(transform, upsampler, network);
        }
        float[] vector = layout.initial(new SplittableRandom(1));
        Random random = new Random(2);
        for (int i = 0; i < vector.length; i++) {
            vector[i] += (float) (0.05 * random.nextGaussian());
        }
        return new RandomDecoder(
                new DecoderModel(layout, net, head, levels.scale(), encoder),
                levels,
                new int[] {channels, height, width},
                said,
                vector);
    }

    private static float[] rows(Samples t, int[] chosen) {
        int d = t.dimensions();
        float[] rows = new float[chosen.length * d];
        for (int i = 0; i < chosen.length; i++) {
            t.copyRow(chosen[i], rows, i * d);
        }
        return rows;
    }

    public Weights weights(NDManager manager) {
        return withKernels(new Weights(model.layout(), manager.create(vector)), model.layout());
    }

    /** Makes all kernels now, outside of whatever scope first asks for one. */
    static Weights withKernels(Weights w, ParameterLayout layout) {
        layout.slots().keySet().stream()
                .filter(name -> name.endsWith(".v"))
                .forEach(name -> WeightNorm.kernel(w, name.substring(0, name.length() - 2)));
        return w;
    }

    /** Rows to condition on; where nothing conditions, only their number counts. */
    public Samples activations(int rows) {
        return Samples.of(PixelCnnNetTest.randomImage(rows * said.length(), 7), said.shape);
    }

    PixelDensity density() {
        return new PixelDensity(
                new PixelDensity.Decoder(
                        model, new EncodedConditions(model), levels, shape, new LearningCurve(List.of()), null),
                said == Said.NONE
                        ? PixelDensity.Conditioned.unconditional()
                        : PixelDensity.Conditioned.on(said.shape, true, List.of()),
                vector);
    }

    /** These rows as a condition; dropped if nothing conditions. */
    public Condition condition(Samples t) {
        return said == Said.NONE ? Condition.dropped(model.encoder()) : Condition.of(model.encoder(), t);
    }

    /** Draws with a whole forward pass for every pixel; keeps the upper rows of some images. */
    Samples drawNaively(Samples images, int knownRows, Samples t, long seed, double temperature) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray weights = manager.create(vector);
            return new NaiveSampler(model, shape, weights, manager)
                    .draw(images, knownRows, condition(t), t.rows(), seed, temperature);
        }
    }

    Samples drawNaively(Samples t, long seed, double temperature) {
        return drawNaively(t, 0, t, seed, temperature);
    }
}
