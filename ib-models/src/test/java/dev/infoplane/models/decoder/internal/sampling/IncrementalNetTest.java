package dev.infoplane.models.decoder.internal.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.PixelCnnNetTest;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelHead;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.RandomDecoder;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import dev.infoplane.models.decoder.internal.net.Dropout;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IncrementalNetTest {
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 8, 8, NONE",
        "1, 2, 3, 5, 7, NONE",
        "2, 1, 1, 8, 8, NONE",
        "2, 2, 1, 5, 8, MAP",
        "2, 1, 3, 5, 7, BIAS",
        "3, 1, 1, 6, 10, NONE",
        "3, 2, 1, 5, 7, MAP",
        "3, 1, 3, 5, 7, MAP",
        "3, 2, 3, 8, 8, BIAS",
        "3, 1, 3, 6, 10, BIAS",
        "3, 1, 3, 1, 1, NONE"
    })
    void agreesWithTheWholeNetworkAtEveryPixel(
            int resolutions, int units, int channels, int height, int width, RandomDecoder.Said said) {
        PixelCnnSize size = new PixelCnnSize(6, units, 2, resolutions);
        agrees(RandomDecoder.of(size, PixelHead.LOGISTIC_MIXTURE, PixelLevels.BYTES, said, channels, height, width));
    }

    @ParameterizedTest
    @EnumSource(PixelHead.class)
    void agreesForEveryHeadAndAnOddNumberOfFilters(PixelHead head) {
        PixelLevels levels = head == PixelHead.BERNOULLI ? PixelLevels.BINARY : new PixelLevels(7, 0, 6);
        agrees(RandomDecoder.of(new PixelCnnSize(5, 1, 3, 2), head, levels, RandomDecoder.Said.NONE, 3, 5, 7));
    }

    private static void agrees(RandomDecoder random) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Weights w = random.weights(manager);
            int height = random.shape()[1];
            int width = random.shape()[2];
            int channels = random.shape()[0];
            IncrementalNet net = new IncrementalNet(random.model().net().topology(), w, width);
            ImageMemory memory = net.memory();
            // the second image is drawn in the memory of the first
            for (int i = 0; i < 2; i++) {
                float[] image = PixelCnnNetTest.randomImage(height * width * channels, 5L + i);
                ConditionFeatures features = random.condition(random.activations(2))
                        .features(w, manager, new int[] {i}, Optional.empty(), 0);
                float[] whole = random.model()
                        .net()
                        .apply(w, manager.create(image, new Shape(1, height, width, channels)), features, Dropout.NONE)
                        .toFloatArray();
                net.begin(memory, new HeapConditionFeatures(features));
                int p = whole.length / (height * width);
                for (int y = 0; y < height; y++) {
                    net.beginRow(memory, image, y);
                    for (int x = 0; x < width; x++) {
                        net.reach(memory, y, x);
                        float[] found = net.parameters(memory, y, x);
                        for (int k = 0; k < p; k++) {
                            assertThat((double) found[net.parametersAt(y, x) + k])
                                    .as("parameter %d at row %d, column %d of image %d", k, y, x, i)
                                    .isCloseTo(whole[(y * width + x) * p + k], within(TOLERANCE));
                        }
                        net.see(memory, image, y, x);
                    }
                }
            }
        }
    }

    /** Deep networks of wide streams add up the most rounding; the first is what the benchmark of sampling draws from. */
    @ParameterizedTest
    @CsvSource({"32, 1, 10, 3, 32", "32, 1, 5, 3, 28", "16, 1, 5, 2, 14"})
    void agreesAtTheSizesThatAreUsed(int filters, int units, int mixtures, int resolutions, int side) {
        agrees(RandomDecoder.of(
                new PixelCnnSize(filters, units, mixtures, resolutions),
                PixelHead.LOGISTIC_MIXTURE,
                PixelLevels.BYTES,
                RandomDecoder.Said.SPATIAL,
                3,
                side,
                side));
    }
}
