package dev.infoplane.estimators.internal.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class EntropyCeilingTest {
    private static final int ROWS = 4000;
    private static final double LN2 = Math.log(2);

    private final Random random = new Random(1);

    private Samples rows(int columns, DoubleSupplier value) {
        float[] values = new float[ROWS * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value.getAsDouble();
        }
        return Samples.of(values, columns);
    }

    private static Estimate reads(double bits) {
        double[] nats = new double[1000];
        Arrays.setAll(nats, i -> bits * LN2 + (i % 2 == 0 ? 0.1 : -0.1));
        return Estimate.ofPointwise(nats, BoundKind.DECODABLE, "fake").build();
    }

    @Test
    void bitsHoldNoMoreThanTheirNumber() {
        EntropyCeiling ceiling = EntropyCeiling.of(rows(14, () -> random.nextInt(2)));

        assertThat(ceiling.nats()).isCloseTo(14 * LN2, within(0.02));
        assertThat(ceiling.warning(reads(14))).isEmpty();
        assertThat(ceiling.warning(reads(27.8)).orElseThrow())
                .startsWith("too high")
                .contains("at most 14");
    }

    @Test
    void columnsThatRepeatOneBitHoldOne() {
        Samples bit = rows(1, () -> random.nextInt(2));
        double[] twice = new double[2 * ROWS];
        Arrays.setAll(twice, i -> i % 2 == 0 ? bit.get(i / 2, 0) : 1 - bit.get(i / 2, 0));
        EntropyCeiling ceiling = EntropyCeiling.of(Samples.of(twice, 2));

        assertThat(ceiling.nats()).isCloseTo(LN2, within(0.01));
        assertThat(ceiling.warning(reads(1))).isEmpty();
        assertThat(ceiling.warning(reads(3.99))).isPresent();
    }

    @Test
    void nothingIsKnownOfWhatTakesManyValues() {
        assertThat(EntropyCeiling.of(rows(2, random::nextGaussian))).isEqualTo(EntropyCeiling.NONE);
        assertThat(EntropyCeiling.NONE.warning(reads(1e6))).isEmpty();
    }

    @Test
    void whatNeverChangesHoldsNothing() {
        assertThat(EntropyCeiling.of(rows(3, () -> 7)).warning(reads(0)).orElseThrow())
                .contains("the same in all 4000 rows");
    }
}
