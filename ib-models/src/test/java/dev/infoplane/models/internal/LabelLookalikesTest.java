package dev.infoplane.models.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Samples;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LabelLookalikesTest {
    private static Samples drawn(int rows, int columns, int values, double unit) {
        SplittableRandom random = new SplittableRandom(1);
        float[] all = new float[rows * columns];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) (random.nextInt(values) * unit);
        }
        return Samples.of(all, columns);
    }

    @Test
    void wholeNumbersOfFewValuesMayBeLabels() {
        assertThat(LabelLookalikes.warnings(drawn(200, 1, 8, 1)))
                .singleElement()
                .asString()
                .contains("only 8 different values")
                .contains("choose classLabels(8)");
        int[] labels = {0, 1, 5, 0, 1, 5, 0, 1, 5, 0, 1, 5};
        assertThat(LabelLookalikes.warnings(Samples.ofLabels(labels)).get(0)).contains("classLabels(6)");
    }

    @Test
    void fewValuesOfAnotherKindMayBeLabelsToo() {
        assertThat(LabelLookalikes.warnings(drawn(200, 1, 5, -0.25)))
                .singleElement()
                .asString()
                .contains("give them as vectors of zeros and a one");
        assertThat(LabelLookalikes.warnings(drawn(200, 2, 5, 1)).get(0)).contains("zeros and a one");
    }

    @Test
    void amountsAreNoLabels() {
        assertThat(LabelLookalikes.warnings(drawn(200, 1, 2, 1))).isEmpty();
        assertThat(LabelLookalikes.warnings(drawn(200, 1, 1000, 1))).isEmpty();
        assertThat(LabelLookalikes.warnings(drawn(200, 4, 8, 1))).isEmpty();
    }
}
