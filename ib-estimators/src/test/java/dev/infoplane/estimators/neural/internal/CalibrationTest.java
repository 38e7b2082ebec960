package dev.infoplane.estimators.neural.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {
    private static final double RHO = 0.8;

    /** The log density ratios of normal pairs of correlation {@link #RHO}, scaled and shifted. */
    private static ScoreTable scores(double factor, double offset, long seed) {
        int n = 500;
        Random random = new Random(seed);
        double[] x = new double[n];
        double[] t = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
            t[i] = RHO * x[i] + Math.sqrt(1 - RHO * RHO) * random.nextGaussian();
        }
        double left = 1 - RHO * RHO;
        float[] block = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double off = t[j] - RHO * x[i];
                double ratio = -0.5 * Math.log(left) - 0.5 * off * off / left + 0.5 * t[j] * t[j];
                block[i * n + j] = (float) (factor * ratio + offset);
            }
        }
        return new ScoreTable(List.of(block), new double[0]);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"0.25, 0", "0.5, 3", "1, -2", "1, 0", "2, 0.5"})
    void scoresOfTheWrongSizeReadWhatDensityRatiosDo(double factor, double offset) {
        Calibration found = Calibration.of(scores(factor, offset, 1), Bounds::nguyenWainwrightJordan);

        assertThat(found.factor() * factor).isBetween(0.7, 1.42);
        double exact = mean(Bounds.nguyenWainwrightJordan(scores(1, 0, 2)));
        double read = mean(Bounds.nguyenWainwrightJordan(found.of(scores(factor, offset, 2))));
        assertThat(read).isCloseTo(exact, within(0.03));
    }

    @Test
    void scoresThatKnowNothingAreLeftAlone() {
        ScoreTable zeros = new ScoreTable(List.of(new float[100 * 100]), new double[0]);

        assertThat(Calibration.of(zeros, Bounds::infoNce)).isEqualTo(Calibration.NONE);
    }
}
