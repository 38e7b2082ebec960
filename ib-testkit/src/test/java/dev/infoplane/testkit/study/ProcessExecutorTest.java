package dev.infoplane.testkit.study;

import static dev.infoplane.testkit.study.ContractKinds.crashing;
import static dev.infoplane.testkit.study.ContractKinds.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.study.execute.ExecutionReport;
import dev.infoplane.study.execute.ProcessExecutor;
import dev.infoplane.study.execute.TaskExecutor;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.store.Blob;
import dev.infoplane.study.store.FolderStore;
import dev.infoplane.study.store.TaskResult;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessExecutorTest extends ExecutorContract {
    private static final int KILLS = Integer.getInteger("study.kills", 4);

    @Override
    protected TaskExecutor executor(int atOnce, Path logs) {
        return ProcessExecutor.of(atOnce, logs).jvmOptions("-XX:TieredStopAtLevel=1");
    }

    @Test
    void aWorkerThatIsLostIsReplaced() throws Exception {
        StudyTask crash = crashing("crash", 5, 2);
        StudyTask after = sum("after", 1).input("from", crash);

        execute(TaskListener.NONE, crash, after).requireComplete();

        assertThat(written(after)).isEqualTo(6);
    }

    @Test
    void aTaskThatKillsItsWorkerAgainAndAgainFailsAlone() throws Exception {
        StudyTask poison = crashing("poison", 5, 100);
        StudyTask other = sum("other", 3);

        ExecutionReport report = execute(TaskListener.NONE, poison, other);

        assertThat(report.failed()).containsOnlyKeys(poison);
        assertThat(report.failed().get(poison)).contains("exit value 42", "3 times", "worker-");
        assertThat(written(other)).isEqualTo(3);
    }

    /** A study in a process of its own, for a test to kill. */
    static final class Victim {
        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            try (FolderStore store = FolderStore.claim(folder)) {
                ProcessExecutor.of(2, folder.resolve("logs"))
                        .jvmOptions("-XX:TieredStopAtLevel=1")
                        .execute(graph(), store, TaskListener.NONE)
                        .requireComplete();
            }
        }
    }

    private static TaskGraph graph() {
        List<StudyTask> tasks = new ArrayList<>();
        StudyTask total = ContractKinds.sum("total", 0);
        for (int i = 0; i < 12; i++) {
            StudyTask leaf = ContractKinds.slow("leaf " + i, i, 60);
            tasks.add(leaf);
            total = total.input(leaf.label(), leaf);
        }
        tasks.add(total);
        return TaskGraph.of(tasks);
    }

    @Test
    void aStudyThatIsKilledAtAnyMomentResumesToTheSameBytes() throws Exception {
        Path killed = folder.resolve("killed");
        Random random = new Random(1);
        for (int i = 0; i < KILLS; i++) {
            Process study = start(killed);
            if (!study.waitFor(200 + random.nextInt(1500), TimeUnit.MILLISECONDS)) {
                List<ProcessHandle> workers = study.descendants().toList();
                study.destroyForcibly().waitFor();
                for (ProcessHandle worker : workers) {
                    worker.onExit().get(20, TimeUnit.SECONDS);
                }
            }
        }
        assertThat(start(killed).waitFor()).isZero();

        ExecutionReport undisturbed = executor(2, folder.resolve("logs")).execute(graph(), store(), TaskListener.NONE);

        try (FolderStore resumed = FolderStore.claim(killed)) {
            for (StudyTask task : undisturbed.done()) {
                Map<String, Blob> expected =
                        store().find(task.id()).orElseThrow().outputs();
                assertThat(resumed.find(task.id()).map(TaskResult::outputs)).contains(expected);
            }
        }
    }

    @Test
    void killedWorkersCostNoMoreThanTheTasksInHand() throws Exception {
        Random random = new Random(2);
        Thread killer = new Thread(() -> {
            try {
                for (int i = 0; i < KILLS / 2; i++) {
                    Thread.sleep(600 + random.nextInt(600));
                    ProcessHandle.current().children().findAny().ifPresent(ProcessHandle::destroyForcibly);
                }
            } catch (InterruptedException e) {
                // the study was faster
            }
        });
        killer.start();

        ExecutionReport report = executor(2, folder.resolve("logs")).execute(graph(), store(), TaskListener.NONE);
        killer.interrupt();
        killer.join();

        report.requireComplete();
        assertThat(report.done()).hasSize(13);
    }

    private static Process start(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("study.log").toFile()))
                .start();
    }
}
