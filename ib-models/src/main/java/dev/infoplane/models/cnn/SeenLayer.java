package dev.infoplane.models.cnn;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.internal.Columns;
import dev.infoplane.models.internal.FileInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;

/**
 * Activations of all images in two bytes a value, standardised by the rows that teach; on the heap or in a file. A value further
 * than sixteen deviations from its mean counts as no further.
 *
 * @param shape channels, height and width; a vector is a map of one place
 * @param columns how values were standardised
 * @param values row after row
 */
record SeenLayer(int[] shape, Columns columns, ShortBuffer values) {
    private static final float UNIT = 1 / 2047f;
    private static final int MOST = Short.MAX_VALUE;

    /** @param fit how many of the first rows teach */
    static SeenLayer of(Samples t, int fit) {
        int[] s = t.rowShape();
        int[] shape = s.length == 3 ? s : new int[] {t.dimensions(), 1, 1};
        return of(t, shape, Columns.alikeInChannel(t.slice(0, fit), shape[1] * shape[2]));
    }

    private static SeenLayer of(Samples t, int[] shape, Columns columns) {
        int d = t.dimensions();
        ShortBuffer values = ShortBuffer.allocate(Math.multiplyExact(t.rows(), d));
        float[] row = new float[d];
        for (int i = 0; i < t.rows(); i++) {
            t.copyRow(i, row, 0);
            for (int j = 0; j < d; j++) {
                float rounded = Math.round(columns.apply(row[j], j) / UNIT);
                values.put(i * d + j, (short) Math.max(-MOST, Math.min(MOST, rounded)));
            }
        }
        return new SeenLayer(shape, columns, values);
    }

    /** Other activations, standardised as these were. */
    SeenLayer others(Samples t) {
        return of(t, shape, columns);
    }

    int size() {
        return shape[0] * shape[1] * shape[2];
    }

    /** Writes the values of one image. */
    void fill(int row, float[] target, int from) {
        int d = size();
        for (int j = 0; j < d; j++) {
            target[from + j] = UNIT * values.get(row * d + j);
        }
    }

    /** A number that differs where the values differ. */
    int digest() {
        return 31 * values.duplicate().rewind().hashCode() + Arrays.hashCode(shape);
    }

    /** Writes all, for {@link #read}. */
    void write(DataOutputStream out) throws IOException {
        for (int extent : shape) {
            out.writeInt(extent);
        }
        columns.write(out);
        out.writeInt(values.capacity());
        ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * size());
        for (int from = 0; from < values.capacity(); from += size()) {
            bytes.asShortBuffer().put(values.slice(from, size()));
            out.write(bytes.array());
        }
    }

    /** Reads what {@link #write} has written; the values stay in the file. */
    static SeenLayer read(FileInput in) throws IOException {
        int[] shape = {in.data().readInt(), in.data().readInt(), in.data().readInt()};
        Columns columns = Columns.read(in.data());
        return new SeenLayer(shape, columns, in.shorts(in.data().readInt()));
    }
}
