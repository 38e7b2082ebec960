package dev.infoplane.storage;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes files that are complete or absent.
 *
 * <p>The content is written to a temporary file beside the target ({@code .NAME.RANDOM.part}) and then moved into place,
 * atomically where the file system supports it. If writing fails, the target keeps its old content, the temporary file is deleted,
 * and the exception says which file could not be written and why.
 */
public final class AtomicFiles {
    private static final Logger LOG = LoggerFactory.getLogger(AtomicFiles.class);

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private AtomicFiles() {}

    /** Writes the content of a file to a stream. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes everything the file will hold. The stream is buffered, and is closed by the caller.
         *
         * @throws IOException if the content cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes text as UTF-8.
     *
     * @throws IOException if the file cannot be written, naming the file and the reason
     */
    public static void write(Path target, String text) throws IOException {
        write(target, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes.
     *
     * @throws IOException if the file cannot be written, naming the file and the reason
     */
    public static void write(Path target, byte[] bytes) throws IOException {
        write(target, out -> out.write(bytes));
    }

    /**
     * Writes what {@code content} produces, creating the target's folder if it does not exist. A symbolic link is
     * followed: the file it points to is created or replaced, and the link stays. A file that is replaced keeps its permissions.
     *
     * @throws IOException if the content or the file cannot be written, naming the file and the reason
     */
    public static void write(Path target, Content content) throws IOException {
        Path part = null;
        try {
            Path place = place(target);
            Files.createDirectories(place.getParent());
            part = place.resolveSibling(
                    "." + shortened(place.getFileName().toString()) + "." + UUID.randomUUID() + ".part");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                content.writeTo(out);
            }
            keepPermissions(place, part);
            move(part, place);
        } catch (IOException e) {
            throw new IOException("cannot write '" + target + "': " + reason(e), e);
        } finally {
            delete(part);
        }
    }

    /**
     * Writes what {@code content} produces to a file named by its content. A file that holds it already stays, for those who read it.
     *
     * @param place the file for a digest (SHA-256, hexadecimal), anywhere below {@code folder}
     * @return the digest
     * @throws IOException if the content or the file cannot be written, naming the folder and the reason
     */
    public static String writeByDigest(Path folder, Function<String, Path> place, Content content) throws IOException {
        Path part = folder.resolve("." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(folder);
            String digest;
            try (HashingOutputStream out =
                    new HashingOutputStream(Hashing.sha256(), new BufferedOutputStream(Files.newOutputStream(part)))) {
                content.writeTo(out);
                digest = out.hash().toString();
            }
            Path target = place.apply(digest);
            if (!holds(target, digest)) {
                Files.createDirectories(target.getParent());
                move(part, target);
            }
            return digest;
        } catch (IOException e) {
            throw new IOException("cannot write to '" + folder + "': " + reason(e), e);
        } finally {
            delete(part);
        }
    }

    private static boolean holds(Path file, String digest) throws IOException {
        try {
            return MoreFiles.asByteSource(file)
                    .hash(Hashing.sha256())
                    .toString()
                    .equals(digest);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Deletes a folder and all it holds; does nothing if there is none.
     *
     * @throws IOException if something in it cannot be deleted
     */
    public static void deleteFolder(Path folder) throws IOException {
        if (Files.exists(folder)) {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    /** Why a file operation failed, in words: the reason the operating system gives, without the file's name. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException n) {
            return "'" + n.getFile() + "' does not exist";
        }
        if (e instanceof AccessDeniedException a) {
            return "permission denied for '" + a.getFile() + "'";
        }
        if (e instanceof FileAlreadyExistsException f && f.getReason() == null) {
            return "'" + f.getFile() + "' is not a folder, or is a link to something that does not exist";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static Path place(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        if (absolute.getFileName() == null || Files.isDirectory(absolute)) {
            throw new IOException("it is a folder, and a file was expected");
        }
        Path place = absolute;
        for (int links = 0; Files.isSymbolicLink(place); links++) {
            if (links == MOST_LINKS) {
                throw new IOException("too many symbolic links");
            }
            place = place.resolveSibling(Files.readSymbolicLink(place)).normalize();
        }
        return place;
    }

    /** A file that is replaced keeps its permissions, where the file system has any. */
    private static void keepPermissions(Path place, Path part) throws IOException {
        PosixFileAttributeView before = Files.getFileAttributeView(place, PosixFileAttributeView.class);
        if (before != null && Files.exists(place)) {
            Files.setPosixFilePermissions(part, before.readAttributes().permissions());
        }
    }

    /** File systems allow 255 bytes a name; the temporary name adds 43 characters to the target's. */
    private static String shortened(String name) {
        return name.length() <= 50 ? name : name.substring(0, 50);
    }

    private static void move(Path part, Path place) throws IOException {
        try {
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A temporary file that cannot be deleted must not hide the reason why writing failed. */
    private static void delete(Path part) {
        try {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("the temporary file '{}' could not be deleted: {}", part, e.toString());
        }
    }
}
