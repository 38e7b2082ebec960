package dev.infoplane.examples.study;

import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
        int[] shape = t.rowShape();
        try {
            AtomicFiles.write(file(point), out -> {
                ByteBuffer header = ByteBuffer.allocate(Integer.BYTES * (1 + shape.length));
                header.putInt(shape.length);
                for (int extent : shape) {
                    header.putInt(extent);
                }
                out.write(header.array());
                float[] row = new float[t.dimensions()];
                ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * row.length);
                for (int i = 0; i < t.rows(); i++) {
                    t.copyRow(i, row, 0);
                    bytes.asFloatBuffer().put(row);
                    out.write(bytes.array());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the activations of " + point, e);
        }
    }

    Samples read(PointKey point) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(point)));
            int[] shape = new int[bytes.getInt()];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = bytes.getInt();
            }
            float[] values = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(values);
            return Samples.of(values, shape);
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
        return folder.resolve(point.epoch() + "-" + point.hookPoint() + ".f32");
    }
}
