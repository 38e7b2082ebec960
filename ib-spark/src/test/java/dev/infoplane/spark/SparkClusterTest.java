package dev.infoplane.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.storage.Identity;
import dev.infoplane.study.execute.ExecutionReport;
import dev.infoplane.study.execute.LocalExecutor;
import dev.infoplane.study.execute.TaskExecutor;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.store.FolderStore;
import dev.infoplane.study.store.TaskResult;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import dev.infoplane.study.task.TaskKinds;
import dev.infoplane.testkit.study.ExecutorContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On a master and two workers that this test starts, each a process, and kills. */
@Tag("cluster")
class SparkClusterTest extends ExecutorContract {
    private static final Logger LOG = LoggerFactory.getLogger(SparkClusterTest.class);

    @TempDir
    private static Path home;

    private static Cluster cluster;
    private static JavaSparkContext context;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(home, 2);
        context = new JavaSparkContext(conf(cluster.url(), home));
    }

    @AfterAll
    static void stop() {
        try {
            if (context != null) {
                context.close();
            }
        } finally {
            cluster.close();
        }
    }

    static SparkConf conf(String master, Path home) {
        return new SparkConf()
                .setMaster(master)
                .setAppName("contract")
                .setSparkHome(home.resolve("home").toString())
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.executor.memory", "512m")
                .set("spark.executor.extraClassPath", Cluster.folders())
                .set("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1");
    }

    @Override
    protected TaskExecutor executor(int atOnce, Path logs) {
        return SparkExecutor.on(context).atOnce(atOnce);
    }

    @Override
    protected boolean tellsProgress() {
        return false;
    }

    private static StudyTask slow(String name, int number, int millis) {
        return StudyTask.of(Identity.of("testkit slow sum", 1)
                        .with("name", name)
                        .with("number", number)
                        .with("millis", millis))
                .label(name);
    }

    private static TaskGraph graph(int tasks, int millis) {
        List<StudyTask> all = new ArrayList<>();
        Map<String, StudyTask> leaves = new TreeMap<>();
        for (int i = 0; i < tasks; i++) {
            StudyTask leaf = slow("leaf " + i, i, millis);
            all.add(leaf);
            leaves.put(leaf.label(), leaf);
        }
        all.add(slow("total", 0, 0).inputs(leaves));
        return TaskGraph.of(all);
    }

    private void requireSameBytesAsLocally(TaskGraph graph, FolderStore found) throws Exception {
        try (FolderStore local = FolderStore.claim(folder.resolve("local"))) {
            ExecutionReport report =
                    new LocalExecutor(2, TaskKinds.installed()).execute(graph, local, TaskListener.NONE);
            report.requireComplete();
            for (StudyTask task : report.done()) {
                assertThat(found.find(task.id()).map(TaskResult::outputs))
                        .isEqualTo(local.find(task.id()).map(TaskResult::outputs))
                        .isPresent();
            }
        }
    }

    @Test
    void bytesAreThoseOfALocalExecutor() throws Exception {
        TaskGraph graph = graph(20, 10);

        executor(2, folder).execute(graph, store(), TaskListener.NONE).requireComplete();

        requireSameBytesAsLocally(graph, store());
    }

    @Test
    void resultsGoThroughAFileSystemOfHadoop() throws Exception {
        TaskGraph graph = graph(5, 10);
        HadoopStore hadoop = new HadoopStore(folder.resolve("hadoop").toUri(), context.hadoopConfiguration());

        executor(2, folder).execute(graph, hadoop, TaskListener.NONE).requireComplete();

        assertThat(graph.inOrder())
                .allSatisfy(t -> assertThat(hadoop.find(t.id())).isPresent());
    }

    /** What tasks cost beside their work: sent, looked up, written, answered. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void thousandsOfTasksCostMillisecondsEach() throws Exception {
        int tasks = Integer.getInteger("cluster.tasks", 1000);
        TaskGraph graph = graph(tasks, 0);
        executor(2, folder).execute(graph(50, 1), store(), TaskListener.NONE).requireComplete();

        long begin = System.nanoTime();
        executor(2, folder).execute(graph, store(), TaskListener.NONE).requireComplete();
        double millis = (System.nanoTime() - begin) / 1e6 / tasks;
        long again = System.nanoTime();
        executor(2, folder).execute(graph, store(), TaskListener.NONE).requireComplete();
        double found = (System.nanoTime() - again) / 1e6 / tasks;

        LOG.info("{} tasks: {} ms each, {} ms to find that one is done", tasks, millis, found);
        assertThat(millis).isLessThan(200);
        assertThat(found).isLessThan(20);
    }

    /** Kills something shortly after some task has been started. */
    private TaskListener killing(int afterStarts, Runnable kill) {
        return new TaskListener() {
            private int starts;

            @Override
            public synchronized void started(StudyTask task) {
                if (++starts == afterStarts) {
                    kill.run();
                }
            }
        };
    }

    @Test
    void aKilledExecutorCostsNoMoreThanItsTask() throws Exception {
        TaskGraph graph = graph(10, 300);

        executor(2, folder)
                .execute(
                        graph,
                        store(),
                        killing(5, () -> cluster.executors().get(0).destroyForcibly()))
                .requireComplete();

        requireSameBytesAsLocally(graph, store());
    }

    @Test
    void aKilledWorkerCostsNoMoreThanItsTasks() throws Exception {
        Process extra = cluster.addWorker();
        TaskGraph graph = graph(12, 300);

        executor(3, folder)
                .execute(graph, store(), killing(6, () -> {
                    extra.descendants().forEach(ProcessHandle::destroyForcibly);
                    extra.destroyForcibly();
                }))
                .requireComplete();

        requireSameBytesAsLocally(graph, store());
    }

    @Test
    void aTaskThatKillsItsExecutorFailsAlone() throws Exception {
        StudyTask poison = StudyTask.of(Identity.of("testkit crash", 1)
                        .with("name", "poison")
                        .with("number", 1)
                        .with("times", 1000))
                .label("poison");
        StudyTask good = slow("good", 3, 10);

        ExecutionReport report = execute(TaskListener.NONE, poison, good);

        assertThat(report.failed()).containsOnlyKeys(poison);
        assertThat(report.failed().get(poison)).contains("Spark gave up");
        assertThat(written(good)).isEqualTo(3);
    }

    @Test
    void duplicatesThatSparkStartsOnSuspicionDoNoHarm() throws Exception {
        AtomicInteger duplicates = new AtomicInteger();
        TaskGraph graph = graph(4, 3000);
        context.close(); // it holds all cores
        try (JavaSparkContext hasty = new JavaSparkContext(conf(cluster.url(), home)
                .set("spark.speculation", "true")
                .set("spark.speculation.interval", "100ms")
                .set("spark.speculation.task.duration.threshold", "500ms"))) {
            hasty.sc().addSparkListener(new SparkListener() {
                @Override
                public void onTaskStart(SparkListenerTaskStart start) {
                    if (start.taskInfo().speculative()) {
                        duplicates.incrementAndGet();
                    }
                }
            });
            SparkExecutor.on(hasty)
                    .atOnce(1)
                    .execute(graph, store(), TaskListener.NONE)
                    .requireComplete();
        } finally {
            context = new JavaSparkContext(conf(cluster.url(), home));
        }

        assertThat(duplicates).hasPositiveValue();
        requireSameBytesAsLocally(graph, store());
    }

    /** A driver in a process of its own, for a test to kill. */
    static final class Driver {
        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[2]);
            try (FolderStore store = FolderStore.claim(folder);
                    JavaSparkContext own = new JavaSparkContext(
                            conf(arguments[0], Path.of(arguments[1])).set("spark.cores.max", "1"))) {
                SparkExecutor.on(own)
                        .execute(graph(12, 200), store, TaskListener.NONE)
                        .requireComplete();
            }
        }
    }

    @Test
    void aKilledDriverResumes() throws Exception {
        Path folder = Files.createDirectories(this.folder.resolve("driver"));
        context.close(); // it holds all cores
        try {
            Process killed = driver(folder);
            awaitSomeResults(folder);
            killed.destroyForcibly().waitFor();
            assertThat(driver(folder).waitFor()).isZero();
        } finally {
            context = new JavaSparkContext(conf(cluster.url(), home));
        }

        try (FolderStore resumed = FolderStore.claim(folder)) {
            requireSameBytesAsLocally(graph(12, 200), resumed);
        }
    }

    private static void awaitSomeResults(Path folder) throws Exception {
        long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        Path tasks = folder.resolve("tasks");
        while (!Files.isDirectory(tasks) || tasks.toFile().list().length < 2) {
            assertThat(System.nanoTime()).isLessThan(latest);
            Thread.sleep(100);
        }
    }

    private static Process driver(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Driver.class.getName(),
                        cluster.url(),
                        home.toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolveSibling("driver.log").toFile()))
                .start();
    }
}
