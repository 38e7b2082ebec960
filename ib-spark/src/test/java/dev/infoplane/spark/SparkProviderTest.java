package dev.infoplane.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.study.execute.ExecutorProvider;
import dev.infoplane.study.store.FolderStore;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkProviderTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void settings() {
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.driver.host", "127.0.0.1");
        System.setProperty("spark.driver.bindAddress", "127.0.0.1");
    }

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
    void aMasterThatDoesNotAnswerIsNamedAtOnce() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        ExecutorProvider.Request request = new ExecutorProvider.Request(
                folder, 1, Optional.of("spark://127.0.0.1:" + nobody + ",127.0.0.1:" + nobody), Optional.empty());

        assertThatIOException()
                .isThrownBy(() -> new SparkProvider().open(request))
                .withMessageStartingWith("no master of Spark answers at 'spark://127.0.0.1:" + nobody)
                .withMessageContaining("refused");
    }

    @Test
    void aMasterThatIsNoneIsNamed() {
        ExecutorProvider.Request request =
                new ExecutorProvider.Request(folder, 1, Optional.of("sparc://host"), Optional.empty());

        assertThatIOException()
                .isThrownBy(() -> new SparkProvider().open(request))
                .withMessageContaining("Spark cannot use the master 'sparc://host'");
    }

    @Test
    void aPlaceThatCannotBeOpenedIsNamed() {
        ExecutorProvider.Request request = new ExecutorProvider.Request(
                folder, 1, Optional.of("local[1]"), Optional.of(URI.create("nothing://host/study")));

        assertThatIOException()
                .isThrownBy(() -> new SparkProvider().open(request))
                .withMessageContaining("--store 'nothing://host/study' cannot be opened")
                .withMessageContaining("No FileSystem for scheme");
    }

    @Test
    void resultsAreKeptInTheFolderOfTheStudyUnlessSaidOtherwise() throws Exception {
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
