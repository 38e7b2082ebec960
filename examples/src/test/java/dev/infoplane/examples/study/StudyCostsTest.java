package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.study.Study;
import dev.infoplane.study.execute.ExecutorProvider;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.spec.SpecFile;
import dev.infoplane.study.task.StudyTask;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code study check} predicts, and what tasks then take of a processor. */
class StudyCostsTest {
    private static final String SMALL = """
            data: {halve: true, network: 2000, decoder: 3000, validation: 300, measured: 1000}
            epochs: {at: [0, 3]}
            regimes: [classifier]
            input: {estimator: pooled-pixelcnn, settings: {steps: 60}}
            label: {estimator: classifier, settings: {steps: 300}}
            audit: {estimator: pooled-context-mlp, settings: {steps: 200, marginalSteps: 100}}
            """;
    private static final double SECONDS_TO_COMPARE = 3;

    @TempDir
    private Path folder;

    /** On a processor like that of the development machine; another one is as much quicker or slower in all kinds alike. */
    @Test
    @Tag("long")
    void everyKindOfTaskTakesAboutWhatIsPredicted() throws Exception {
        Study study = Study.of(SpecFile.parse(SMALL, "here"));
        ExecutorProvider.Request request = new ExecutorProvider.Request(folder, 1, Optional.empty(), Optional.empty());
        study.run(folder, () -> ExecutorProvider.of("processes").open(request), TaskListener.NONE);

        Map<String, Double> measured = seconds();
        Map<String, double[]> kinds = new TreeMap<>();
        for (StudyTask task : study.graph().tasks().inOrder()) {
            String kind = task.work().kind() + (task.label().contains("audit") ? " (audit)" : "");
            double[] sums = kinds.computeIfAbsent(kind, k -> new double[2]);
            sums[0] += task.cost();
            sums[1] += measured.get(task.id().digest());
        }
        assertThat(kinds).hasSizeGreaterThan(8);
        kinds.values().removeIf(sums -> Math.max(sums[0], sums[1]) < SECONDS_TO_COMPARE);
        assertThat(kinds).hasSizeGreaterThan(4);
        assertThat(kinds)
                .allSatisfy((kind, sums) -> assertThat(sums[0] / sums[1])
                        .as("%s: predicted %.1f, measured %.1f", kind, sums[0], sums[1])
                        .isBetween(0.5, 2.0));
    }

    private Map<String, Double> seconds() throws Exception {
        Map<String, Double> seconds = new HashMap<>();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        for (CSVRecord row : format.parse(new StringReader(Files.readString(folder.resolve("times.csv"))))) {
            seconds.put(row.get("task"), Double.parseDouble(row.get("processor_seconds")));
        }
        return seconds;
    }
}
