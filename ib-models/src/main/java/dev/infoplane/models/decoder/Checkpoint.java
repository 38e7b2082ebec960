package dev.infoplane.models.decoder;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.hash.HashingOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a training is kept on disk. The name of the file is a digest of all that determines the training, so that another one
 * never goes on from it. A file is there whole or not at all; one that is damaged is passed over with a warning.
 */
final class Checkpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);

    private final Path folder;
    private final String name;
    private final boolean keptWhenDone;

    private Checkpoint(Path folder, String name, boolean keptWhenDone) {
        this.folder = folder;
        this.name = name;
        this.keptWhenDone = keptWhenDone;
    }

    /** Keeps nothing. */
    static Checkpoint none() {
        return new Checkpoint(null, "", false);
    }

    /** @param keptWhenDone whether the file stays once the training is done, for the next run to find */
    static Checkpoint in(Path folder, String name, boolean keptWhenDone) {
        return new Checkpoint(folder, name, keptWhenDone);
    }

    /** The same, for a training that starts from these weights by this plan. */
    Checkpoint of(Descent.Start start, TrainingPlan plan, long seed) {
        if (folder == null) {
            return this;
        }
        Hasher hasher = Hashing.sha256().newHasher();
        hasher.putString(name, StandardCharsets.UTF_8).putLong(seed);
        hasher.putString(plan.toString(), StandardCharsets.UTF_8);
        for (float[] part : new float[][] {
            start.weights(), start.memory().mean(), start.memory().square()
        }) {
            hasher.putInt(part.length);
            for (float v : part) {
                hasher.putFloat(v);
            }
        }
        hasher.putInt(start.memory().steps());
        return new Checkpoint(folder, hasher.hash().toString(), keptWhenDone);
    }

    Optional<TrainingState> read(int weights) {
        if (folder == null || !Files.exists(file())) {
            return Optional.empty();
        }
        try (HashingInputStream hashed = new HashingInputStream(
                        Hashing.crc32c(), new BufferedInputStream(Files.newInputStream(file())));
                DataInputStream in = new DataInputStream(hashed)) {
            TrainingState state = TrainingState.read(in, weights);
            int expected = hashed.hash().asInt();
            if (in.readInt() != expected) {
                throw new IOException("its checksum does not fit");
            }
            return Optional.of(state);
        } catch (EOFException e) {
            LOG.warn("the checkpoint '{}' is cut off, training starts anew", file());
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the checkpoint '{}' cannot be used, training starts anew: {}", file(), e.getMessage());
            return Optional.empty();
        }
    }

    void write(TrainingState state) {
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path part =
                    folder.resolve("." + name + "." + ProcessHandle.current().pid() + ".part");
            try (HashingOutputStream hashed = new HashingOutputStream(
                            Hashing.crc32c(), new BufferedOutputStream(Files.newOutputStream(part)));
                    DataOutputStream out = new DataOutputStream(hashed)) {
                state.write(out);
                out.writeInt(hashed.hash().asInt());
            }
            Files.move(part, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint '" + file() + "'", e);
        }
    }

    /** The training is done. */
    void done() {
        if (folder == null || keptWhenDone) {
            return;
        }
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            LOG.warn("the checkpoint '{}' of a finished training could not be deleted", file());
        }
    }

    private Path file() {
        return folder.resolve(name + ".checkpoint");
    }
}
