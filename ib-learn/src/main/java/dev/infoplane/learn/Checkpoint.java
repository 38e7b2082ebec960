package dev.infoplane.learn;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.hash.HashingOutputStream;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the state of a training is kept on disk. The file is named after the digest of everything that determines the
 * training, so that another training never resumes from it. A file that is damaged is ignored with a warning.
 */
public final class Checkpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
    private static final int IDENTITY_VERSION = 1;
    private static final Checkpoint NONE = new Checkpoint(Optional.empty(), Identity.of("no checkpoint", 1), false);

    private final Optional<Path> folder;
    private final Identity identity;
    private final boolean staysWhenFinished;

    private Checkpoint(Optional<Path> folder, Identity identity, boolean staysWhenFinished) {
        this.folder = folder;
        this.identity = identity;
        this.staysWhenFinished = staysWhenFinished;
    }

    /** Keeps nothing on disk. */
    public static Checkpoint none() {
        return NONE;
    }

    /**
     * Keeps a state in a folder, which is made when the first state is written. The file is deleted when the training is
     * finished.
     *
     * @param identity everything that determines the training except its start, its plan and the seed of its batches, which
     *     the training loop adds
     */
    public static Checkpoint in(Path folder, Identity identity) {
        return new Checkpoint(Optional.of(folder), identity, false);
    }

    /** This checkpoint, with a file that stays when the training is finished: the next run finds it trained. */
    public Checkpoint keptWhenFinished() {
        return new Checkpoint(folder, identity, true);
    }

    /** The checkpoint of a training with this start, plan and seed. */
    Checkpoint of(TrainingStart start, TrainingPlan plan, long seed) {
        return new Checkpoint(folder, training(start, plan, seed), staysWhenFinished);
    }

    private Identity training(TrainingStart start, TrainingPlan plan, long seed) {
        if (folder.isEmpty()) {
            return identity;
        }
        AdamMoments moments = start.moments();
        return Identity.of("training", IDENTITY_VERSION)
                .with("of", identity)
                .with("plan", plan.identity())
                .with("seed", seed)
                .with("weights", digest(start.weights()))
                .with("firstMoment", digest(moments.mean()))
                .with("secondMoment", digest(moments.square()))
                .with("stepsBefore", moments.steps());
    }

    private static String digest(float[] values) {
        Hasher hasher = Hashing.sha256().newHasher();
        for (float v : values) {
            hasher.putFloat(v);
        }
        return hasher.hash().toString();
    }

    /** The state on disk, if there is a sound one for this many weights. */
    Optional<TrainingState> read(int weights) {
        return file().filter(Files::exists).flatMap(file -> read(file, weights));
    }

    private static Optional<TrainingState> read(Path file, int weights) {
        try (HashingInputStream hashed =
                        new HashingInputStream(Hashing.crc32c(), new BufferedInputStream(Files.newInputStream(file)));
                DataInputStream in = new DataInputStream(hashed)) {
            TrainingState state = TrainingState.read(in, weights);
            int expected = hashed.hash().asInt();
            if (in.readInt() != expected) {
                throw new IOException("its checksum does not fit");
            }
            return Optional.of(state);
        } catch (EOFException e) {
            LOG.warn("the checkpoint '{}' is truncated, training starts over", file);
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the checkpoint '{}' cannot be used, training starts over: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Replaces the state on disk.
     *
     * @throws UncheckedIOException if it cannot be written, naming the file and the reason
     */
    void write(TrainingState state) {
        file().ifPresent(file -> {
            try {
                AtomicFiles.write(file, stream -> {
                    HashingOutputStream hashed = new HashingOutputStream(Hashing.crc32c(), stream);
                    DataOutputStream out = new DataOutputStream(hashed);
                    state.write(out);
                    out.writeInt(hashed.hash().asInt());
                    out.flush();
                });
            } catch (IOException e) {
                throw new UncheckedIOException("the training cannot be kept: " + e.getMessage(), e);
            }
        });
    }

    /** Deletes the file of a finished training, unless it is to be kept. */
    void finish() {
        file().filter(file -> !staysWhenFinished).ifPresent(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn(
                        "the checkpoint '{}' of a finished training could not be deleted: {}",
                        file,
                        AtomicFiles.reason(e));
            }
        });
    }

    private Optional<Path> file() {
        return folder.map(f -> f.resolve(identity.digest() + ".checkpoint"));
    }
}
