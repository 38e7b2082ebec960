package dev.infoplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.PermutationTest;
import dev.infoplane.estimate.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PermutationProgressTest {
    private static final Samples ROWS = Samples.of(new float[] {1, 2, 3});

    private final List<String> said = new ArrayList<>();
    private long now;

    /** Takes so many milliseconds a run by the clock of this test. */
    private record Slow(Runnable run) implements MiEstimator {
        @Override
        public String id() {
            return "slow";
        }

        @Override
        public Estimate estimate(Samples x, Samples t, long seed) {
            run.run();
            return Estimate.of(Information.ZERO, BoundKind.POINT, id(), x.rows())
                    .build();
        }
    }

    private void test(int permutations, long millis) {
        MiEstimator slow = new Slow(() -> now += TimeUnit.MILLISECONDS.toNanos(millis));
        PermutationTest.of(permutations)
                .test(new PermutationProgress(slow, permutations, 1, said::add, () -> now), ROWS, ROWS, 1);
    }

    @Test
    void aLongTestSaysHowLongItTakesAsSoonAsOneRunIsMeasured() {
        test(99, 60_000);

        assertThat(said.get(0)).isEqualTo("--permutations 99 will take about 1:40:00: 1 of 100 runs took 0:01:00");
        assertThat(said.get(1)).isEqualTo("permutations 10 % done, about 1:30:00 left");
        assertThat(said).hasSize(10);
    }

    @Test
    void quickRunsAreMeasuredForAFewSeconds() {
        test(99_999, 1);

        assertThat(said.get(0)).startsWith("--permutations 99999 will take about 0:01:40: 2000 of 100000 runs");
    }

    @Test
    void aShortTestIsSilent() {
        test(99, 100);

        assertThat(said).isEmpty();
    }
}
