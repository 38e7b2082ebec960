package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strong dependence of which nothing is normal: t is x around a circle, plus a little uniform noise. */
class ThinBandsTest {
    @ParameterizedTest
    @CsvSource({
        "1,0.01,1000",
        "1,0.003,1000",
        "1,0.01,2000",
        "1,0.003,4000",
        "2,0.01,1000",
        "2,0.03,2000",
        "2,0.01,4000"
    })
    void theIntervalHoldsTheTruthOrAWarningSaysWhyNot(int columns, double width, int rows) {
        double truth = -columns * Math.log(width);
        int missed = 0;
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            double[][] x = new double[rows][columns];
            double[][] t = new double[rows][columns];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    x[i][j] = random.nextDouble();
                    t[i][j] = (x[i][j] + width * random.nextDouble()) % 1;
                }
            }
            Estimate e = LocalNonuniformity.standard().estimate(Samples.of(x), Samples.of(t), 0);
            boolean holds = e.interval(0.95)
                    .filter(i -> i.contains(Information.ofNats(truth)))
                    .isPresent();
            missed += holds || !e.warnings().isEmpty() ? 0 : 1;
        }
        assertThat(missed).isLessThanOrEqualTo(1);
    }
}
