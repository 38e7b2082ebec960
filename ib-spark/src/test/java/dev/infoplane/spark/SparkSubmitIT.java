package dev.infoplane.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jars, brought to a cluster that has Spark's alone. */
@Tag("cluster")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SparkSubmitIT {
    /** What an installation of Spark does not have. */
    private static final Pattern OURS = Pattern.compile(
            "ib-.*|api-0.*|pytorch-.*|picocli-.*|byte-buddy.*|jna-.*|hipparchus-.*"
                    + "|kotlin.*|annotations-.*|.*jvm-.*|lets-plot.*|jspecify-.*|jmustache-.*|snakeyaml-engine-.*|commons-csv-.*");

    @TempDir
    private Path folder;

    private static boolean isOurs(Path jar) {
        return OURS.matcher(jar.getFileName().toString()).matches();
    }

    @Test
    void sparkSubmitRunsAStudyWithTheBytesOfTheLocalExecutor() throws Exception {
        Path spec = StudyRuns.pooled(folder);
        Path local = folder.resolve("local");
        StudyRuns.locally(spec, local);
        List<String> ours = Cluster.jars().stream()
                .filter(SparkSubmitIT::isOurs)
                .map(Path::toString)
                .toList();
        assertThat(ours).anyMatch(jar -> jar.contains("ib-spark"));
        Path out = folder.resolve("out");
        Path log = folder.resolve("submit.log");

        try (Cluster cluster = new Cluster(folder, 2, jar -> !isOurs(jar))) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-cp",
                    folder.resolve("home/jars") + "/*",
                    "org.apache.spark.deploy.SparkSubmit",
                    "--master",
                    cluster.url(),
                    "--class",
                    "dev.infoplane.cli.Infoplane",
                    "--executor-memory",
                    "512m"));
            for (String setting : List.of(
                    "spark.ui.enabled=false", "spark.driver.host=127.0.0.1", "spark.driver.bindAddress=127.0.0.1")) {
                command.addAll(List.of("--conf", setting));
            }
            String cli = ours.stream()
                    .filter(jar -> jar.contains("ib-cli"))
                    .findFirst()
                    .orElseThrow();
            command.addAll(List.of(
                    "--jars", ours.stream().filter(jar -> !jar.equals(cli)).collect(Collectors.joining(",")), cli));
            command.addAll(List.of("study", "run", spec.toString(), "--executor", "spark", "--out", out.toString()));
            Process submit = cluster.inThisHome(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            StudyRuns.requireEnd(submit, log, 0);
        }

        StudyRuns.requireSame(out, local);
    }
}
