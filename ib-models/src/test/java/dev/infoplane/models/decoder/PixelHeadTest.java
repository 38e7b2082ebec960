package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.models.decoder.internal.head.Head;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelHeadTest {
    @ParameterizedTest
    @CsvSource({
        "LOGISTIC_MIXTURE, 1, 256, 5", "LOGISTIC_MIXTURE, 3, 6, 4", "CATEGORICAL, 1, 16, 1", "CATEGORICAL, 3, 5, 1",
        "BERNOULLI, 1, 2, 1", "BERNOULLI, 3, 2, 1", "CATEGORICAL, 3, 2, 1", "LOGISTIC_MIXTURE, 3, 2, 10"
    })
    void probabilitiesOfAllPixelsSumToOne(PixelHead kind, int channels, int levels, int mixtures) {
        Head head = kind.create(channels, mixtures, new PixelLevels(levels, 0, 1).scale());
        double sum = 0;
        for (double p : logProbabilities(head, channels, levels, parameters(head, 3))) {
            sum += Math.exp(p);
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"LOGISTIC_MIXTURE, 3, 3, 2", "CATEGORICAL, 3, 3, 1", "BERNOULLI, 3, 2, 1"})
    void drawsFollowTheProbabilities(PixelHead kind, int channels, int levels, int mixtures) {
        PixelLevels values = new PixelLevels(levels, 0, 1);
        Head head = kind.create(channels, mixtures, values.scale());
        float[] parameters = parameters(head, 4);
        double[] expected = logProbabilities(head, channels, levels, parameters);
        int draws = 40_000;
        int[] counts = new int[expected.length];
        SplittableRandom random = new SplittableRandom(3);
        float[] pixel = new float[channels];
        for (int i = 0; i < draws; i++) {
            head.draw(parameters, 0, pixel, 1, random);
            int index = 0;
            for (float v : pixel) {
                index = index * levels + Math.round((v + 1) / 2 * (levels - 1));
            }
            counts[index]++;
        }
        for (int k = 0; k < counts.length; k++) {
            double p = Math.exp(expected[k]);
            assertThat(counts[k] / (double) draws).isCloseTo(p, within(5 * Math.sqrt(p / draws) + 1e-4));
        }
    }

    @Test
    void laterChannelsDependOnEarlierOnes() {
        for (PixelHead kind : new PixelHead[] {PixelHead.LOGISTIC_MIXTURE, PixelHead.CATEGORICAL}) {
            Head head = kind.create(3, 1, new PixelLevels(4, 0, 1).scale());
            double[] joint = logProbabilities(head, 3, 4, parameters(head, 5));
            double[] greenAtRed0 = new double[4];
            double[] greenAtRed3 = new double[4];
            for (int green = 0; green < 4; green++) {
                for (int blue = 0; blue < 4; blue++) {
                    greenAtRed0[green] += Math.exp(joint[green * 4 + blue]);
                    greenAtRed3[green] += Math.exp(joint[48 + green * 4 + blue]);
                }
            }
            double red0 = greenAtRed0[0] + greenAtRed0[1] + greenAtRed0[2] + greenAtRed0[3];
            double red3 = greenAtRed3[0] + greenAtRed3[1] + greenAtRed3[2] + greenAtRed3[3];
            assertThat(greenAtRed0[1] / red0).isNotCloseTo(greenAtRed3[1] / red3, within(1e-5));
        }
    }

    /** Published code is no distribution: where masses are small, density times width stands in for them. */
    @Test
    void thePublishedFormIsNotNormalisedAndCannotBeSure() {
        float[] sharp = {0, (float) (153 / 127.5 - 1), -12};
        Head published = PixelHead.PUBLISHED_LOGISTIC_MIXTURE.create(1, 1, PixelLevels.BYTES.scale());
        Head exact = PixelHead.LOGISTIC_MIXTURE.create(1, 1, PixelLevels.BYTES.scale());
        double bits = -logProbabilities(published, 1, 256, sharp)[153] / Math.log(2);
        assertThat(bits).isCloseTo(0.0391, within(0.002));
        assertThat(logProbabilities(exact, 1, 256, sharp)[153]).isCloseTo(0, within(1e-6));
        float[] broad = {0, 0.013f, -1.5f};
        double[] a = logProbabilities(published, 1, 256, broad);
        double[] b = logProbabilities(exact, 1, 256, broad);
        assertThat(a[128]).isCloseTo(b[128], within(1e-3));
    }

    @Test
    void fewLevelsGetHeadsOfTheirOwn() {
        assertThat(PixelHead.fitting(PixelLevels.BINARY)).isEqualTo(PixelHead.BERNOULLI);
        assertThat(PixelHead.fitting(new PixelLevels(10, 0, 1))).isEqualTo(PixelHead.CATEGORICAL);
        assertThat(PixelHead.fitting(PixelLevels.BYTES)).isEqualTo(PixelHead.LOGISTIC_MIXTURE);
        assertThatThrownBy(() -> PixelHead.BERNOULLI.create(1, 1, PixelLevels.BYTES.scale()))
                .hasMessageContaining("2 levels, got 256");
    }

    private static float[] parameters(Head head, long seed) {
        Random random = new Random(seed);
        float[] parameters = new float[head.parameters()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) random.nextGaussian();
        }
        return parameters;
    }

    /** Of every pixel there is, the last channel fastest. */
    private static double[] logProbabilities(Head head, int channels, int levels, float[] parameters) {
        int pixels = (int) Math.pow(levels, channels);
        float[] x = new float[pixels * channels];
        float[] all = new float[pixels * parameters.length];
        for (int k = 0; k < pixels; k++) {
            int rest = k;
            for (int c = channels - 1; c >= 0; c--) {
                x[k * channels + c] = 2f * (rest % levels) / (levels - 1) - 1;
                rest /= levels;
            }
            System.arraycopy(parameters, 0, all, k * parameters.length, parameters.length);
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] found = head.logProbability(
                            manager.create(x, new Shape(1, 1, pixels, channels)),
                            manager.create(all, new Shape(1, 1, pixels, parameters.length)))
                    .toFloatArray();
            double[] values = new double[pixels];
            for (int k = 0; k < pixels; k++) {
                values[k] = found[k];
            }
            return values;
        }
    }
}
