package dev.infoplane.models.internal;

import com.google.common.io.CountingInputStream;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ShortBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Reads, from its beginning, a file that a {@link java.io.DataOutputStream} has written. What is large stays in the file: it is
 * mapped, or read again when it is needed, so the file must stay as it is for as long as that is used.
 */
public final class FileInput implements Closeable {
    private final Path file;
    private final FileChannel channel;
    private long start;
    private CountingInputStream counted;
    private DataInputStream data;

    /** Reads a part of a file. */
    @FunctionalInterface
    public interface Part<T> {
        /** Reads it, from where the stream stands. */
        T read(DataInputStream in) throws IOException;
    }

    private FileInput(Path file, FileChannel channel, long position) throws IOException {
        this.file = file;
        this.channel = channel;
        goTo(position);
    }

    /** Opens a file. */
    public static FileInput open(Path file) throws IOException {
        return open(file, 0);
    }

    private static FileInput open(Path file, long position) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            return new FileInput(file, channel, position);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void goTo(long position) throws IOException {
        channel.position(position);
        start = position;
        counted = new CountingInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        data = new DataInputStream(counted);
    }

    /** What comes next. To be asked for again after other methods of this class. */
    public DataInputStream data() {
        return data;
    }

    private long position() {
        return start + counted.getCount();
    }

    /**
     * The next values, as they are in the file; they can be used after this is closed.
     *
     * @param count how many
     */
    public ShortBuffer shorts(int count) throws IOException {
        long from = position();
        long bytes = (long) Short.BYTES * count;
        if (from + bytes > channel.size()) {
            throw new EOFException("the file ends before " + count + " values");
        }
        ShortBuffer values =
                channel.map(FileChannel.MapMode.READ_ONLY, from, bytes).asShortBuffer();
        goTo(from + bytes);
        return values;
    }

    /** Passes over the next part, which is read whenever it is asked for. */
    public <T> Supplier<T> later(Part<T> part) throws IOException {
        long from = position();
        part.read(data);
        return () -> {
            try (FileInput again = open(file, from)) {
                return part.read(again.data);
            } catch (IOException e) {
                throw new UncheckedIOException("'" + file + "' cannot be read again: " + e.getMessage(), e);
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
