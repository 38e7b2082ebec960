package dev.infoplane.testkit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.study.store.Blob;
import dev.infoplane.study.store.DamagedBlobException;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.store.ResultStores;
import dev.infoplane.study.store.TaskResult;
import dev.infoplane.study.task.StudyTask;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of a store of results. Extend it and make an empty one for each test. */
public abstract class StoreContract {
    private final StudyTask task = ContractKinds.sum("task", 1);
    private ResultStore store;

    /** For JUnit. */
    protected StoreContract() {}

    /**
     * An empty store.
     *
     * @throws IOException if there can be none
     */
    protected abstract ResultStore emptyStore() throws IOException;

    /**
     * Changes the content of a blob behind the back of the store, keeping its length.
     *
     * @throws IOException if it cannot be changed
     */
    protected abstract void damage(Blob blob) throws IOException;

    /**
     * Deletes a blob behind the back of the store.
     *
     * @throws IOException if it cannot be deleted
     */
    protected abstract void delete(Blob blob) throws IOException;

    @BeforeEach
    final void open() throws IOException {
        store = emptyStore();
    }

    private Blob put(String text) throws IOException {
        return store.put(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String read(ResultStore from, Blob blob) throws IOException {
        try (InputStream in = from.open(blob)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void bytesAreReadAsTheyWereWrittenUnderTheirDigest() throws IOException {
        Blob blob = put("hello");

        assertThat(read(store, blob)).isEqualTo("hello");
        assertThat(blob).isEqualTo(new Blob("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", 5));
        assertThat(read(store, put(""))).isEmpty();
    }

    @Test
    void bytesAreAFileOfThisMachineToo() throws IOException {
        Blob blob = put("hello");

        assertThat(store.file(blob)).hasContent("hello");
        assertThat(store.file(blob)).hasContent("hello");
        assertThat(ResultStores.open(store.location()).file(blob)).hasContent("hello");
    }

    @Test
    void aFileInUseStaysAsItIsWhenItsBytesAreWrittenAgain() throws IOException {
        Path file = store.file(put("hello"));
        Object before = Files.readAttributes(file, BasicFileAttributes.class).fileKey();

        put("hello");

        assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                .isEqualTo(before);
    }

    @Test
    void theSameBytesAreOneBlobHoweverManyWriteThem() {
        List<Blob> blobs = IntStream.range(0, 50)
                .parallel()
                .mapToObj(i -> {
                    try {
                        Blob blob = put("same");
                        assertThat(read(store, blob)).isEqualTo("same");
                        return blob;
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .distinct()
                .toList();

        assertThat(blobs).hasSize(1);
    }

    @Test
    void aTaskHasResultsOnceItIsFinished() throws IOException {
        Blob blob = put("hello");

        assertThat(store.find(task.id())).isEmpty();
        store.finish(task, new TaskResult(Map.of("greeting", blob)));

        assertThat(store.find(task.id()).orElseThrow().output("greeting")).isEqualTo(blob);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.find(task.id()).orElseThrow().output("farewell"))
                .withMessageContaining("farewell")
                .withMessageContaining("greeting");
    }

    @Test
    void anotherProcessSeesTheSame() throws IOException {
        store.finish(task, new TaskResult(Map.of("greeting", put("hello"))));

        ResultStore other = ResultStores.open(store.location());

        assertThat(read(other, other.find(task.id()).orElseThrow().output("greeting")))
                .isEqualTo("hello");
    }

    @Test
    void damageIsNoticedBeforeAnythingIsRead() throws IOException {
        Blob blob = put("hello");
        read(store, blob);

        damage(blob);

        assertThatThrownBy(() -> ResultStores.open(store.location()).open(blob))
                .isInstanceOf(DamagedBlobException.class)
                .hasMessageContaining(blob.sha256());
        assertThatThrownBy(() -> ResultStores.open(store.location()).file(blob))
                .isInstanceOf(DamagedBlobException.class)
                .hasMessageContaining(blob.sha256());
    }

    @Test
    void aTaskWhoseOutputIsMissingHasNoResults() throws IOException {
        Blob blob = put("hello");
        store.finish(task, new TaskResult(Map.of("greeting", blob)));

        delete(blob);

        assertThat(store.find(task.id())).isEmpty();
        assertThatThrownBy(() -> store.open(blob)).isInstanceOf(DamagedBlobException.class);
        assertThatThrownBy(() -> store.file(blob)).isInstanceOf(DamagedBlobException.class);
    }

    @Test
    void whatIsWrittenAgainReplacesWhatWasDamaged() throws IOException {
        Blob blob = put("hello");
        damage(blob);
        put("hello");
        assertThat(read(store, blob)).isEqualTo("hello");
        damage(blob);
        assertThatThrownBy(() -> store.open(blob)).isInstanceOf(DamagedBlobException.class);

        put("hello");

        assertThat(read(store, blob)).isEqualTo("hello");
    }

    @Test
    void whatIsDiscardedIsForgotten() throws IOException {
        Blob blob = put("hello");
        store.finish(task, new TaskResult(Map.of("greeting", blob)));

        store.discard(task.id(), blob);

        assertThat(store.find(task.id())).isEmpty();
        store.discard(task.id(), blob);
    }

    @Test
    void contentThatFailsLeavesNothing() {
        assertThatIOException()
                .isThrownBy(() -> store.put(out -> {
                    out.write(1);
                    throw new IOException("the source broke");
                }))
                .withMessageContaining("the source broke");
    }

    @Test
    void checkpointsStayUntilTheTaskIsFinished() throws IOException {
        Files.createDirectory(store.checkpoints(task.id()).resolve("kept"));

        assertThat(store.checkpoints(task.id()).resolve("kept")).exists();
        store.finish(task, new TaskResult(Map.of()));

        assertThat(store.checkpoints(task.id())).isEmptyDirectory();
    }
}
