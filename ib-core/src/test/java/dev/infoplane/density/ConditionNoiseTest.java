package dev.infoplane.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Samples;
import org.junit.jupiter.api.Test;

class ConditionNoiseTest {
    @Test
    void fixedNoiseHasItsDeviationAndNoMean() {
        Samples noisy = new ConditionNoise(0.5, 3).fixed(Samples.of(new float[40_000], 40));
        double sum = 0;
        double squares = 0;
        for (float v : noisy.toArray()) {
            sum += v;
            squares += v * v;
        }
        assertThat(sum / 40_000).isCloseTo(0, within(0.01));
        assertThat(Math.sqrt(squares / 40_000)).isCloseTo(0.5, within(0.01));
    }

    @Test
    void drawsDependOnTheirNumberAndTheSeed() {
        Samples zeros = Samples.of(new float[60], 20);
        Samples noisy = new ConditionNoise(1, 3).fixed(zeros);
        assertThat(new ConditionNoise(1, 3).fixed(zeros).toArray()).isEqualTo(noisy.toArray());
        assertThat(new ConditionNoise(1, 4).fixed(zeros).toArray()).isNotEqualTo(noisy.toArray());
        assertThat(noisy.get(0, 0)).isNotEqualTo(noisy.get(1, 0));
        float[] row = new float[20];
        new ConditionNoise(1, 3).add(row, 1);
        assertThat(row[7]).isEqualTo(noisy.get(1, 7));
    }

    @Test
    void refusesWhatIsNoAmountOfNoise() {
        assertThatThrownBy(() -> new ConditionNoise(0, 1)).hasMessageContaining("got 0.0");
        assertThatThrownBy(() -> new ConditionNoise(Double.NaN, 1)).hasMessageContaining("got NaN");
    }
}
