package dev.infoplane.models.decoder.internal.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HeapMathTest {
    @Test
    void theExponentialIsRightToAFewUnitsInTheLastPlace() {
        for (float x = 0; x > -87; x -= 0.0137f) {
            assertThat(HeapMath.exp(x) / Math.exp(x)).as("at %f", x).isCloseTo(1, within(3e-7));
        }
        assertThat(HeapMath.exp(0)).isEqualTo(1);
        assertThat(HeapMath.exp(-1000)).isZero();
        assertThat(HeapMath.exp(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(HeapMath.exp(Float.NaN)).isNaN();
    }

    @Test
    void functionsOfBothSignsFollowTheirDefinition() {
        for (float v : new float[] {-200, -3.5f, -0.1f, 0, 0.1f, 3.5f, 200}) {
            float[] y = new float[2];
            HeapMath.concatElu(new float[] {9, v}, 1, 1, y);
            assertThat((double) y[0]).isCloseTo(v > 0 ? v : Math.expm1(v), within(2e-7));
            assertThat((double) y[1]).isCloseTo(v < 0 ? -v : Math.expm1(-v), within(2e-7));
            assertThat((double) HeapMath.sigmoid(v)).isCloseTo(1 / (1 + Math.exp(-v)), within(2e-7));
        }
    }

    @Test
    void whatIsNotANumberStaysVisible() {
        float[] y = new float[2];
        HeapMath.concatElu(new float[] {Float.NaN}, 0, 1, y);
        assertThat(y).containsExactly(Float.NaN, Float.NaN);
        assertThat(HeapMath.sigmoid(Float.NaN)).isNaN();
    }
}
