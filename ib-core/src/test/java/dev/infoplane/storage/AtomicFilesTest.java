package dev.infoplane.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    Path folder;

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("new/deep/table.csv");

        AtomicFiles.write(file, "one");
        AtomicFiles.write(file, "zwölf");

        assertThat(file).hasContent("zwölf");
        assertThat(names(file.getParent())).containsExactly("table.csv");
    }

    @Test
    void contentThatFailsHalfWayLeavesTheOldFileAndNoOther() throws IOException {
        Path file = folder.resolve("model.pt");
        AtomicFiles.write(file, "old");

        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write '" + file + "': No space left on device");

        assertThat(file).hasContent("old");
        assertThat(names(folder)).containsExactly("model.pt");
    }

    @Test
    void uncheckedFailuresCleanUpToo() {
        Path file = folder.resolve("x");
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(names(folder)).isEmpty();
    }

    @Test
    void aFileCanBeNamedByItsContent() throws IOException {
        String digest = AtomicFiles.writeByDigest(
                folder.resolve("blobs"),
                d -> folder.resolve("blobs/" + d.substring(0, 2) + "/" + d),
                out -> out.write('a'));

        assertThat(digest).isEqualTo("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
        assertThat(folder.resolve("blobs/ca/" + digest)).hasContent("a");
        assertThat(names(folder.resolve("blobs/ca"))).containsExactly(digest);
    }

    @Test
    void contentThatFailsLeavesNoFileNamedByIt() {
        assertThatThrownBy(() -> AtomicFiles.writeByDigest(folder, folder::resolve, out -> {
                    out.write(1);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write to '" + folder + "': No space left on device");
        assertThat(names(folder)).isEmpty();
    }

    @Test
    void aFullDiskIsNamed() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(Files.exists(full)).isTrue();
        Path file = folder.resolve("x");
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    try (var disk = Files.newOutputStream(full)) {
                        disk.write(new byte[10]);
                    }
                }))
                .hasMessageContaining("'" + file + "'")
                .hasMessageContaining("No space left");
        assertThat(names(folder)).isEmpty();
    }

    @Test
    void aFolderAsTargetIsRefused() {
        assertThatThrownBy(() -> AtomicFiles.write(folder, "x")).hasMessageContaining("folder");
        assertThatThrownBy(() -> AtomicFiles.write(Path.of("/"), "x")).hasMessageContaining("folder");
    }

    @Test
    void aFileInTheWayOfTheFolderIsNamed() throws IOException {
        Files.writeString(folder.resolve("taken"), "");
        assertThatThrownBy(() -> AtomicFiles.write(folder.resolve("taken/x"), "x"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("taken")
                .hasMessageContaining("is not a folder");
    }

    @Test
    void aLinkToNothingInTheWayOfTheFolderIsNamed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("gone"));
        assertThatThrownBy(() -> AtomicFiles.write(link.resolve("x"), "x"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'" + link + "' is not a folder, or is a link to something that does not exist");
    }

    @Test
    void longNamesAreWritten() throws IOException {
        Path file = folder.resolve("n".repeat(250));
        AtomicFiles.write(file, "x");
        assertThat(file).hasContent("x");
    }

    @Test
    void aSymbolicLinkStaysALink() throws IOException {
        Path real = Files.writeString(folder.resolve("real"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        AtomicFiles.write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
    }

    @Test
    void aLinkToAFileThatDoesNotExistYetStaysALink() throws IOException {
        Path real = folder.resolve("real");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));

        AtomicFiles.write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
    }

    @Test
    void linksInACircleAreNamed() throws IOException {
        Path a = folder.resolve("a");
        Files.createSymbolicLink(a, Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));

        assertThatThrownBy(() -> AtomicFiles.write(a, "x"))
                .hasMessageContaining("'" + a + "'")
                .hasMessageContaining("too many symbolic links");
    }

    @Test
    void aFileThatIsReplacedKeepsItsPermissions() throws IOException {
        assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix"))
                .isTrue();
        Path file = Files.writeString(folder.resolve("private"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        AtomicFiles.write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void writersAtTheSameTimeLeaveOneWholeFile() {
        Path file = folder.resolve("x");
        List<CompletableFuture<Void>> writers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    try {
                        AtomicFiles.write(file, Integer.toString(i).repeat(10_000));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }))
                .toList();
        writers.forEach(CompletableFuture::join);

        assertThat(file).content().matches("(\\d{1,2})\\1+");
        assertThat(names(folder)).containsExactly("x");
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
