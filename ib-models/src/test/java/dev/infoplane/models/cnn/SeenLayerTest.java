package dev.infoplane.models.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.KnownImages;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeenLayerTest {
    private static final int FIT = 40;
    private final Samples t = KnownImages.uniformBytes(60, 4, 1);
    private final ConditionNoise noise = new ConditionNoise(30, 5);

    private static float[] values(SeenLayer layer, int row, int draw) {
        float[] values = new float[layer.size()];
        layer.fill(row, draw, values, 0);
        for (int j = 0; j < values.length; j++) {
            values[j] = (float)
                    (values[j] / layer.columns().factor(j) + layer.columns().mean(j));
        }
        return values;
    }

    /** If they differed, a network would learn from two draws at once and be scored on one. */
    @Test
    void rowsThatTaughtHaveTheNoiseUnderWhichTheClosedFormPredictsThem() {
        SeenLayer layer = SeenLayer.of(t, FIT, Optional.of(noise));
        for (int draw = 0; draw < 3; draw++) {
            for (int row : new int[] {0, 17, FIT - 1}) {
                float[] expected = noise.row(t.slice(0, FIT), row, ConditionNoise.fresh(draw));
                float[] found = values(layer, row, draw);
                for (int j = 0; j < found.length; j++) {
                    assertThat(found[j]).isCloseTo(expected[j], within(0.1f));
                }
            }
        }
    }

    @Test
    void otherRowsAreAsTheyWereGiven() {
        SeenLayer layer = SeenLayer.of(t, FIT, Optional.of(noise));
        float[] found = values(layer, FIT, 0);
        for (int j = 0; j < found.length; j++) {
            assertThat(found[j]).isCloseTo(t.get(FIT, j), within(0.1f));
        }
    }

    @Test
    void aDigestDiffersWithWhateverIsSeen() {
        String digest = SeenLayer.of(t, FIT, Optional.of(noise)).digest();
        float[] other = t.toArray();
        other[other.length - 1] += 100;

        assertThat(SeenLayer.of(t, FIT, Optional.of(noise)).digest()).isEqualTo(digest);
        assertThat(SeenLayer.of(t, FIT, Optional.empty()).digest()).isNotEqualTo(digest);
        assertThat(SeenLayer.of(t, FIT, Optional.of(new ConditionNoise(30, 6))).digest())
                .isNotEqualTo(digest);
        assertThat(SeenLayer.of(Samples.of(other, t.rowShape()), FIT, Optional.of(noise))
                        .digest())
                .isNotEqualTo(digest);
    }
}
