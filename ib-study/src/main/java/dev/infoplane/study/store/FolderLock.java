package dev.infoplane.study.store;

import dev.infoplane.storage.AtomicFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder that one process works in, for as long as this is open. The lock file stays afterwards, since deleting it would let two
 * processes lock two files.
 */
public final class FolderLock implements Closeable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes a folder, which is made if it is not there.
     *
     * @param what the folder is called in errors, such as {@code "the folder"}
     * @param file the name of the lock file in it
     * @throws IOException if the folder cannot be written to, or a process has taken it, this one included
     */
    public static FolderLock take(Path folder, String what, String file) throws IOException {
        Path place = folder.resolve(file);
        FileChannel channel;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(what + " '" + folder + "' cannot be written to: " + AtomicFiles.reason(e), e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new FolderLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // taken by this very process
        } catch (IOException e) {
            channel.close();
            throw new IOException("'" + place + "' cannot be locked: " + AtomicFiles.reason(e), e);
        }
        channel.close();
        throw new IOException("another process is at work in the folder '" + folder
                + "'; wait until it has ended, or choose another folder");
    }

    /** Lets others have the folder. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
