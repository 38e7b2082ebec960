package dev.infoplane.study.work;

import dev.infoplane.estimate.Samples;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Samples as bytes: the number of rows, the shape of a row, and the values row after row, in the order of the network. */
final class SamplesFile {
    private static final int MAGIC = 0x49505331;
    private static final int BUFFER = 1 << 16;

    private SamplesFile() {}

    static void write(Samples t, OutputStream out) throws IOException {
        int[] shape = t.rowShape();
        ByteBuffer header = ByteBuffer.allocate(Integer.BYTES * (3 + shape.length));
        header.putInt(MAGIC).putInt(t.rows()).putInt(shape.length);
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
    }

    /** Reads what {@link #write} has written, and closes the stream. */
    static Samples read(InputStream stream) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(stream, BUFFER))) {
            if (in.readInt() != MAGIC) {
                throw new IOException("these are no samples");
            }
            int rows = in.readInt();
            int[] shape = new int[in.readInt()];
            int dimensions = 1;
            for (int i = 0; i < shape.length; i++) {
                shape[i] = in.readInt();
                dimensions = Math.multiplyExact(dimensions, shape[i]);
            }
            float[] values = new float[Math.multiplyExact(rows, dimensions)];
            byte[] row = new byte[Math.multiplyExact(Float.BYTES, dimensions)];
            for (int i = 0; i < rows; i++) {
                in.readFully(row);
                ByteBuffer.wrap(row).asFloatBuffer().get(values, i * dimensions, dimensions);
            }
            return Samples.of(values, shape);
        }
    }
}
