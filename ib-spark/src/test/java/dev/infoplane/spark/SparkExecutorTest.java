package dev.infoplane.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.storage.Identity;
import dev.infoplane.study.execute.TaskExecutor;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import dev.infoplane.testkit.study.ExecutorContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In one process; {@link SparkClusterTest} does it on a cluster. */
class SparkExecutorTest extends ExecutorContract {
    private static JavaSparkContext context;

    @BeforeAll
    static void start() {
        context = new JavaSparkContext(new SparkConf()
                .setMaster("local[2]")
                .setAppName("contract")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Override
    protected TaskExecutor executor(int atOnce, Path logs) {
        return SparkExecutor.on(context).atOnce(atOnce);
    }

    @Override
    protected boolean tellsProgress() {
        return false;
    }

    @Test
    void aStoreThatExecutorsSeeDifferentlyIsRefusedBeforeAnyTask() throws Exception {
        Path other = Files.createDirectories(folder.resolve("of another machine"));
        StudyTask task =
                StudyTask.of(Identity.of("testkit sum", 1).with("name", "one").with("number", 1));

        assertThatIOException()
                .isThrownBy(() -> SparkExecutor.on(context)
                        .execute(TaskGraph.of(List.of(task)), new Elsewhere(store(), other.toUri()), TaskListener.NONE))
                .withMessageContaining("no executor can do tasks")
                .withMessageContaining(other.toUri().toString())
                .withMessageContaining("all machines must share the place of results");
        assertThat(store().find(task.id())).isEmpty();
    }

    @Test
    void nothingIsLeftOfTheCheck() throws Exception {
        SparkExecutor.on(context).execute(TaskGraph.of(List.of()), store(), TaskListener.NONE);

        try (Stream<Path> files = Files.walk(Path.of(store().location()))) {
            assertThat(files.filter(f -> f.toString().contains("blobs")).filter(Files::isRegularFile))
                    .isEmpty();
        }
    }

    @Test
    void noTaskAtOnceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkExecutor.on(context).atOnce(0))
                .withMessageContaining("got 0");
    }
}
