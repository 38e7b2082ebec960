package dev.infoplane.examples.study;

import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.AtomicFiles;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Activations on disk, a file a point: the shape of a row, then all values. */
record ActivationFolder(Path folder) {
    boolean has(PointKey point) {
        return Files.exists(file(point));
    }

    void write(PointKey point, Samples t) throws IOException {
        AtomicFiles.write(file(point), stream -> {
            DataOutputStream out = new DataOutputStream(stream);
            int[] shape = t.rowShape();
            out.writeInt(t.rows());
            out.writeInt(shape.length);
            for (int extent : shape) {
                out.writeInt(extent);
            }
            float[] row = new float[t.dimensions()];
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * row.length);
            for (int i = 0; i < t.rows(); i++) {
                t.copyRow(i, row, 0);
                bytes.asFloatBuffer().put(row);
                out.write(bytes.array());
            }
            out.flush();
        });
    }

    Samples read(PointKey point) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file(point))))) {
            int rows = in.readInt();
            int[] shape = new int[in.readInt()];
            int dimensions = 1;
            for (int k = 0; k < shape.length; k++) {
                shape[k] = in.readInt();
                dimensions *= shape[k];
            }
            float[] values = new float[Math.multiplyExact(rows, dimensions)];
            byte[] bytes = new byte[Float.BYTES * dimensions];
            for (int i = 0; i < rows; i++) {
                in.readFully(bytes);
                ByteBuffer.wrap(bytes).asFloatBuffer().get(values, i * dimensions, dimensions);
            }
            return Samples.of(values, shape);
        } catch (IOException e) {
            throw new UncheckedIOException("the activations of " + point + " cannot be read", e);
        }
    }

    private Path file(PointKey point) {
        return folder.resolve(point.run() + "-" + point.epoch() + "-" + point.hookPoint() + ".activations");
    }
}
