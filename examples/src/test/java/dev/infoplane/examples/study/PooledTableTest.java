package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Information;
import dev.infoplane.storage.Identity;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PooledTableTest {
    private static final PooledTable.Seconds SECONDS = new PooledTable.Seconds(1, 2, 3);
    private static final Optional<ConvergenceGap> TWO_BITS =
            Optional.of(new ConvergenceGap(Information.ofBits(2), Information.ofBits(1), Information.ofBits(3)));

    @TempDir
    private Path folder;

    private static PooledTable.Key key(int steps, String layer) {
        return new PooledTable.Key(8, steps, 1, "classifier", layer, 0);
    }

    /** Log-likelihoods of a hundred images, half of them a bit above and half a bit below. */
    private static double[] nats(double bits) {
        double[] nats = new double[100];
        Arrays.setAll(nats, i -> -(bits + (i % 2 == 0 ? 1 : -1)) * Math.log(2));
        return nats;
    }

    @Test
    void whatFourTimesTheStepsGainedIsSetBesideWhatWasSaidOfIt() throws Exception {
        PooledTable table = PooledTable.open(folder.resolve("table.csv"), Identity.of("test", 1));
        table.add(key(100, "kept"), nats(50), TWO_BITS, SECONDS);
        table.add(key(100, "missed"), nats(50), TWO_BITS, SECONDS);
        table.add(key(100, "unknown"), nats(50), Optional.empty(), SECONDS);
        table.add(key(200, "kept"), nats(49), TWO_BITS, SECONDS);
        table.add(key(400, "kept"), nats(48.5), TWO_BITS, SECONDS);
        table.add(key(400, "missed"), nats(46), TWO_BITS, SECONDS);
        table.add(key(400, "unknown"), nats(46), TWO_BITS, SECONDS);
        table.write();

        List<PooledTable.Line> lines = PooledTable.linesOf(folder.resolve("table.csv"));
        PooledTable.Gain kept = lines.get(0).gain();
        assertThat(kept.gained()).isCloseTo(1.5, within(1e-3));
        assertThat(kept.expected()).isEqualTo(2);
        assertThat(kept.isForecast()).isTrue();
        assertThat(lines.get(1).gain().gained()).isCloseTo(4, within(1e-3));
        assertThat(lines.get(1).gain().isForecast()).isFalse();
        assertThat(lines.get(2).gain().isMeasured()).isFalse();
        assertThat(lines.get(3).gain().isMeasured()).isFalse();
        assertThat(PooledPage.of(lines, List.of())).contains("| 100 steps of 8 units | 2 | 2.8 | 4.0 | 1 |");
    }
}
