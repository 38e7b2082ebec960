package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrustTallyTest {
    private final TrustTally tally = new TrustTally();

    /** Alternating contributions, so that there is a small standard error. */
    private static Estimate.Builder estimate(double bits) {
        double[] nats = new double[400];
        Arrays.setAll(nats, i -> (bits + (i % 2 == 0 ? 0.1 : -0.1)) * Math.log(2));
        return Estimate.ofPointwise(nats, BoundKind.LOWER, "test")
                .convergenceGap(new ConvergenceGap(Information.ofBits(0.1), Information.ZERO, Information.ofBits(0.5)));
    }

    @Test
    void claimsWhereThereIsNothingAreFalse() {
        tally.mayNotBeClaimed("a", true);
        tally.mayNotBeClaimed("b", false);

        assertThat(tally.lines()).contains("false claims 1 of 2");
        assertThat(tally.notes()).containsExactly("false claim: a");
    }

    @Test
    void aValueMustBeWithinTwoPercentOfTheEntropyAndFiveOfTheInformationOrWarn() {
        tally.value("within", estimate(19.2).build(), 20, 100);
        tally.value("beyond a twentieth", estimate(18.8).build(), 20, 100);
        tally.value("beyond a fiftieth", estimate(77).build(), 80, 100);
        tally.value("warned", estimate(10).warning("doubtful").build(), 20, 100);

        assertThat(tally.lines()).contains("truths within bounds 2 of 4", "truths out of bounds and warned of 1 of 4");
    }

    @Test
    void whatMoreTrainingBringsIsAMissWhereNothingWarnedOfIt() {
        tally.training("converged", estimate(20).build(), estimate(20.3).build(), 100);
        tally.training("missed", estimate(20).build(), estimate(22.2).build(), 100);
        tally.training(
                "warned",
                estimate(20).warning("doubtful").build(),
                estimate(22.2).build(),
                100);

        assertThat(tally.lines())
                .contains("silent misses 1 of 3", "what four times the steps bring within its interval 1 of 3");
    }

    @Test
    void theLastFourLinesAreThoseThatMustHold() {
        tally.reencoded("mixed", -0.0123);
        tally.shouldBeClaimed(0, 0.02, true);

        assertThat(tally.lines()).first().isEqualTo("true changes of 2.0 % found 1 of 1");
        assertThat(tally.lines().subList(tally.lines().size() - 4, tally.lines().size()))
                .containsExactly(
                        "false claims 0 of 0",
                        "silent misses 0 of 0",
                        "truths within bounds 0 of 0",
                        "invariance worst 1.23 %");
    }
}
