package dev.infoplane.testkit.study;

import static dev.infoplane.testkit.study.ContractKinds.failing;
import static dev.infoplane.testkit.study.ContractKinds.slow;
import static dev.infoplane.testkit.study.ContractKinds.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.execute.ExecutionReport;
import dev.infoplane.study.execute.TaskExecutor;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.store.Blob;
import dev.infoplane.study.store.FolderStore;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of an executor. Extend it and make one; its workers need this class path.
 *
 * <pre>{@code
 * class LocalExecutorTest extends ExecutorContract {
 *     @Override
 *     protected TaskExecutor executor(int atOnce, Path logs) {
 *         return new LocalExecutor(atOnce, TaskKinds.installed());
 *     }
 * }
 * }</pre>
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public abstract class ExecutorContract {
    /** A folder of each test's own. */
    @TempDir
    protected Path folder;

    private FolderStore store;

    /** For JUnit. */
    protected ExecutorContract() {}

    /**
     * The executor to test.
     *
     * @param atOnce how many tasks it does at once
     * @param logs a folder for logs, if it writes any
     */
    protected abstract TaskExecutor executor(int atOnce, Path logs);

    /** Whether progress within a task is told; yes unless overridden. */
    protected boolean tellsProgress() {
        return true;
    }

    /** The store of this test. */
    protected final FolderStore store() {
        return store;
    }

    @BeforeEach
    final void claimStore() throws IOException {
        store = FolderStore.claim(folder.resolve("store"));
    }

    @AfterEach
    final void closeStore() throws IOException {
        store.close();
    }

    /** Does some tasks, two at once. */
    protected final ExecutionReport execute(TaskListener listener, StudyTask... tasks)
            throws IOException, InterruptedException {
        return executor(2, folder.resolve("logs")).execute(TaskGraph.of(List.of(tasks)), store, listener);
    }

    /** The number that one of the tasks of this contract has written. */
    protected final long written(StudyTask task) throws IOException {
        try (InputStream in = store.open(store.find(task.id()).orElseThrow().output(ContractKinds.OUTPUT))) {
            return Long.parseLong(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private final StudyTask one = sum("one", 1);
    private final StudyTask left = sum("left", 10).input("from", one);
    private final StudyTask right = sum("right", 100).input("from", one);
    private final StudyTask both = sum("both", 1000).input("a", left).input("b", right);

    @Test
    void eachTaskIsDoneAfterItsInputs() throws Exception {
        ExecutionReport report = execute(TaskListener.NONE, both, right, left, one);

        assertThat(report.isComplete()).isTrue();
        assertThat(report.done()).containsExactlyInAnyOrder(one, left, right, both);
        assertThat(written(both)).isEqualTo(1112);
    }

    @Test
    void nothingIsDoneTwice() throws Exception {
        execute(TaskListener.NONE, one, left);
        Starts starts = new Starts();

        ExecutionReport report = execute(starts, one, left, right, both);

        assertThat(starts.labels).containsExactlyInAnyOrder("right", "both");
        assertThat(report.reused()).containsExactlyInAnyOrder(one, left);
    }

    @Test
    void aFailureIsToldAndDoesNotStopTheRest() throws Exception {
        StudyTask bad = failing("bad").input("from", one);
        StudyTask after = sum("after", 1).input("from", bad);

        ExecutionReport report = execute(TaskListener.NONE, one, bad, after, left, right, both);

        assertThat(report.failed()).containsOnlyKeys(bad);
        assertThat(report.failed().get(bad)).matches("this task fails,\\sas it should");
        assertThat(report.skipped()).containsExactly(after);
        assertThat(written(both)).isEqualTo(1112);
        assertThatIOException()
                .isThrownBy(report::requireComplete)
                .withMessageContaining("1 of 6 tasks failed")
                .withMessageContaining(bad.toString());
    }

    @Test
    void aTaskThatFailedIsTriedAgainNextTime() throws Exception {
        StudyTask bad = failing("bad");
        execute(TaskListener.NONE, bad);
        Starts starts = new Starts();

        execute(starts, bad);

        assertThat(starts.labels).containsExactly("bad");
    }

    @Test
    void whatIsDamagedIsComputedAgain() throws Exception {
        execute(TaskListener.NONE, one, left);
        Blob blob = store.find(left.id()).orElseThrow().output(ContractKinds.OUTPUT);
        AtomicFiles.write(file(blob), "99");

        ExecutionReport report = execute(TaskListener.NONE, one, left, right, both);

        assertThat(report.isComplete()).isTrue();
        assertThat(report.done()).contains(left);
        assertThat(written(both)).isEqualTo(1112);
    }

    @Test
    void whatIsMissingIsComputedAgain() throws Exception {
        execute(TaskListener.NONE, one, left);
        Files.delete(file(store.find(one.id()).orElseThrow().output(ContractKinds.OUTPUT)));
        Files.delete(file(store.find(left.id()).orElseThrow().output(ContractKinds.OUTPUT)));

        execute(TaskListener.NONE, one, left, right, both);

        assertThat(written(both)).isEqualTo(1112);
    }

    @Test
    void whatNobodyNeedsAnyMoreIsNotComputedAgain() throws Exception {
        execute(TaskListener.NONE, one, left, right, both);
        Files.delete(file(store.find(one.id()).orElseThrow().output(ContractKinds.OUTPUT)));
        Starts starts = new Starts();

        ExecutionReport report = execute(starts, one, left, right, both);

        assertThat(starts.labels).isEmpty();
        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void progressIsHeard() throws Exception {
        assumeTrue(tellsProgress());
        List<Double> heard = Collections.synchronizedList(new ArrayList<>());

        execute(
                new TaskListener() {
                    @Override
                    public void progressed(StudyTask task, double share) {
                        heard.add(share);
                    }
                },
                slow("slow", 1, 50));

        assertThat(heard).isSorted().endsWith(1.0);
    }

    @Test
    void aKindThatNobodyKnowsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> execute(TaskListener.NONE, StudyTask.of(Identity.of("unheard of", 1))))
                .withMessageContaining("unheard of")
                .withMessageContaining("testkit sum");
    }

    @Test
    void anInterruptedExecutionEndsSoonAndResumes() throws Exception {
        StudyTask slow = slow("slow", 7, 20_000).input("from", one);
        Thread caller = Thread.currentThread();
        TaskListener interrupting = new TaskListener() {
            @Override
            public void progressed(StudyTask task, double share) {
                caller.interrupt();
            }

            @Override
            public void started(StudyTask task) {
                if (task.equals(slow)) {
                    caller.interrupt();
                }
            }
        };

        assertThatThrownBy(() -> execute(interrupting, one, slow)).isInstanceOf(InterruptedException.class);
        StudyTask quick = sum("quick", 5).input("from", one);
        Starts starts = new Starts();
        execute(starts, one, quick);

        assertThat(starts.labels).containsExactly("quick");
        assertThat(written(quick)).isEqualTo(6);
    }

    @Test
    void manyTasksGiveTheSameSumWhateverTheirOrder() throws Exception {
        List<StudyTask> tasks = new ArrayList<>(
                IntStream.range(0, 40).mapToObj(i -> sum("leaf " + i, i)).toList());
        StudyTask total = sum("total", 0);
        for (StudyTask leaf : List.copyOf(tasks)) {
            total = total.input(leaf.label(), leaf);
        }
        tasks.add(0, total);

        execute(TaskListener.NONE, tasks.toArray(StudyTask[]::new));

        assertThat(written(total)).isEqualTo(780);
    }

    private Path file(Blob blob) {
        return folder.resolve("store/blobs")
                .resolve(blob.sha256().substring(0, 2))
                .resolve(blob.sha256());
    }

    private static final class Starts implements TaskListener {
        private final List<String> labels = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void started(StudyTask task) {
            labels.add(task.label());
        }
    }
}
