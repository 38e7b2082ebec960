package dev.infoplane.models.decoder.internal.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageCorruptionTest {
    /** Neither the same noise nor a piece of the same stream, as seeds that differ by a stream's own step would give. */
    @Test
    void eachImageHasNoiseOfItsOwn() {
        int side = 16;
        int places = side * side;
        int images = 400;
        float[] grey = new float[images * places];
        Arrays.fill(grey, 128);
        int[] chosen = IntStream.range(0, images).toArray();
        float[] rows = new ImageCorruption(new LevelScale(256, 0, 255), 1, side, side)
                .rows(Samples.of(grey, 1, side, side), chosen, 5);
        int pairs = 0;
        for (int i = 1; i < images; i++) {
            double[] before = standardised(rows, (i - 1) * places, places);
            double[] here = standardised(rows, i * places, places);
            if (Arrays.stream(before).distinct().count() < places
                    || Arrays.stream(here).distinct().count() < places) {
                continue; // averaged over cells
            }
            pairs++;
            for (int lag = -2; lag <= 2; lag++) {
                double sum = 0;
                for (int j = 2; j < places - 2; j++) {
                    sum += before[j] * here[j + lag];
                }
                assertThat(sum / (places - 4)).as("images %d, lag %d", i, lag).isCloseTo(0, within(0.35));
            }
        }
        assertThat(pairs).isGreaterThan(5);
    }

    private static double[] standardised(float[] values, int from, int count) {
        double mean = IntStream.range(from, from + count)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
        double square = IntStream.range(from, from + count)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .average()
                .orElseThrow();
        return IntStream.range(from, from + count)
                .mapToDouble(i -> (values[i] - mean) / Math.sqrt(square))
                .toArray();
    }
}
