package dev.infoplane.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.study.store.Blob;
import dev.infoplane.study.store.DamagedBlobException;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.testkit.study.StoreContract;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HadoopStoreTest extends StoreContract {
    @TempDir
    private Path folder;

    @Override
    protected ResultStore emptyStore() throws IOException {
        return new HadoopStore(folder.toUri(), new Configuration());
    }

    private Path file(Blob blob) {
        return folder.resolve("blobs").resolve(blob.sha256().substring(0, 2)).resolve(blob.sha256());
    }

    @Override
    protected void damage(Blob blob) throws IOException {
        byte[] bytes = Files.readAllBytes(file(blob));
        bytes[0]++;
        Files.write(file(blob), bytes);
    }

    @Override
    protected void delete(Blob blob) throws IOException {
        Files.delete(file(blob));
    }

    /** A file system under another name stands for one of other machines. */
    private HadoopStore elsewhere() throws IOException {
        Configuration configuration = new Configuration();
        configuration.setBoolean("fs.viewfs.impl.disable.cache", true); // another test has another folder
        configuration.set(
                "fs.viewfs.mounttable.elsewhere.link./store", folder.toUri().toString());
        return new HadoopStore(URI.create("viewfs://elsewhere/store"), configuration);
    }

    private static Blob put(ResultStore store, String text) throws IOException {
        return store.put(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFolderOfThisMachineNeedsNoCopies() throws IOException {
        ResultStore store = emptyStore();
        Blob blob = put(store, "hello");

        assertThat(store.file(blob)).isEqualTo(file(blob));
    }

    @Test
    void whatLiesElsewhereIsCopiedOnceUntilTheStoreIsClosed() throws IOException {
        Path copy;
        try (HadoopStore store = elsewhere()) {
            Blob blob = put(store, "hello");
            copy = store.file(blob);
            delete(blob);

            assertThat(copy)
                    .hasContent("hello")
                    .doesNotHave(new Condition<>(c -> c.startsWith(folder), "in the store"));
            assertThat(store.file(blob)).isEqualTo(copy);
            assertThat(store.open(blob)).hasContent("hello");
        }
        assertThat(copy).doesNotExist();
    }

    @Test
    void damageElsewhereIsNoticedAndLeavesNoCopy() throws IOException {
        try (HadoopStore store = elsewhere()) {
            Blob blob = put(store, "hello");
            damage(blob);

            assertThatThrownBy(() -> store.file(blob)).isInstanceOf(DamagedBlobException.class);
            put(store, "hello");
            assertThat(store.file(blob)).hasContent("hello");
        }
    }

    @Test
    void anInputThatTheDiskCannotHoldIsRefusedWithItsSize() throws IOException {
        try (LocalCopies copies = new LocalCopies()) {
            Blob huge = new Blob("0".repeat(64), Long.MAX_VALUE);

            assertThatIOException()
                    .isThrownBy(() -> copies.of(huge, target -> {}))
                    .withMessageContaining(Long.MAX_VALUE + " bytes")
                    .withMessageContaining("spark.local.dir");
        }
    }

    @Test
    void locationsOfFoldersBeginWithHadoop() throws IOException {
        assertThat(emptyStore().location().toString())
                .startsWith("hadoop+file:/")
                .contains(folder.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "hdfs://host/studies, true",
        "hadoop+hdfs://host/studies, true",
        "hadoop+file:/studies, true",
        "file:/studies, false",
        "nothing://host/studies, false",
        "studies, false"
    })
    void locationsAreThoseOfHadoop(URI location, boolean opens) {
        assertThat(new HadoopStore.Provider().opens(location)).isEqualTo(opens);
    }

    /** The location that a store names is one that a command line, a worker and a program can give. */
    @Test
    void aStoreOpensItsOwnLocation() throws IOException {
        try (HadoopStore store = new HadoopStore(folder.toUri(), new Configuration());
                HadoopStore again = new HadoopStore(store.location(), new Configuration())) {
            assertThat(again.location()).isEqualTo(store.location());
        }
    }
}
