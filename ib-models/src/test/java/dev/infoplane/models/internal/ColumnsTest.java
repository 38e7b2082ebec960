package dev.infoplane.models.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Samples;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
    private static final int ROWS = 2000;
    private static final int PLACES = 4;

    /** Fair bits in two channels of four places. */
    private static float[] bits() {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[ROWS * 2 * PLACES];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(2);
        }
        return values;
    }

    /** Offsets that a float holds exactly beside a bit: one for all, and one that grows from place to place. */
    @ParameterizedTest
    @CsvSource({"0, 0", "3e6, 0", "-8e6, 0", "0, 1e6"})
    void aSignalOnALargeOffsetSurvives(float offset, float slope) {
        float[] values = bits();
        for (int i = 0; i < values.length; i++) {
            values[i] += offset + i % PLACES * slope;
        }
        Columns columns = Columns.byChannel(Samples.of(values, 2, 2, 2), PLACES);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            double v = columns.apply(values[i], i % (2 * PLACES));
            sum += v;
            squares += v * v;
        }
        assertThat(sum / values.length).isCloseTo(0, within(1e-5));
        assertThat(squares / values.length).isCloseTo(1, within(1e-3));
    }

    @Test
    void onlyWhatNeverVariesIsDropped() {
        float[] values = bits();
        for (int i = 0; i < values.length; i++) {
            values[i] = i % (2 * PLACES) < PLACES ? 0.1f : 1e-20f * values[i];
        }
        Columns columns = Columns.byChannel(Samples.of(values, 2, 2, 2), PLACES);
        assertThat(columns.factor(0)).isZero();
        assertThat(columns.factor(PLACES)).isCloseTo(2e20, within(1e18));
        assertThat(Columns.standardised(Samples.of(values, 8)).factor(0)).isZero();
    }

    /** Sums of products of such values would overflow. */
    @Test
    void valuesFarBeyondThoseThatTaughtStayFinite() {
        Columns columns = Columns.standardised(Samples.of(bits(), 2 * PLACES));
        float far = columns.apply(Float.MAX_VALUE, 0);
        assertThat(far).isBetween(1e11f, 1e13f);
        assertThat(columns.apply(-Float.MAX_VALUE, 0)).isEqualTo(-far);
        assertThat(columns.apply(1e6f, 0)).isBetween(1.9e6f, 2.1e6f);
    }
}
