package dev.infoplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.benchmarks.Accuracy.Run;
import dev.infoplane.estimate.BoundKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracyPageTest {
    private static Run run(KnownDistribution task, String contender, int seed) {
        return new Run(task.id(), Literature.SAMPLES, contender, seed, BoundKind.POINT, task.nats(), 0.1, false, 1);
    }

    /** The number of all point estimates is the sum of those of the rows below it. */
    @Test
    void settingsThatRepeatTheLiteratureAreNotCountedAmongPointEstimates() {
        KnownDistribution task = AccuracyPage.strong().get(0);
        List<Run> runs = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            runs.add(run(task, "ksg1", seed));
            runs.add(run(task, "gaussian", seed));
            runs.add(run(task, Literature.AS_THEY_ARE + ", k = 1", seed));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AccuracyPage.silence(runs, new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().filter(line -> line.matches("[|].*[|] \\d+ [|].*")))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("| **all point estimates** | 6 |"))
                .anyMatch(line -> line.startsWith("| ksg1 | 3 |"))
                .noneMatch(line -> line.contains(Literature.AS_THEY_ARE));
    }
}
