package dev.infoplane.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A small study of real networks, run by the command line in processes of its own. */
final class StudyRuns {
    private static final String SPEC = """
            data: {halve: true, network: 100, decoder: 100, validation: 20, measured: 40}
            training: {batchSize: 50}
            regimes: %s
            epochs: {at: [0, 1]}
            hookPoints: [stage3.out]
            shareUntrained: false
            input: %s
            label: {estimator: classifier, settings: {steps: 10}}
            draws: 0
            """;
    private static final String POOLED =
            "{estimator: pooled-pixelcnn, settings: {filters: 4, mixtures: 2, steps: 4, batchSize: 16, checks: 2}}";

    private StudyRuns() {}

    /** All points from one pool. */
    static Path pooled(Path folder) throws IOException {
        return Files.writeString(folder.resolve("pooled.yaml"), SPEC.formatted("[classifier, autoencoder]", POOLED));
    }

    /** Points by themselves, in the regime of classifiers and in another one. */
    static Path alone(Path folder, Class<?> regime) throws IOException {
        return Files.writeString(
                folder.resolve("alone.yaml"),
                SPEC.formatted("[classifier, " + regime.getName() + "]", "{estimator: closed-form}"));
    }

    /** The command line with these arguments, its output in the file {@code log}. */
    static Process start(Path log, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true"));
        command.addAll(options);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), "dev.infoplane.cli.Infoplane", "study", "run"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Runs a study in one process. */
    static void locally(Path spec, Path out) throws IOException, InterruptedException {
        Path log = out.resolveSibling(out.getFileName() + ".log");
        requireEnd(start(log, List.of(), spec.toString(), "--executor", "local", "--out", out.toString()), log, 0);
    }

    static void requireEnd(Process run, Path log, int exit) throws IOException, InterruptedException {
        assertThat(run.waitFor(15, TimeUnit.MINUTES)).as("an end").isTrue();
        assertThat(run.exitValue()).as(Files.readString(log)).isEqualTo(exit);
    }

    /** All records of tasks by name: which outputs have which digest. */
    static Map<String, String> records(Path out) throws IOException {
        return texts(out.resolve("work/tasks"));
    }

    /** Records but for the times that tasks took. */
    private static Map<String, String> recordsWithoutTimes(Path out) throws IOException {
        Map<String, String> records = records(out);
        records.replaceAll((task, record) -> record.replaceAll(",\"(s|processorS)econds\":[0-9.E-]+", ""));
        return records;
    }

    /** Records, points and blobs are the same. */
    static void requireSame(Path found, Path expected) throws IOException {
        requireSameResults(found, expected);
        assertThat(blobs(found)).isEqualTo(blobs(expected));
    }

    /** The same, but for the one blob that a killed driver leaves, by which executors knew its store. */
    static void requireSameAfterKilledDriver(Path found, Path expected) throws IOException {
        requireSameResults(found, expected);
        assertThat(blobs(found))
                .containsAllEntriesOf(blobs(expected))
                .hasSizeLessThanOrEqualTo(blobs(expected).size() + 1);
    }

    private static void requireSameResults(Path found, Path expected) throws IOException {
        assertThat(recordsWithoutTimes(found)).isNotEmpty().isEqualTo(recordsWithoutTimes(expected));
        assertThat(texts(found.resolve("points"))).isNotEmpty().isEqualTo(texts(expected.resolve("points")));
        assertThat(found.resolve("plane.csv")).hasSameBinaryContentAs(expected.resolve("plane.csv"));
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(f -> !f.getFileName().toString().startsWith("."))
                        .toList()) {
                    texts.put(folder.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return texts;
    }

    private static Map<String, Long> blobs(Path out) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out.resolve("work/blobs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return sizes;
    }
}
