package dev.infoplane.testkit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.infoplane.study.store.Blob;
import dev.infoplane.study.store.FolderStore;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.store.TaskResult;
import dev.infoplane.study.task.StudyTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderStoreTest extends StoreContract {
    @TempDir
    private Path folder;

    private FolderStore store;

    @Override
    protected ResultStore emptyStore() throws IOException {
        store = FolderStore.claim(folder);
        return store;
    }

    @AfterEach
    void close() throws IOException {
        store.close();
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
    void damageIsNoticedAfterAFirstLookToo() throws IOException {
        Blob blob = store.put(out -> out.write(7));
        Files.setLastModifiedTime(file(blob), FileTime.fromMillis(1_000_000));
        store.open(blob).close();
        damage(blob);
        Files.setLastModifiedTime(file(blob), FileTime.fromMillis(0));

        assertThatIOException().isThrownBy(() -> store.open(blob)).withMessageContaining("other content");
    }

    @Test
    void damageIsNoticedWithinOneStepOfTheClock() throws IOException {
        Blob blob = store.put(out -> out.write(7));
        FileTime written = Files.getLastModifiedTime(file(blob));
        store.open(blob).close();
        damage(blob);
        Files.setLastModifiedTime(file(blob), written);

        assertThatIOException().isThrownBy(() -> store.open(blob)).withMessageContaining("other content");
    }

    @Test
    void aFolderIsTakenByOneAtATime() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> FolderStore.claim(folder))
                .withMessageContaining("another process is at work")
                .withMessageContaining(folder.toString());

        store.close();
        FolderStore.claim(folder).close();
    }

    @Test
    void halfWrittenFilesOfKilledProcessesAreDeleted() throws IOException {
        store.put(out -> out.write(7));
        store.close();
        Path part = Files.writeString(folder.resolve("blobs/.left.part"), "half");

        store = FolderStore.claim(folder);

        assertThat(part).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"format\":2}", "{\"format\":1}", "{\"format\":1,\"task\":{}}"})
    void aDamagedRecordCountsAsNone(String text) throws IOException {
        StudyTask task = ContractKinds.sum("task", 1);
        store.finish(task, new TaskResult(Map.of("a", store.put(out -> out.write(7)))));

        Files.writeString(folder.resolve("tasks").resolve(task.id().digest() + ".json"), text);

        assertThat(store.find(task.id())).isEmpty();
    }

    @Test
    void theRecordOfAnotherTaskCountsAsNone() throws IOException {
        StudyTask task = ContractKinds.sum("task", 1);
        StudyTask other = ContractKinds.sum("other", 1);
        store.finish(other, new TaskResult(Map.of()));

        Files.move(
                folder.resolve("tasks").resolve(other.id().digest() + ".json"),
                folder.resolve("tasks").resolve(task.id().digest() + ".json"));

        assertThat(store.find(task.id())).isEmpty();
    }

    @Test
    void whatIsNoFolderIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatIOException().isThrownBy(() -> FolderStore.claim(file)).withMessageContaining(file.toString());
        assertThatIOException()
                .isThrownBy(() -> FolderStore.join(folder.resolve("nowhere")))
                .withMessageContaining("nowhere");
    }
}
