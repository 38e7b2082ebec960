package dev.infoplane.estimators.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import dev.infoplane.testkit.KnownPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What estimators that train read from fixed samples after few steps, compared with values on record to one part in a thousand. One
 * processor repeats its bits; another one rounds sums in another way, and training enlarges the difference. A change that is meant to
 * move a value records it again, with {@code -Drecord=true}, and raises {@link Measurement#REVISION}.
 */
class TrainedValuesTest {
    private static final Path RECORD = Path.of("src/test/resources/recorded/trained.csv");
    private static final double TOLERANCE = 1e-3;

    @Test
    void trainedValuesAreThoseOnRecord() throws IOException {
        EstimatorRegistry registry = EstimatorRegistry.load();
        KnownPair pair = KnownPair.gaussian(300, 2, 0.7, 11);
        List<String> now = new ArrayList<>();
        for (String id : new TreeSet<>(registry.ids())) {
            if (registry.provider(id).capabilities().needsEngine()) {
                MiEstimator estimator = registry.create(id, Map.of("steps", 60, "batch", 32));
                Estimate e = estimator.estimate(pair.x(), pair.t(), 3);
                now.add(id + "," + e.value().nats() + ","
                        + e.standardError().orElseThrow().nats() + "," + Measurement.REVISION);
            }
        }
        if (Boolean.getBoolean("record")) {
            Files.write(RECORD, now);
        }
        List<String> recorded = Files.readAllLines(RECORD);
        assertThat(now).hasSameSizeAs(recorded);
        for (int i = 0; i < now.size(); i++) {
            String[] was = recorded.get(i).split(",");
            String[] is = now.get(i).split(",");
            assertThat(is[0]).isEqualTo(was[0]);
            assertThat(is[3]).as("revision of %s", now.get(i)).isEqualTo(was[3]);
            for (int k = 1; k < 3; k++) {
                double value = Double.parseDouble(was[k]);
                assertThat(Double.parseDouble(is[k]))
                        .as(now.get(i))
                        .isCloseTo(value, within(TOLERANCE * Math.abs(value)));
            }
        }
    }
}
