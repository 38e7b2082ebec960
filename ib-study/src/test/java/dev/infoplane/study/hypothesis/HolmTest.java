package dev.infoplane.study.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HolmTest {
    /** As R's {@code p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")} has it: 0.03 0.06 0.06 0.02. */
    @Test
    void smallestTimesAllThenOneLessAndNeverBelowTheOneBefore() {
        assertThat(Holm.correct(0.01, 0.04, 0.03, 0.005))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    }

    @Test
    void noneExceedsOneAndNoneIsLostAmongEqualOnes() {
        assertThat(Holm.correct(0.6, 0.6, 0.01)).containsExactly(new double[] {1, 1, 0.03}, within(1e-12));
        assertThat(Holm.correct()).isEmpty();
    }
}
