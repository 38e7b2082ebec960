package dev.infoplane.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.study.store.Blob;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.testkit.study.StoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void locationsBeginWithHadoop() throws IOException {
        assertThat(emptyStore().location().toString())
                .startsWith("hadoop+file:/")
                .contains(folder.toString());
    }
}
