package dev.infoplane.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JensenShannonTest {
    private static final double[] UNIFORM = {.25, .25, .25, .25};

    @Test
    void aBeliefThatBecomesCertainAmongFourGainsHalfABit() {
        assertThat(bits(UNIFORM, 0, 0, 1, 0)).isCloseTo(0.5488, within(5e-5));
    }

    @Test
    void aBeliefThatMovesALittleGainsLittle() {
        assertThat(bits(UNIFORM, .4, .2, .2, .2)).isCloseTo(0.0186, within(5e-5));
    }

    @Test
    void equalBeliefsGainNothingAndDisjointOnesOneBit() {
        assertThat(bits(UNIFORM, UNIFORM)).isZero();
        assertThat(bits(new double[] {.5, .5, 0, 0}, 0, 0, .1, .9)).isEqualTo(1);
        assertThat(bits(new double[] {1}, 1)).isZero();
    }

    @Test
    void itIsSymmetricAndBoundedByOneBit() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            double[] p = draw(random);
            double[] q = draw(random);
            assertThat(bits(p, q)).isEqualTo(bits(q, p)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void tinyProbabilitiesAreNoProblem() {
        assertThat(bits(new double[] {1, Double.MIN_VALUE}, Double.MIN_VALUE, 1))
                .isEqualTo(1);
    }

    @Test
    void whatIsNoDistributionIsRefused() {
        assertThatThrownBy(() -> JensenShannon.between(UNIFORM, new double[] {1}))
                .hasMessageContaining("got 4 and 1");
        assertThatThrownBy(() -> JensenShannon.between(new double[0], new double[0]))
                .hasMessageContaining("got 0 and 0");
        assertThatThrownBy(() -> JensenShannon.between(new double[] {.5, .4}, new double[] {.5, .5}))
                .hasMessageContaining("those of the first distribution sum to 0.9");
        assertThatThrownBy(() -> JensenShannon.between(new double[] {.5, .5}, new double[] {1.5, -.5}))
                .hasMessageContaining("outcome 1 of the second distribution has -0.5");
        assertThatThrownBy(() -> JensenShannon.between(new double[] {Double.NaN, 1}, UNIFORM))
                .hasMessageContaining("got 2 and 4");
        assertThatThrownBy(() -> JensenShannon.between(new double[] {Double.NaN, 1}, new double[] {0, 1}))
                .hasMessageContaining("outcome 0 of the first distribution has NaN");
        assertThatThrownBy(() -> JensenShannon.between(new double[] {Double.POSITIVE_INFINITY, 0}, new double[] {0, 1}))
                .hasMessageContaining("sum to Infinity");
    }

    private static double[] draw(Random random) {
        double[] p = new double[5];
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            p[i] = random.nextInt(3) == 0 ? 0 : random.nextDouble();
            sum += p[i];
        }
        for (int i = 0; i < 5; i++) {
            p[i] = sum == 0 ? 0.2 : p[i] / sum;
        }
        return p;
    }

    private static double bits(double[] p, double... q) {
        return JensenShannon.between(p, q).bits();
    }
}
