package dev.infoplane.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrthogonalStepsTest {
    private static final double RATE = 3e-3;

    /** The published iteration brings singular values near 1, to between 0.68 and 1.13; steps are 0.02 of that. */
    @ParameterizedTest
    @CsvSource({"6, 40, 1", "40, 6, 2.582", "12, 12, 1"})
    void allSingularValuesOfAStepAreAboutEqual(int outputs, int inputs, double stretch) {
        float[] gradient = gradient(outputs, inputs, 1);
        float[] step = step(gradient, RATE, outputs, inputs);
        double size = 0.02 * stretch;
        double inner = 0;
        for (int i = 0; i < step.length; i++) {
            inner += step[i] * gradient[i];
        }
        double squares = 0;
        for (float v : step) {
            squares += v * v;
        }
        assertThat(Math.sqrt(squares / Math.min(outputs, inputs)))
                .as("root mean square")
                .isBetween(0.6 * size, 1.2 * size);
        assertThat(inner).as("along the gradient").isPositive();
        assertThat(spectralNorm(step, outputs, inputs)).isBetween(0.8 * size, 1.25 * size);
    }

    @Test
    void itFollowsTheScheduleOfTheLearningRateAndNotTheSizeOfTheGradient() {
        float[] gradient = gradient(4, 10, 2);
        float[] small = gradient.clone();
        for (int i = 0; i < small.length; i++) {
            small[i] *= 1e-6f;
        }
        float[] full = step(gradient, RATE, 4, 10);
        float[] half = step(gradient, RATE / 2, 4, 10);
        float[] same = step(small, RATE, 4, 10);
        for (int i = 0; i < full.length; i++) {
            assertThat(half[i]).isCloseTo(full[i] / 2, within(1e-6f));
            assertThat(same[i]).isCloseTo(full[i], within(2e-5f));
        }
    }

    @Test
    void aMatrixWithoutGradientStaysAndOtherParametersAreLeftAlone() {
        assertThat(step(new float[12], RATE, 3, 4)).containsOnly(0);
        ParameterLayout layout = new ParameterLayout();
        layout.add("bias", Initializer.ZERO, 3);
        layout.addHidden("matrix", Initializer.ZERO, 2, 2);
        layout.add("out", Initializer.ZERO, 2, 2);
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] all = new float[11];
            Arrays.fill(all, 7);
            NDArray direction = manager.create(all);
            new OrthogonalSteps(manager, layout, RATE).replace(manager.create(gradient(11, 1, 3)), direction, RATE);
            float[] found = direction.toFloatArray();
            assertThat(Arrays.copyOfRange(found, 0, 3)).containsOnly(7);
            assertThat(Arrays.copyOfRange(found, 3, 7)).doesNotContain(7);
            assertThat(Arrays.copyOfRange(found, 7, 11)).containsOnly(7);
        }
    }

    @Test
    void aVectorIsNoHiddenMatrix() {
        assertThatThrownBy(() -> new ParameterLayout().addHidden("gain", Initializer.ONE, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'gain' has 1");
    }

    private static float[] gradient(int outputs, int inputs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[outputs * inputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * (1 + i % inputs));
        }
        return values;
    }

    private static float[] step(float[] gradient, double rate, int outputs, int inputs) {
        ParameterLayout layout = new ParameterLayout();
        layout.addHidden("matrix", Initializer.ZERO, outputs, inputs);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray direction = manager.create(new float[gradient.length]);
            new OrthogonalSteps(manager, layout, RATE).replace(manager.create(gradient), direction, rate);
            return direction.toFloatArray();
        }
    }

    /** By power iteration. */
    private static double spectralNorm(float[] m, int outputs, int inputs) {
        double[] v = new double[inputs];
        Arrays.fill(v, 1 / Math.sqrt(inputs));
        double norm = 0;
        for (int k = 0; k < 200; k++) {
            double[] u = new double[outputs];
            for (int i = 0; i < m.length; i++) {
                u[i / inputs] += m[i] * v[i % inputs];
            }
            norm = Math.sqrt(Arrays.stream(u).map(a -> a * a).sum());
            double[] next = new double[inputs];
            for (int i = 0; i < m.length; i++) {
                next[i % inputs] += m[i] * u[i / inputs];
            }
            double length = Math.sqrt(Arrays.stream(next).map(a -> a * a).sum());
            for (int j = 0; j < inputs; j++) {
                v[j] = next[j] / length;
            }
        }
        return norm;
    }
}
