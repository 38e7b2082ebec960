package dev.infoplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.benchmarks.ClusterCost.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterCostTest {
    private final ClusterCost cost = new ClusterCost(
            List.of(new Stage("a", 3, 3600, 10, 20), new Stage("b", 10, 1800, 1, 0), new Stage("c", 1, 360, 0, 5)),
            0.5);

    @Test
    void oneCoreDoesAllOneAfterAnother() {
        assertThat(cost.coreHours()).isCloseTo(3 + 5 + 0.1, within(1e-12));
        assertThat(cost.hours(1)).isCloseTo(cost.coreHours(), within(1e-12));
    }

    @Test
    void coresThatAreLeftOverWaitForTheStage() {
        assertThat(cost.hours(2)).isCloseTo(2 + 2.5 + 0.1, within(1e-12));
        assertThat(cost.hours(4)).isCloseTo(1 + 1.5 + 0.1, within(1e-12));
        assertThat(cost.longestChainHours()).isCloseTo(1 + 0.5 + 0.1, within(1e-12));
    }

    @Test
    void bytesAndDriverAreThoseOfAllTasks() {
        assertThat(cost.bytesMoved()).isCloseTo(3 * 30 + 10 + 5, within(1e-12));
        assertThat(cost.driverTotal()).isCloseTo(14 * 0.5, within(1e-12));
    }

    /** By hand: 625 steps an epoch of 169 ms, for 200 epochs; 50,000 images forward cost a third of 1.25 epochs, 20 times. */
    @Test
    void aNetworkOfThePaperTakesSixHours() {
        Stage networks = PaperScale.cost().stages().get(0);

        assertThat(networks.seconds()).isCloseTo(200 * 105.5 + 20 * 44, within(60.0));
        assertThat(networks.bytesWritten()).isCloseTo(20 * 50_000 * 180_224.0, within(1.0));
    }

    @Test
    void theGuideShowsTheseTables() throws Exception {
        assertThat(Files.readString(Path.of("..", "docs", "guide", "spark.md"))).contains(PaperScale.tables());
    }
}
