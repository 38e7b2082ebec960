package dev.infoplane.examples.study;

import dev.infoplane.data.Npy;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PointKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** What layers compute of the held-out images, on disk from when a network is trained until it is measured. */
final class StoredActivations {
    private final Path folder;

    /** @param folder of one network of one study */
    StoredActivations(Path folder) {
        this.folder = folder;
    }

    boolean hasAll(Collection<PointKey> points) {
        return points.stream().allMatch(p -> Files.exists(file(p)));
    }

    void put(PointKey point, Samples t) {
        try {
            Npy.write(file(point), t);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the activations of " + point, e);
        }
    }

    Samples read(PointKey point) {
        try {
            return Npy.read(file(point)).samples();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the activations of " + point, e);
        }
    }

    /** Frees the disk. */
    void delete(Collection<PointKey> points) throws IOException {
        for (PointKey point : points) {
            Files.deleteIfExists(file(point));
        }
    }

    private Path file(PointKey point) {
        return folder.resolve(point.epoch() + "-" + point.hookPoint() + ".npy");
    }
}
