package dev.infoplane.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A study of real networks on a master and two workers, by the command line; {@link SparkClusterTest} has tasks of all kinds. */
@Tag("cluster")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class StudyClusterTest {
    @TempDir
    private static Path folder;

    private static Cluster cluster;
    private static Path spec;
    private static Path local;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder, 2);
        spec = StudyRuns.pooled(folder);
        local = folder.resolve("local");
        StudyRuns.locally(spec, local);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Process start(Path spec, Path out) throws IOException {
        return StudyRuns.start(
                log(out),
                List.of(
                        "-Dspark.ui.enabled=false",
                        "-Dspark.driver.host=127.0.0.1",
                        "-Dspark.driver.bindAddress=127.0.0.1",
                        "-Dspark.executor.memory=512m",
                        "-Dspark.home=" + folder.resolve("home"),
                        "-Dspark.jars=", // the installation has them
                        "-Dspark.executor.extraClassPath=" + Cluster.folders()),
                spec.toString(),
                "--executor",
                "spark",
                "--master",
                cluster.url(),
                "--workers",
                "3",
                "--out",
                out.toString());
    }

    private static Path log(Path out) {
        return out.resolveSibling(out.getFileName() + ".log");
    }

    @Test
    void aStudyHasTheBytesOfTheLocalExecutor() throws Exception {
        Path out = folder.resolve("spark");

        StudyRuns.requireEnd(start(spec, out), log(out), 0);

        StudyRuns.requireSame(out, local);
    }

    @Test
    void aKilledExecutorWorkerAndDriverCostNoMoreThanTheTasksInHand() throws Exception {
        Path out = folder.resolve("killed");
        Process extra = cluster.addWorker();
        Process driver = start(spec, out);

        awaitRecords(out, 3, driver);
        Map<String, FileTime> before = times(out);
        cluster.executors().get(0).destroyForcibly();
        awaitRecords(out, before.size() + 2, driver);
        extra.descendants().forEach(ProcessHandle::destroyForcibly);
        extra.destroyForcibly();
        awaitRecords(out, before.size() + 4, driver);
        driver.destroyForcibly().waitFor();
        Map<String, FileTime> atTheEnd = times(out);
        StudyRuns.requireEnd(start(spec, out), log(out), 0);

        StudyRuns.requireSameAfterKilledDriver(out, local);
        assertThat(times(out)).containsAllEntriesOf(before).containsAllEntriesOf(atTheEnd);
        assertThat(atTheEnd.size())
                .as("of all tasks the driver had some left to do")
                .isLessThan(times(out).size());
    }

    @Test
    void aRegimeThatNeverTrainsTakesItsOwnPointsOnly() throws Exception {
        Path out = folder.resolve("poison");

        StudyRuns.requireEnd(start(StudyRuns.alone(folder, BrokenRegime.class), out), log(out), 1);

        assertThat(log(out)).content().contains(BrokenRegime.REASON).contains("What was computed is kept");
        assertThat(out.resolve("plane.csv")).content().contains("classifier").doesNotContain("autoencoder");
        assertThat(Files.readAllLines(out.resolve("plane.csv"))).hasSizeGreaterThan(2);
    }

    /** When records were written: a task that is done again writes another one. */
    private static Map<String, FileTime> times(Path out) throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        for (String name : StudyRuns.records(out).keySet()) {
            times.put(name, Files.getLastModifiedTime(out.resolve("work/tasks").resolve(name)));
        }
        return times;
    }

    private static void awaitRecords(Path out, int least, Process driver) throws Exception {
        while (StudyRuns.records(out).size() < least) {
            assertThat(driver.isAlive()).as(Files.readString(log(out))).isTrue();
            Thread.sleep(50);
        }
    }
}
