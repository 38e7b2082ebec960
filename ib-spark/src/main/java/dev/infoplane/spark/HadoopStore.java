package dev.infoplane.spark;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.hash.HashingOutputStream;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.store.Blob;
import dev.infoplane.study.store.DamagedBlobException;
import dev.infoplane.study.store.RecordedStore;
import dev.infoplane.study.store.ResultJson;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.store.TaskResult;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskId;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * Results in a file system of Hadoop: HDFS, an object store, a mounted folder. Laid out as by {@code FolderStore}. Locations are those
 * of Hadoop, for instance {@code hdfs://host/studies/one}. A folder of this machine is {@code hadoop+file:/…}, since {@code file:/…} is a
 * {@code FolderStore}; the prefix may stand before any other location, too.
 *
 * <p>What is read is copied to this machine, once, and the copies stay until this is closed. A folder of this machine needs no copies.
 *
 * <p>It is not locked: two studies in one place do each other no harm, since all that they share are equal bytes.
 */
public final class HadoopStore extends RecordedStore implements Closeable {
    /** Begins locations of folders that are to be opened by Hadoop. */
    static final String PREFIX = "hadoop+";

    private static final String FILE = "file";

    private final Path folder;
    private final FileSystem files;

    /** The same file system by another interface, which can replace a file in one step. */
    private final FileContext names;

    private final LocalCopies copies = new LocalCopies();

    /**
     * Opens a folder, creating it if it is not there.
     *
     * @param folder with the scheme of a Hadoop file system
     * @param configuration of that file system
     * @throws IOException if it cannot be opened or created
     */
    public HadoopStore(URI folder, Configuration configuration) throws IOException {
        this.folder = new Path(withoutPrefix(folder));
        files = this.folder.getFileSystem(configuration);
        names = FileContext.getFileContext(files.makeQualified(this.folder).toUri(), configuration);
        files.mkdirs(blobs());
        files.mkdirs(tasks());
    }

    @Override
    public URI location() {
        URI place = files.makeQualified(folder).toUri();
        return FILE.equals(place.getScheme()) ? URI.create(PREFIX + place) : place;
    }

    private static URI withoutPrefix(URI location) {
        String text = location.toString();
        return text.startsWith(PREFIX) ? URI.create(text.substring(PREFIX.length())) : location;
    }

    @Override
    protected Optional<String> readRecord(TaskId task) throws IOException {
        try (InputStream in = files.open(record(task))) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    protected OptionalLong length(Blob blob) throws IOException {
        try {
            return OptionalLong.of(files.getFileStatus(place(blob)).getLen());
        } catch (FileNotFoundException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Blob put(AtomicFiles.Content content) throws IOException {
        Path part = new Path(blobs(), "." + UUID.randomUUID() + ".part");
        try {
            HashCode digest;
            try (HashingOutputStream out = new HashingOutputStream(Hashing.sha256(), files.create(part))) {
                content.writeTo(out);
                digest = out.hash();
            }
            Blob blob = new Blob(digest.toString(), files.getFileStatus(part).getLen());
            moveOver(part, place(blob), () -> isSound(blob));
            return blob;
        } catch (IOException | RuntimeException e) {
            files.delete(part, false);
            throw e;
        }
    }

    /**
     * Replaces a file, in one step where the file system can; where it cannot, another writer may come in between.
     *
     * @param isThere whether the target is what it should be
     */
    private void moveOver(Path part, Path target, Check isThere) throws IOException {
        files.mkdirs(target.getParent());
        try {
            if (!isThere.holds()) {
                // some file systems overwrite by deleting first, and others may be reading what they have just written
                names.rename(part, target, files.exists(target) ? Options.Rename.OVERWRITE : Options.Rename.NONE);
            }
        } catch (FileAlreadyExistsException e) {
            if (!isThere.holds()) {
                names.rename(part, target, Options.Rename.OVERWRITE);
            }
        } finally {
            files.delete(part, false);
        }
    }

    private interface Check {
        boolean holds() throws IOException;
    }

    private boolean isSound(Blob blob) throws IOException {
        try {
            requireSound(blob);
            return true;
        } catch (DamagedBlobException e) {
            return false;
        }
    }

    private void requireSound(Blob blob) throws IOException {
        read(blob, OutputStream.nullOutputStream());
    }

    /** Writes sound bytes to a stream and closes it. */
    private void read(Blob blob, OutputStream out) throws IOException {
        requireLength(blob);
        try (HashingInputStream in = new HashingInputStream(Hashing.sha256(), files.open(place(blob)))) {
            in.transferTo(out);
            requireDigest(blob, in.hash().toString());
        } catch (ChecksumException e) {
            throw new DamagedBlobException(blob, "fails the check of its file system: " + e.getMessage());
        } catch (FileNotFoundException e) {
            throw new DamagedBlobException(blob, "is missing");
        }
    }

    @Override
    public InputStream open(Blob blob) throws IOException {
        return Files.newInputStream(file(blob));
    }

    @Override
    public java.nio.file.Path file(Blob blob) throws IOException {
        if (isOfThisMachine()) {
            requireSound(blob);
            return java.nio.file.Path.of(place(blob).toUri().getPath());
        }
        try {
            return copies.of(blob, out -> read(blob, out));
        } catch (IOException e) {
            throw e.getCause() instanceof DamagedBlobException damaged ? damaged : e;
        }
    }

    private boolean isOfThisMachine() {
        return files.getScheme().equals("file");
    }

    @Override
    public void finish(StudyTask task, TaskResult result) throws IOException {
        Path part = new Path(tasks(), "." + UUID.randomUUID() + ".part");
        try (var out = files.create(part)) {
            out.write(ResultJson.write(task, result).getBytes(StandardCharsets.UTF_8));
        }
        moveOver(
                part,
                record(task.id()),
                () -> find(task.id()).filter(result::equals).isPresent());
        AtomicFiles.deleteFolder(scratch(task.id()));
    }

    @Override
    public void discard(TaskId task, Blob damaged) throws IOException {
        files.delete(record(task), false);
        files.delete(place(damaged), false);
    }

    /** On the machine that does the task. */
    @Override
    public java.nio.file.Path checkpoints(TaskId task) throws IOException {
        return Files.createDirectories(scratch(task));
    }

    private static java.nio.file.Path scratch(TaskId task) {
        return java.nio.file.Path.of(System.getProperty("java.io.tmpdir"), "infoplane-checkpoints", task.digest());
    }

    private Path blobs() {
        return new Path(folder, BLOBS);
    }

    private Path tasks() {
        return new Path(folder, TASKS);
    }

    /** Frees the disk of this machine. */
    @Override
    public void close() throws IOException {
        copies.close();
    }

    private Path place(Blob blob) {
        return new Path(blobs(), path(blob.sha256()));
    }

    private Path record(TaskId task) {
        return new Path(tasks(), name(task));
    }

    /** Opens locations of Hadoop but folders without the prefix, configured as Spark is where there is one. */
    public static final class Provider implements dev.infoplane.study.store.ResultStores.Provider {
        /** Called by the service loader. */
        public Provider() {}

        @Override
        public String locations() {
            return "hdfs: (and other file systems of Hadoop)";
        }

        @Override
        public boolean opens(URI location) {
            return location.toString().startsWith(PREFIX)
                    || location.getScheme() != null
                            && !FILE.equals(location.getScheme())
                            && isKnown(location.getScheme());
        }

        @Override
        public ResultStore open(URI location) throws IOException {
            return new HadoopStore(location, configuration());
        }

        private static boolean isKnown(String scheme) {
            try {
                FileSystem.getFileSystemClass(scheme, configuration());
                return true;
            } catch (IOException noSuchFileSystem) {
                return false;
            }
        }

        private static Configuration configuration() {
            SparkEnv spark = SparkEnv.get();
            return spark == null ? new Configuration() : SparkHadoopUtil.get().newConfiguration(spark.conf());
        }
    }
}
