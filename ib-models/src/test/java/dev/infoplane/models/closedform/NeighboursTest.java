package dev.infoplane.models.closedform;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.EngineArrays;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    /** Too few to see images whole. */
    private static final int FEW_ROWS = 180;

    private static final int[] SHAPE = {1, 2, 8};

    /** Independent normals, with sub-pixels that repeat others up to some noise. */
    private static Neighbours withFar(int[] shape, int radius, double noise, int[]... copies) {
        return of(FEW_ROWS, shape, radius, noise, copies);
    }

    private static Neighbours of(int rows, int[] shape, int radius, double noise, int[]... copies) {
        Random random = new Random(1);
        int d = shape[0] * shape[1] * shape[2];
        float[] values = new float[rows * d];
        for (int i = 0; i < rows; i++) {
            for (int p = 0; p < d; p++) {
                values[i * d + p] = (float) random.nextGaussian();
            }
            for (int[] copy : copies) {
                values[i * d + copy[0]] = (float)
                        ((values[i * d + copy[1]] + noise * random.nextGaussian()) / Math.sqrt(1 + noise * noise));
            }
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            return new Neighbours(shape, radius).wider(EngineArrays.floats(manager, values, new Shape(rows, d)));
        }
    }

    private static int count(Neighbours neighbours) {
        return Arrays.stream(neighbours.far()).mapToInt(far -> far.length).sum();
    }

    private static int[] far(Neighbours neighbours, int subPixel) {
        return neighbours.far()[subPixel];
    }

    @Test
    void aFarPixelThatIsRepeatedIsTakenIn() {
        Neighbours found = withFar(SHAPE, 2, 0.3, new int[] {7, 0}, new int[] {15, 1});

        assertThat(far(found, 7)).containsExactly(0);
        assertThat(far(found, 15)).containsExactly(1);
        assertThat(found.of(15)).startsWith(new Neighbours(SHAPE, 2).of(15)).endsWith(1);
        assertThat(count(found)).isEqualTo(2);
    }

    @Test
    void independentPixelsHaveNone() {
        assertThat(count(withFar(SHAPE, 1, 0))).isZero();
    }

    @Test
    void aPixelThatOnlyLaterOnesRepeatHasNone() {
        assertThat(far(withFar(SHAPE, 1, 0.1, new int[] {7, 0}), 0)).isEmpty();
    }

    /** 7 repeats 0, and so does 1: what is left of 1 beside 0 is noise, and tells nothing of 7. */
    @Test
    void whatOthersTellAlreadyIsNotAskedFarAway() {
        Neighbours found = withFar(SHAPE, 1, 0.3, new int[] {1, 0}, new int[] {7, 0});

        assertThat(far(found, 7)).containsExactly(0);
    }

    @Test
    void theNearestInMeaningOfManyAreTaken() {
        Neighbours found = withFar(
                new int[] {1, 1, 12},
                1,
                0.5,
                new int[] {2, 0},
                new int[] {4, 0},
                new int[] {6, 0},
                new int[] {8, 0},
                new int[] {11, 0});

        assertThat(far(found, 11)).hasSize(4).startsWith(0);
    }

    /** In colour a far sub-pixel may lie in a later channel, as all channels of a place come before the next place. */
    @Test
    void farSubPixelsOfAllChannelsCount() {
        Neighbours found = withFar(new int[] {2, 1, 6}, 1, 0.2, new int[] {5, 6});

        assertThat(far(found, 5)).containsExactly(6);
        assertThat(Arrays.stream(found.of(5)).map(q -> q % 6)).allMatch(place -> place < 5);
    }

    @Test
    void smallImagesAreSeenWholeIfThereAreEnoughRows() {
        Neighbours whole = of(16 * 16, SHAPE, 1, 0);

        assertThat(whole.of(15))
                .containsExactlyInAnyOrder(IntStream.range(0, 15).toArray());
        assertThat(of(16 * 16 - 1, SHAPE, 1, 0).of(15)).containsExactlyInAnyOrder(6, 7, 14);
    }

    @Test
    void withoutARadiusThereAreNone() {
        assertThat(count(withFar(SHAPE, 0, 0.1, new int[] {7, 0}))).isZero();
    }
}
