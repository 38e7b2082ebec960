package dev.infoplane.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.study.execute.ExecutorProvider;
import dev.infoplane.study.store.FolderStore;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkProviderTest {
    @TempDir
    private Path folder;

    @Test
    void theCommandLineFindsSparkByItsName() {
        assertThat(ExecutorProvider.of("spark")).isInstanceOf(SparkProvider.class);
    }

    @Test
    void withoutAMasterThereIsNoCluster() {
        ExecutorProvider.Request request = new ExecutorProvider.Request(folder, 1, Optional.empty(), Optional.empty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SparkProvider().check(request))
                .withMessage("--executor spark needs --master, such as spark://host:7077");
    }

    @Test
    void resultsAreKeptInTheFolderOfTheStudyUnlessSaidOtherwise() throws Exception {
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.driver.host", "127.0.0.1");
        System.setProperty("spark.driver.bindAddress", "127.0.0.1");
        ExecutorProvider.Request here =
                new ExecutorProvider.Request(folder, 1, Optional.of("local[1]"), Optional.empty());
        try (ExecutorProvider.Opened opened = new SparkProvider().open(here)) {
            assertThat(opened.executor()).isInstanceOf(SparkExecutor.class);
            assertThat(opened.store()).isInstanceOf(FolderStore.class);
            assertThat(opened.store().location())
                    .isEqualTo(folder.resolve("work").toUri());
        }
        ExecutorProvider.Request there = new ExecutorProvider.Request(
                folder,
                1,
                Optional.of("local[1]"),
                Optional.of(folder.resolve("elsewhere").toUri()));
        try (ExecutorProvider.Opened opened = new SparkProvider().open(there)) {
            assertThat(opened.store()).isInstanceOf(HadoopStore.class);
        }
    }
}
