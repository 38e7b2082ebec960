package dev.infoplane.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelDensity;
import dev.infoplane.models.decoder.PixelHead;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import dev.infoplane.models.decoder.WarmStart;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Values on record: moving and renaming code must leave them as they are, and a change of values must be meant.
 *
 * <p>Other processors round differently, so by default only the mean of each array is compared, with a relative tolerance of
 * 1e-4, and samples are not compared at all, since one pixel that falls differently changes all that follow. On the machine
 * that recorded the values, {@code -Dgolden.exact=true} compares every bit. Each run writes what it found to
 * {@code target/golden-values.txt}; after an intended change, that file replaces the recorded one.
 */
class GoldenValuesTest {
    private static final String RECORDED = "golden-values.txt";
    private static final PixelCnnSize SIZE = new PixelCnnSize(4, 1, 2, 2);
    private static final TrainingBudget BUDGET = new TrainingBudget(6, 4, 8, 5e-3, 2);

    private final Map<String, String> found = new TreeMap<>();

    @Test
    void valuesAreThoseOnRecord() throws IOException {
        for (WarmStart start : WarmStart.values()) {
            PixelCnn family = PixelCnn.of(SIZE, PixelLevels.BYTES)
                    .budget(BUDGET)
                    .startingFrom(start)
                    .dropout(0.3)
                    .conditionDropout(0.2);
            pixels("map from start " + start.ordinal(), family, pixels(16, 256, 3, 5, 6), numbers(16, 2, 3, 3));
        }
        PixelCnn bytes = PixelCnn.of(SIZE, PixelLevels.BYTES).budget(BUDGET);
        Samples grey = pixels(16, 256, 1, 6, 7);
        pixels("vector", bytes, grey, numbers(16, 5));
        pixels("larger map", bytes, grey, numbers(16, 2, 9, 7));
        pixels("vector as biases", bytes.vectorsAsBiases().conditionDropout(0.2), grey, numbers(16, 5));
        pixels("published head", bytes.head(PixelHead.PUBLISHED_LOGISTIC_MIXTURE), grey, numbers(16, 1, 6, 7));
        pixels("three resolutions", three(), grey, numbers(16, 1, 6, 7));
        PixelCnn binary = PixelCnn.of(SIZE, PixelLevels.BINARY).budget(BUDGET).earlyStopping(1);
        pixels("binary, class labels", binary.classLabels(3), pixels(16, 2, 1, 6, 7), pixels(16, 3, 1));
        PixelCnn five = PixelCnn.of(SIZE, new PixelLevels(5, 0, 4)).budget(BUDGET);
        pixels("five levels", five, pixels(16, 5, 3, 4, 5), numbers(16, 1, 4, 5));
        labels("labels from maps", numbers(30, 2, 6, 7));
        labels("labels from vectors", numbers(30, 5));
        network("classifier", ResNet.classifier(ResNetSize.RESNET_8, 10));
        network("autoencoder", ResNet.autoencoder(new ResNetSize(4, 3, 2), 1, 14, 14));

        Files.write(Path.of("target", RECORDED), lines(found));
        Map<String, String> recorded = recorded();
        assertThat(found.keySet()).isEqualTo(recorded.keySet());
        found.forEach((name, value) -> {
            if (Boolean.getBoolean("golden.exact")) {
                assertThat(value).as(name).isEqualTo(recorded.get(name));
            } else if (!name.endsWith("drawn")) {
                double expected = mean(recorded.get(name));
                assertThat(mean(value)).as(name).isCloseTo(expected, within(1e-4 * Math.abs(expected)));
            }
        });
    }

    private static PixelCnn three() {
        return PixelCnn.of(new PixelCnnSize(4, 2, 2, 3), PixelLevels.BYTES).budget(BUDGET);
    }

    private void pixels(String name, PixelCnn family, Samples x, Samples t) {
        try (PixelCnn.Pretrained parent = family.learn(x, x.slice(0, 8), 5);
                PixelDensity marginal = parent.marginal();
                PixelDensity given = parent.given(t, t.slice(0, 8))) {
            record(name + ": marginal", marginal.logLikelihood(x));
            record(name + ": given", given.logLikelihood(x, t));
            record(name + ": drawn", given.complete(x.slice(0, 3), 2, t.slice(0, 3), 9, 0.8));
            record(
                    name + ": curve",
                    given.learningCurve().points().stream()
                            .mapToDouble(p -> p.crossEntropyNats())
                            .toArray());
        }
    }

    private void labels(String name, Samples t) {
        Samples y = pixels(30, 3, 1);
        try (DensityFamily.Pretrained parent = LabelDecoder.of(3).steps(20).learn(y.slice(0, 20), y.slice(20, 30), 5);
                ConditionalDensity marginal = parent.marginal();
                ConditionalDensity given = parent.given(t.slice(0, 20), t.slice(20, 30))) {
            record(name + ": marginal", marginal.logLikelihood(y));
            record(name + ": given", given.logLikelihood(y, t));
        }
    }

    private void network(String name, Block block) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Engine.getInstance().setRandomSeed(5);
            Shape shape = new Shape(2, 1, 14, 14);
            block.initialize(manager, DataType.FLOAT32, shape);
            NDArray x = manager.create(numbers(2, 1, 14, 14).toArray(), shape);
            NDArray y = block.forward(new ParameterStore(manager, false), new NDList(x), false)
                    .singletonOrThrow();
            record(name, Samples.of(y.toFloatArray(), 1));
        }
    }

    private void record(String name, Samples values) {
        float[] all = values.toArray();
        double[] wide = new double[all.length];
        Arrays.setAll(wide, i -> all[i]);
        record(name, wide);
    }

    private void record(String name, double... values) {
        Hasher hasher = Hashing.sha256().newHasher();
        Arrays.stream(values).forEach(hasher::putDouble);
        double mean = Arrays.stream(values).average().orElseThrow();
        found.put(name, mean + " " + hasher.hash());
    }

    private static double mean(String value) {
        return Double.parseDouble(value.substring(0, value.indexOf(' ')));
    }

    private static Iterable<String> lines(Map<String, String> values) {
        return values.entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .toList();
    }

    private static Map<String, String> recorded() {
        try (InputStream in = GoldenValuesTest.class.getResourceAsStream(RECORDED)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split(" = "))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole numbers below {@code levels}. */
    private static Samples pixels(int rows, int levels, int... shape) {
        Random random = new Random(1);
        float[] values = new float[rows * Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(levels);
        }
        return Samples.of(values, shape);
    }

    private static Samples numbers(int rows, int... shape) {
        Random random = new Random(2);
        float[] values = new float[rows * Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Samples.of(values, shape);
    }
}
