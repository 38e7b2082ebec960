package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachedSamplerTest {
    private static final PixelCnnSize SIZE = new PixelCnnSize(6, 1, 2, 3);
    private static final PixelLevels FEW = new PixelLevels(4, 0, 3);

    @ParameterizedTest
    @CsvSource({
        "BERNOULLI, 2, 1, NONE, 1",
        "BERNOULLI, 2, 3, MAP, 0.7",
        "CATEGORICAL, 4, 1, SPATIAL, 1",
        "LOGISTIC_MIXTURE, 4, 3, SPATIAL, 1",
        "LOGISTIC_MIXTURE, 4, 1, LARGER, 1",
        "CATEGORICAL, 4, 3, BIAS, 1",
        "LOGISTIC_MIXTURE, 4, 3, NONE, 1",
        "LOGISTIC_MIXTURE, 4, 3, MAP, 0.5",
        "PUBLISHED_LOGISTIC_MIXTURE, 4, 1, BIAS, 1.5"
    })
    void drawsTheSameImagesAsWholeForwardPasses(
            PixelHead head, int levels, int channels, RandomDecoder.Said said, double temperature) {
        RandomDecoder random =
                RandomDecoder.of(SIZE, head, new PixelLevels(levels, 0, levels - 1), said, channels, 5, 6);
        Samples t = random.activations(5);
        try (PixelDensity density = random.density()) {
            Samples cached = density.sample(t, 11, temperature);
            assertThat(cached.toArray())
                    .isEqualTo(random.drawNaively(t, 11, temperature).toArray());
            assertThat(cached.toArray())
                    .isNotEqualTo(density.sample(t, 12, temperature).toArray());
        }
    }

    @Test
    void completesTheSameImagesAsWholeForwardPasses() {
        RandomDecoder random = RandomDecoder.of(SIZE, PixelHead.CATEGORICAL, FEW, RandomDecoder.Said.MAP, 3, 7, 5);
        Samples t = random.activations(4);
        try (PixelDensity density = random.density()) {
            Samples images = density.sample(t, 1);
            Samples other = density.complete(images, 3, t, 2, 1);
            assertThat(other.toArray())
                    .isEqualTo(random.drawNaively(images, 3, t, 2, 1).toArray())
                    .isNotEqualTo(images.toArray());
            assertThat(density.complete(images, 7, t, 2, 1).toArray()).isEqualTo(images.toArray());
        }
    }

    @Test
    void anImageDoesNotDependOnTheOthersOfItsBatch() {
        RandomDecoder random =
                RandomDecoder.of(SIZE, PixelHead.LOGISTIC_MIXTURE, PixelLevels.BYTES, RandomDecoder.Said.MAP, 1, 5, 7);
        Samples t = random.activations(7);
        try (PixelDensity density = random.density()) {
            float[] all = density.sample(t, 3).toArray();
            float[] fewer = density.sample(t.slice(0, 3), 3).toArray();
            assertThat(fewer).isEqualTo(Arrays.copyOf(all, fewer.length));
        }
    }

    @Test
    void anImageWithoutConditionIsWhatTheTokenSays() {
        RandomDecoder random = RandomDecoder.of(SIZE, PixelHead.CATEGORICAL, FEW, RandomDecoder.Said.BIAS, 1, 5, 7);
        Samples t = random.activations(3);
        try (PixelDensity density = random.density();
                PixelDensity without = density.withoutCondition()) {
            assertThat(without.sample(t, 3).toArray())
                    .isEqualTo(without.sample(random.activations(3), 3).toArray())
                    .isNotEqualTo(density.sample(t, 3).toArray());
        }
    }
}
