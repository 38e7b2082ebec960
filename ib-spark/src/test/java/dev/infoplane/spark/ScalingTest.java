package dev.infoplane.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.store.FolderStore;
import dev.infoplane.study.store.TaskResult;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One worker against two, each with one core, in alternating rounds of tasks that keep a core busy. Times go into the log. */
@Tag("cluster")
class ScalingTest {
    private static final Logger LOG = LoggerFactory.getLogger(ScalingTest.class);
    private static final int TASKS = 24;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void twoWorkersGiveTheBytesOfOne() throws Exception {
        int digests = Integer.getInteger("scaling.digests", 100_000);
        int rounds = Integer.getInteger("scaling.rounds", 1);
        TaskGraph graph = TaskGraph.of(IntStream.range(0, TASKS)
                .mapToObj(i -> BusyKind.task(i, digests))
                .toList());
        double[][] seconds = new double[2][rounds];
        List<Path> stores = new ArrayList<>();
        try (Cluster cluster = new Cluster(folder, 2)) {
            for (int round = 0; round < rounds; round++) {
                for (int workers = 1; workers <= 2; workers++) {
                    stores.add(folder.resolve("round" + round + "-" + workers));
                    seconds[workers - 1][round] = seconds(cluster, workers, graph, stores.get(stores.size() - 1));
                }
            }
        }

        LOG.info("one worker {} s, two workers {} s", Arrays.toString(seconds[0]), Arrays.toString(seconds[1]));
        for (Path store : stores) {
            requireSame(graph, stores.get(0), store);
        }
    }

    private double seconds(Cluster cluster, int workers, TaskGraph graph, Path place) throws Exception {
        try (FolderStore store = FolderStore.claim(place);
                JavaSparkContext context = new JavaSparkContext(SparkClusterTest.conf(cluster.url(), folder)
                        .set("spark.cores.max", Integer.toString(workers)))) {
            SparkExecutor executor = SparkExecutor.on(context).atOnce(workers);
            TaskGraph warm = TaskGraph.of(IntStream.range(100, 100 + 4 * workers)
                    .mapToObj(i -> BusyKind.task(i, 20_000))
                    .toList());
            executor.execute(warm, store, TaskListener.NONE).requireComplete();
            long begin = System.nanoTime();
            executor.execute(graph, store, TaskListener.NONE).requireComplete();
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private static void requireSame(TaskGraph graph, Path one, Path other) throws Exception {
        FolderStore first = FolderStore.join(one);
        FolderStore second = FolderStore.join(other);
        for (StudyTask task : graph.inOrder()) {
            assertThat(second.find(task.id()).map(TaskResult::outputs))
                    .isEqualTo(first.find(task.id()).map(TaskResult::outputs))
                    .isPresent();
        }
    }
}
