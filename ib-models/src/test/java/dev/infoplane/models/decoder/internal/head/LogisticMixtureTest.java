package dev.infoplane.models.decoder.internal.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogisticMixtureTest {
    private static final LevelScale BYTES = new LevelScale(256, 0, 255);

    @ParameterizedTest
    @CsvSource({"256, 5, -3", "256, 10, 0", "256, 1, -11", "256, 3, 4", "256, 3, 11", "2, 3, -2", "2, 1, 3", "8, 4, -4"
    })
    void probabilitiesOfAllLevelsSumToOne(int levels, int mixtures, float logScale) {
        Random random = new Random(7);
        float[] parameters = new float[3 * mixtures];
        for (int m = 0; m < mixtures; m++) {
            parameters[m] = (float) random.nextGaussian();
            parameters[mixtures + m] = 2.4f * random.nextFloat() - 1.2f;
            parameters[2 * mixtures + m] = logScale + (float) random.nextGaussian();
        }
        double sum = 0;
        for (double p : logProbabilities(levels, mixtures, parameters)) {
            sum += Math.exp(p);
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    /** A mean on the edge of two bins, where the mass of both hangs on the last bits of that edge. */
    @ParameterizedTest
    @CsvSource({
        "256, -4",
        "256, -5",
        "256, -7",
        "256, -8.5",
        "256, -10",
        "256, -12",
        "16, -6",
        "16, -12",
        "4, -12",
        "65536, -12"
    })
    void probabilitiesSumToOneWhereverTheMeanLies(int levels, float logScale) {
        for (int edge = 1; edge < levels; edge += 1 + levels / 40) {
            for (float off : new float[] {0, 1e-7f, -3e-5f, 1e-3f}) {
                float mean = (2f * edge - 1) / (levels - 1) - 1 + off;
                double sum = 0;
                for (double p : logProbabilities(levels, 1, new float[] {0, mean, logScale})) {
                    sum += Math.exp(p);
                }
                assertThat(sum).as("mean %s", mean).isCloseTo(1, within(1e-6));
            }
        }
    }

    @Test
    void aMeanVeryFarFromAllLevelsLeavesEverythingFinite() {
        for (float mean : new float[] {1e4f, -1e6f, 1e8f}) {
            for (double p : logProbabilities(256, 1, new float[] {0, mean, 0})) {
                assertThat(p).isFinite();
            }
        }
    }

    @Test
    void logProbabilityIsTheLogOfTheMassOfTheBin() {
        float[] parameters = {0.3f, -0.8f, 0.1f, -0.4f, -2.5f, -4f};
        double[] found = logProbabilities(256, 2, parameters);
        double total = Math.exp(0.3f) + Math.exp(-0.8f);
        for (int k = 0; k < 256; k++) {
            double mass = Math.exp(0.3f) / total * mass(k, 0.1f, Math.exp(-2.5))
                    + Math.exp(-0.8f) / total * mass(k, -0.4f, Math.exp(-4));
            assertThat(found[k]).as("level %d", k).isCloseTo(Math.log(mass), within(1e-3));
        }
    }

    private static double mass(int level, double mean, double scale) {
        double value = level / 127.5 - 1;
        double upper = level == 255 ? 1 : sigmoid((value + 1 / 255.0 - mean) / scale);
        double lower = level == 0 ? 0 : sigmoid((value - 1 / 255.0 - mean) / scale);
        return upper - lower;
    }

    @Test
    void anAllButCertainPixelCostsNextToNothing() {
        float[] parameters = {0, (float) (153 / 127.5 - 1), -12};
        assertThat(logProbabilities(256, 1, parameters)[153]).isCloseTo(0, within(1e-6));
    }

    @Test
    void drawsFollowTheProbabilities() {
        float[] parameters = {0.5f, -0.5f, -0.9f, 0.4f, -1f, -2f};
        double[] expected = logProbabilities(8, 2, parameters);
        LogisticMixture head = new LogisticMixture(1, 2, new LevelScale(8, 0, 7), BinMass.EXACT);
        SplittableRandom random = new SplittableRandom(3);
        int draws = 40_000;
        int[] counts = new int[8];
        float[] pixel = new float[1];
        for (int i = 0; i < draws; i++) {
            head.draw(parameters, 0, pixel, 1, random);
            counts[Math.round((pixel[0] + 1) / 2 * 7)]++;
        }
        for (int k = 0; k < 8; k++) {
            double p = Math.exp(expected[k]);
            assertThat(counts[k] / (double) draws).isCloseTo(p, within(5 * Math.sqrt(p / draws) + 1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void shiftsAndScalesEachChannelAlikeOnTheHeapAndInTheEngine(int channels) {
        LogisticMixture head = new LogisticMixture(channels, 2, BYTES, BinMass.EXACT);
        Random random = new Random(9);
        float[] parameters = new float[head.parameters()];
        float[] affine = new float[head.affineSize()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < affine.length; i++) {
            affine[i] = (float) random.nextGaussian();
        }
        float[] inEngine;
        float[] unchanged;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray p = manager.create(parameters, new Shape(1, 1, 1, parameters.length));
            NDArray m = manager.create(affine, new Shape(1, 1, 1, affine.length));
            inEngine = head.shiftedAndScaled(p, m).toFloatArray();
            unchanged = head.shiftedAndScaled(p, m.zerosLike()).toFloatArray();
        }
        assertThat(unchanged).isEqualTo(parameters);
        float[] onHeap = new float[parameters.length + 1];
        System.arraycopy(parameters, 0, onHeap, 1, parameters.length);
        head.shiftAndScale(onHeap, 1, affine, 0);
        for (int i = 0; i < parameters.length; i++) {
            assertThat(onHeap[1 + i]).isCloseTo(inEngine[i], within(1e-5f));
        }
        assertThat(inEngine[0]).as("logits stay").isEqualTo(parameters[0]);
        assertThat((double) inEngine[2])
                .as("first mean of the first channel")
                .isCloseTo(parameters[2] * Math.exp(affine[1]) + affine[0], within(1e-5));
        if (channels == 3) { // logits, then means, log-scales and coefficients of each channel, two components each
            assertThat((double) inEngine[15])
                    .as("second mean of the third channel")
                    .isCloseTo(parameters[15] * Math.exp(affine[5]) + affine[4], within(1e-5));
            assertThat(inEngine[17]).isCloseTo(parameters[17] + affine[5], within(1e-5f));
            assertThat(inEngine[19]).as("coefficients stay").isEqualTo(parameters[19]);
        }
        assertThat(inEngine[4]).as("its log-scale").isCloseTo(parameters[4] + affine[1], within(1e-5f));
    }

    @Test
    void aScaleHasLimits() {
        LogisticMixture head = new LogisticMixture(1, 1, BYTES, BinMass.EXACT);
        float[] onHeap = {0, 0.5f, -1};
        head.shiftAndScale(onHeap, 0, new float[] {0, 15}, 0);
        assertThat(onHeap[1]).isCloseTo(0.5f * (float) Math.exp(12), within(0.1f));
        assertThat(onHeap[2]).isEqualTo(11);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray scaled = head.shiftedAndScaled(
                    manager.create(new float[] {0, 0.5f, -1}, new Shape(1, 1, 1, 3)),
                    manager.create(new float[] {0, 15}, new Shape(1, 1, 1, 2)));
            assertThat(scaled.toFloatArray()[1]).isCloseTo(onHeap[1], within(0.1f));
            assertThat(scaled.toFloatArray()[2]).isEqualTo(11);
        }
    }

    /** However small the scale, the level at the mean has mass tanh(8), so that 2e^−16 is left for all others. */
    @ParameterizedTest
    @CsvSource({"3", "16", "256"})
    void noScaleMakesALevelCertain(int levels) {
        int middle = levels / 2;
        float[] parameters = {0, 2f * middle / (levels - 1) - 1, -50};
        assertThat(logProbabilities(levels, 1, parameters)[middle])
                .isNegative()
                .isCloseTo(Math.log(Math.tanh(8)), within(1e-9));
    }

    private static double[] logProbabilities(int levels, int mixtures, float[] parameters) {
        try (NDManager manager = NDManager.newBaseManager()) {
            LogisticMixture head =
                    new LogisticMixture(1, mixtures, new LevelScale(levels, 0, levels - 1), BinMass.EXACT);
            float[] x = new float[levels];
            float[] all = new float[levels * parameters.length];
            for (int k = 0; k < levels; k++) {
                x[k] = 2f * k / (levels - 1) - 1;
                for (int p = 0; p < parameters.length; p++) {
                    all[k * parameters.length + p] = parameters[p];
                }
            }
            NDArray result = head.logProbability(
                    manager.create(x, new Shape(1, 1, levels, 1)),
                    manager.create(all, new Shape(1, 1, levels, parameters.length)));
            double[] values = new double[levels];
            float[] floats = result.toFloatArray();
            for (int k = 0; k < levels; k++) {
                values[k] = floats[k];
            }
            return values;
        }
    }

    private static double sigmoid(double v) {
        return 1 / (1 + Math.exp(-v));
    }
}
