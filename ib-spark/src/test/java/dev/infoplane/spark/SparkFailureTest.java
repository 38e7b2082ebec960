package dev.infoplane.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.store.FolderStore;
import dev.infoplane.study.task.TaskGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkFailureTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.ClassNotFoundException: dev.infoplane.spark.RemoteWork",
                "java.lang.NoClassDefFoundError: dev/infoplane/study/task/TaskKinds",
                "java.io.InvalidClassException: dev.infoplane.spark.RemoteWork; local class incompatible",
                "java.lang.ClassCastException: cannot assign instance of java.lang.invoke.SerializedLambda to field"
            })
    void missingClassesAreSaidToBeMissing(String cause) {
        String text = "Job aborted due to stage failure: Lost task 0.3 in stage 1.0 (TID 7): " + cause;

        assertThat(SparkFailure.reason(new IllegalStateException(text + "\n\tat some.Place\n\nDriver stacktrace:")))
                .startsWith("they do not have the classes of this program on their class path")
                .contains("spark.jars")
                .endsWith("(" + text + ")");
    }

    @Test
    void otherwiseTheFirstLineIsTheReason() {
        assertThat(SparkFailure.reason(new IllegalStateException("Job aborted: exit code 137\n\tat some.Place")))
                .isEqualTo("Job aborted: exit code 137");
    }

    @Test
    void aConnectionThatHasEndedIsNamed(@TempDir Path folder) throws IOException {
        JavaSparkContext context = new JavaSparkContext(new SparkConf()
                .setMaster("local[1]")
                .setAppName("ended")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
        SparkExecutor executor = SparkExecutor.on(context);
        context.close();

        try (FolderStore store = FolderStore.claim(folder)) {
            assertThatIOException()
                    .isThrownBy(() -> executor.execute(TaskGraph.of(List.of()), store, TaskListener.NONE))
                    .withMessageContaining("the connection to 'local[1]' has ended")
                    .withMessageContaining("another version of Spark than 4.");
        }
    }
}
