package dev.infoplane.models.decoder.internal.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionUpsamplerTest {
    private static final int FILTERS = 6;

    /**
     * Each place of the activations moves the features most where it lies in the image, and none is lost; what the network's
     * cells add to the image stays zero.
     */
    @ParameterizedTest
    @CsvSource({
        "14, 14, 14, 14, 16, 16",
        "7, 7, 14, 14, 16, 16",
        "5, 6, 5, 6, 6, 6",
        "5, 5, 8, 8, 8, 8",
        "3, 4, 8, 7, 8, 8",
        "32, 32, 28, 28, 28, 28",
        "28, 28, 14, 14, 16, 16",
        "9, 3, 6, 8, 8, 8",
        "1, 1, 5, 5, 8, 8"
    })
    void everyPlaceStaysWhereItIs(int mapHeight, int mapWidth, int height, int width, int cellRows, int cellColumns) {
        int[] map = {2, mapHeight, mapWidth};
        int[] image = {1, height, width};
        int d = 2 * mapHeight * mapWidth;
        SpaceToDepth transform = new SpaceToDepth((t, chosen) -> t.toArray(), map, image);
        ParameterLayout layout = new ParameterLayout();
        ConditionUpsampler upsampler = new ConditionUpsampler(
                layout,
                "upsampler",
                new ConditionUpsampler.Geometry(transform.map(), image, new int[] {cellRows, cellColumns}, FILTERS),
                Initializer.HE_NORMAL);
        try (NDManager manager = NDManager.newBaseManager()) {
            Weights w = new Weights(layout, manager.create(layout.initial(new SplittableRandom(1))));
            float[] values = new float[d];
            float[] before = features(manager, w, upsampler, transform, values);
            assertThat(before).hasSize(cellRows * cellColumns * FILTERS);
            for (int y = 0; y < mapHeight; y++) {
                for (int x = 0; x < mapWidth; x++) {
                    float[] other = values.clone();
                    for (int c = 0; c < 2; c++) {
                        other[(c * mapHeight + y) * mapWidth + x] = 1;
                    }
                    float[] after = features(manager, w, upsampler, transform, other);
                    double[] centre = centre(before, after, cellColumns, height, width);
                    assertThat(centre[0])
                            .as("row of place %d, %d", y, x)
                            .isCloseTo((y + 0.5) * height / mapHeight - 0.5, within(slack(height, mapHeight)));
                    assertThat(centre[1])
                            .as("column of place %d, %d", y, x)
                            .isCloseTo((x + 0.5) * width / mapWidth - 0.5, within(slack(width, mapWidth)));
                }
            }
        }
    }

    /** At a border the kernel's other side is cut off, which draws the centre inwards by half a place or so. */
    private static double slack(int pixels, int places) {
        return 0.9 * Math.max(1, (double) pixels / places);
    }

    /** Where the features change, weighted by how much; nothing changes outside of the image. */
    private static double[] centre(float[] before, float[] after, int cellColumns, int height, int width) {
        double all = 0;
        double rows = 0;
        double columns = 0;
        for (int i = 0; i < before.length; i++) {
            double change = Math.abs(after[i] - before[i]);
            int row = i / FILTERS / cellColumns;
            int column = i / FILTERS % cellColumns;
            if (row >= height || column >= width) {
                assertThat(after[i]).isZero();
            }
            all += change;
            rows += change * row;
            columns += change * column;
        }
        assertThat(all).isGreaterThan(0.1);
        return new double[] {rows / all, columns / all};
    }

    private static float[] features(
            NDManager manager, Weights w, ConditionUpsampler upsampler, SpaceToDepth transform, float[] values) {
        int[] map = transform.map();
        float[] rows = transform.rows(Samples.of(values, values.length), new int[] {0});
        return upsampler
                .apply(w, manager.create(rows, new Shape(1, map[0], map[1], map[2])))
                .toFloatArray();
    }

    @Test
    void aWholeMultipleBecomesChannelsAndNothingIsRepeated() {
        SpaceToDepth transform = new SpaceToDepth((t, chosen) -> t.toArray(), new int[] {1, 4, 4}, new int[] {1, 2, 2});
        assertThat(transform.map()).containsExactly(4, 2, 2);
        float[] values = new float[16];
        for (int i = 0; i < 16; i++) {
            values[i] = i;
        }
        assertThat(transform.rows(Samples.of(values, 16), new int[] {0}))
                .containsExactly(0, 2, 8, 10, 1, 3, 9, 11, 4, 6, 12, 14, 5, 7, 13, 15);
    }

    @Test
    void whatIsLargerThanTheImageIsRepeatedAndNothingOfItIsLost() {
        SpaceToDepth transform = new SpaceToDepth((t, chosen) -> t.toArray(), new int[] {1, 5, 3}, new int[] {1, 4, 4});
        assertThat(transform.map()).containsExactly(2, 4, 3);
        float[] values = new float[15];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        assertThat(transform.rows(Samples.of(values, 15), new int[] {0})).contains(values);
    }

    @Test
    void aVectorThatIsTooLongForFiltersOfEachPlaceSharesThemAmongNeighboursOnly() {
        int[] image = {1, 32, 32};
        ParameterLayout layout = new ParameterLayout();
        ConditionUpsampler upsampler = new ConditionUpsampler(
                layout,
                "upsampler",
                new ConditionUpsampler.Geometry(new int[] {128, 1, 1}, image, new int[] {32, 32}, 32),
                Initializer.HE_NORMAL);
        assertThat(upsampler.isComplete()).isFalse();
        try (NDManager manager = NDManager.newBaseManager()) {
            Weights w = new Weights(layout, manager.create(layout.initial(new SplittableRandom(1))));
            float[] found =
                    upsampler.apply(w, manager.ones(new Shape(1, 128, 1, 1))).toFloatArray();
            assertThat(found[0]).isEqualTo(found[32]).isNotEqualTo(found[2 * 32]);
        }
    }

    @Test
    void refusesAMapThatIsLargerThanTheImage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ConditionUpsampler.Geometry(new int[] {1, 9, 9}, new int[] {1, 8, 8}, new int[] {8, 8}, 4))
                .withMessage("a map of 9×9 is larger than the image of 8×8");
    }
}
