package dev.infoplane.estimators.neural;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.neural.internal.Missed;
import dev.infoplane.estimators.neural.internal.Roles;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nearest neighbours as a second reading of the rows that measured. */
class NeighbourReadingTest {
    private static final int ROWS = 3000;
    private static final double RHO = 0.8;
    private static final Roles ROLES = Roles.of(ROWS, 1);

    private final float[] x = new float[ROWS];
    private final float[] t = new float[ROWS];
    private final double[] ratios = new double[ROWS];

    private void draw(double rho) {
        Random random = new Random(2);
        double rest = 1 - rho * rho;
        for (int i = 0; i < ROWS; i++) {
            x[i] = (float) random.nextGaussian();
            t[i] = (float) (rho * x[i] + Math.sqrt(rest) * random.nextGaussian());
            double off = t[i] - rho * x[i];
            ratios[i] = -0.5 * Math.log(rest) - 0.5 * off * off / rest + 0.5 * t[i] * t[i];
        }
    }

    private double[] measured(double part) {
        return Arrays.stream(ROLES.measure()).mapToDouble(i -> part * ratios[i]).toArray();
    }

    private boolean isMissed(double part) {
        return NeighbourReading.missed(Samples.of(x, 1), Samples.of(t, 1), ROLES, measured(part))
                .isPresent();
    }

    @Test
    void aValueThatReadsHalfIsTooLowAndAWholeOneIsNot() {
        draw(RHO);
        Missed missed = NeighbourReading.missed(Samples.of(x, 1), Samples.of(t, 1), ROLES, measured(0.5))
                .orElseThrow();
        assertThat(missed.warning()).startsWith("too low: 20 nearest neighbours read 0.5");
        assertThat(missed.nats()).isBetween(0.2, 0.3);
        assertThat(isMissed(1)).isFalse();
        assertThat(isMissed(0.97)).as("within two errors of the value").isFalse();
    }

    @Test
    void independentRowsAreNotTooLow() {
        draw(0);
        assertThat(isMissed(1)).isFalse();
    }

    @Test
    void whatIsTooFineForManyNeighboursIsFoundByFew() {
        draw(RHO);
        for (int i = 0; i < ROWS; i++) {
            // 24 strips that fold onto each other, so that neighbourhoods of 20 mix several
            t[i] = (float) ((24 * (x[i] / 6 + 0.5) + 0.02 * t[i]) % 1);
        }
        Missed missed = NeighbourReading.missed(
                        Samples.of(x, 1), Samples.of(t, 1), ROLES, new double[ROLES.measure().length])
                .orElseThrow();
        assertThat(missed.nats()).isGreaterThan(0.1);
    }

    @Test
    void manyColumnsAndMapsAreNotAsked() {
        draw(RHO);
        Samples wide = Samples.of(new float[ROWS * 10], 10);
        Samples map = Samples.of(x, 1, 1, 1);
        Samples t = Samples.of(this.t, 1);
        assertThat(NeighbourReading.missed(wide, t, ROLES, measured(0))).isEmpty();
        assertThat(NeighbourReading.missed(map, t, ROLES, measured(0))).isEmpty();
    }
}
