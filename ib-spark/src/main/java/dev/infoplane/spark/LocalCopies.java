package dev.infoplane.spark;

import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.store.Blob;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkEnv;

/**
 * Bytes of a remote file system as files of this machine. They are copied once and deleted at the end, so the disk holds no more than
 * what the task in hand reads. They lie in the local folder of Spark if it runs, which it deletes even if this process is killed.
 */
final class LocalCopies implements Closeable {
    private final Map<Blob, Path> copies = new HashMap<>();
    private Optional<Path> folder = Optional.empty();

    /** The copy, which the source makes if there is none. */
    synchronized Path of(Blob blob, AtomicFiles.Content source) throws IOException {
        Path known = copies.get(blob);
        if (known != null) {
            return known;
        }
        if (folder.isEmpty()) {
            folder = Optional.of(Files.createTempDirectory(parent(), "infoplane"));
        }
        requireSpace(blob, folder.get());
        Path copy = folder.get().resolve(blob.sha256());
        AtomicFiles.write(copy, source);
        copies.put(blob, copy);
        return copy;
    }

    private static void requireSpace(Blob blob, Path folder) throws IOException {
        FileStore disk = Files.getFileStore(folder);
        if (disk.getUsableSpace() < blob.bytes()) {
            throw new IOException("an input of " + blob.bytes() + " bytes is to be copied to '" + folder + "', where "
                    + disk.getUsableSpace() + " are free; spark.local.dir names the folder for copies");
        }
    }

    private static Path parent() {
        SparkEnv spark = SparkEnv.get();
        return spark == null
                ? Path.of(System.getProperty("java.io.tmpdir"))
                : spark.blockManager().diskBlockManager().localDirs()[0].toPath();
    }

    @Override
    public synchronized void close() throws IOException {
        copies.clear();
        if (folder.isPresent()) {
            AtomicFiles.deleteFolder(folder.get());
            folder = Optional.empty();
        }
    }
}
