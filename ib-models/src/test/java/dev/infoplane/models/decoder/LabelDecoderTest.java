package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelDecoderTest {
    @Test
    void readsALabelThatIsThere() {
        Random random = new Random(1);
        int n = 600;
        int[] labels = random.ints(n, 0, 3).toArray();
        float[] t = new float[n * 2 * 6 * 6];
        for (int i = 0; i < t.length; i++) {
            t[i] = (float) random.nextGaussian() + labels[i / 72] * ((i % 72) < 36 ? 1 : -1);
        }
        Samples y = Samples.ofLabels(labels);
        Samples maps = Samples.of(t, 2, 6, 6);
        try (DensityFamily.Pretrained parent =
                        LabelDecoder.of(3).steps(150).learn(y.slice(0, 400), y.slice(400, 500), 1);
                ConditionalDensity given = parent.given(maps.slice(0, 400), maps.slice(400, 500));
                ConditionalDensity marginal = parent.marginal()) {
            assertThat(mean(given.logLikelihood(y.slice(500, 600), maps.slice(500, 600))))
                    .isGreaterThan(-0.1);
            assertThatThrownBy(() -> given.logLikelihood(y)).isInstanceOf(UnsupportedOperationException.class);
            assertThat(mean(marginal.logLikelihood(y.slice(500, 600)))).isBetween(-1.2, -1.0);
        }
    }

    @Test
    void keepsTheWeightsThatDoBestOnValidationRows() {
        Random random = new Random(1);
        Samples y = Samples.ofLabels(random.ints(300, 0, 2).toArray());
        float[] noise = new float[300 * 40];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        Samples t = Samples.of(noise, 40);
        try (DensityFamily.Pretrained parent =
                        LabelDecoder.of(2).steps(400).learn(y.slice(0, 100), y.slice(100, 200), 1);
                ConditionalDensity given = parent.given(t.slice(0, 100), t.slice(100, 200))) {
            double overfit = given.learningCurve().points().get(20).crossEntropyNats();
            double best = -mean(given.logLikelihood(y.slice(100, 200), t.slice(100, 200)));
            assertThat(best).isLessThanOrEqualTo(overfit).isLessThan(0.75);
        }
    }

    @Test
    void refusesLabelsThatAreNone() {
        LabelDecoder family = LabelDecoder.of(3);
        Samples bad = Samples.ofLabels(0, 1, 3);
        assertThatThrownBy(() -> family.learn(bad, bad, 1))
                .hasMessage("labels must be whole numbers from 0 to 2, got 3.0 in row 2");
        assertThatThrownBy(() -> LabelDecoder.of(1)).hasMessageContaining("at least 2 classes, got 1");
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
