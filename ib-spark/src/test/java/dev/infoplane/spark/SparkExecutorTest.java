package dev.infoplane.spark;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.study.execute.TaskExecutor;
import dev.infoplane.testkit.study.ExecutorContract;
import java.nio.file.Path;
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
    void noTaskAtOnceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkExecutor.on(context).atOnce(0))
                .withMessageContaining("got 0");
    }
}
