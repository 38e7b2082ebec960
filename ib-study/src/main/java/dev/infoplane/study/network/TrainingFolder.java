package dev.infoplane.study.network;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.ByteStreams;
import dev.infoplane.storage.AtomicFiles;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed training is resumed from: the values of the network after each epoch that is measured, and from time to time all
 * that the training needs to go on. Each file ends with a checksum. The folder belongs to one training.
 */
final class TrainingFolder {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingFolder.class);
    private static final String PROGRESS = "training";
    /** Keeping takes at most one part in so many of the time. */
    private static final int PART = 20;

    private static final int MAGIC = 0x49504e31;

    private final Optional<Path> folder;
    private final NetworkState state;
    private long written = System.nanoTime();
    private long lastTook;

    /** @param folder where; if there is none, nothing is kept */
    TrainingFolder(Optional<Path> folder, NetworkState state) {
        this.folder = folder;
        this.state = state;
    }

    /**
     * The epoch after which the training goes on, 0 if it starts from the beginning.
     *
     * @param measured epochs, whose values must be there as far as the training had come
     */
    int epoch(List<Integer> measured) {
        if (folder.isEmpty() || !Files.exists(file(PROGRESS))) {
            return 0;
        }
        try {
            int epoch = read(file(PROGRESS), DataInputStream::readInt);
            for (int before : measured) {
                if (before > 0 && before <= epoch) {
                    read(file(values(before)), in -> 0);
                }
            }
            return epoch;
        } catch (IOException e) {
            LOG.warn("a training cannot be resumed and starts from the beginning: {}", AtomicFiles.reason(e));
            return 0;
        }
    }

    /** Gives the network the values that it had after an epoch. */
    void restoreValues(int epoch) throws IOException {
        read(file(values(epoch)), in -> {
            state.readValues(in);
            return epoch;
        });
    }

    /** Makes everything as it was when the training could last be resumed. */
    void resume() throws IOException {
        read(file(PROGRESS), in -> {
            int epoch = in.readInt();
            state.readValues(in);
            state.readMoments(in);
            return epoch;
        });
    }

    void keepValues(int epoch) throws IOException {
        write(values(epoch), state::writeValues);
    }

    /** Keeps all that the training needs to go on after an epoch, if that takes a small part of the time since it was last done. */
    void keepFrom(int epoch) throws IOException {
        long begin = System.nanoTime();
        if (begin - written < PART * lastTook) {
            return;
        }
        write(PROGRESS, out -> {
            out.writeInt(epoch);
            state.writeValues(out);
            state.writeMoments(out);
        });
        written = System.nanoTime();
        lastTook = written - begin;
    }

    private static String values(int epoch) {
        return "epoch-" + epoch;
    }

    private Path file(String name) {
        return folder.orElseThrow().resolve(name);
    }

    @FunctionalInterface
    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    @FunctionalInterface
    private interface Reader {
        int read(DataInputStream in) throws IOException;
    }

    private void write(String name, Content content) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        AtomicFiles.write(file(name), stream -> {
            HashingOutputStream hashed = new HashingOutputStream(Hashing.crc32c(), stream);
            DataOutputStream out = new DataOutputStream(hashed);
            out.writeInt(MAGIC);
            content.write(out);
            out.writeInt(hashed.hash().asInt());
            out.flush();
        });
    }

    /** Reads a file; what the reader leaves is checked too. */
    private static int read(Path file, Reader reader) throws IOException {
        requireSound(file);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC) {
                throw new IOException("'" + file + "' is not of this version");
            }
            return reader.read(in);
        }
    }

    private static void requireSound(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        long content = Files.size(file) - Integer.BYTES;
        try (HashingInputStream hashed =
                        new HashingInputStream(Hashing.crc32c(), new BufferedInputStream(Files.newInputStream(file)));
                DataInputStream in = new DataInputStream(hashed)) {
            ByteStreams.exhaust(ByteStreams.limit(hashed, Math.max(0, content))); // skipping would not hash
            int expected = hashed.hash().asInt();
            if (in.readInt() != expected) {
                throw new IOException("'" + file + "' is damaged");
            }
        }
    }
}
