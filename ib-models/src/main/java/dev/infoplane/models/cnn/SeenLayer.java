package dev.infoplane.models.cnn;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.internal.Columns;
import dev.infoplane.models.internal.FileInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;

/**
 * Activations of all images in two bytes a value, standardised by the rows that teach; on the heap or in a file. A value further
 * than sixteen deviations from its mean counts as no further.
 *
 * @param shape channels, height and width; a vector is a map of one place
 * @param columns how values were standardised
 * @param values row after row
 * @param noise empty for none, or if it is in the values
 */
record SeenLayer(int[] shape, Columns columns, ShortBuffer values, Optional<Noise> noise) {
    /**
     * Noise that is not in the values of rows that taught, and drawn when they are asked for.
     *
     * @param rows how many taught
     */
    record Noise(ConditionNoise draws, int rows) {
        float[] of(int size, int row, int draw) {
            float[] values = new float[size];
            draws.add(values, ConditionNoise.fresh(draw) * rows + row);
            return values;
        }
    }

    private static final float UNIT = 1 / 2047f;
    private static final int MOST = Short.MAX_VALUE;

    /**
     * Takes in all rows.
     *
     * @param t those that teach without noise, the others with theirs
     * @param fit how many of the first rows teach
     * @param noise of the rows that teach
     */
    static SeenLayer of(Samples t, int fit, Optional<ConditionNoise> noise) {
        int[] s = t.rowShape();
        int[] shape = s.length == 3 ? s : new int[] {t.dimensions(), 1, 1};
        Samples taught = t.slice(0, fit);
        Samples noisy = noise.map(n -> n.fixed(taught)).orElse(taught);
        return of(t, shape, Columns.alikeInChannel(noisy, shape[1] * shape[2]), noise.map(n -> new Noise(n, fit)));
    }

    private static SeenLayer of(Samples t, int[] shape, Columns columns, Optional<Noise> noise) {
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
        return new SeenLayer(shape, columns, values, noise);
    }

    /** Other activations, standardised as these were. */
    SeenLayer others(Samples t) {
        return of(t, shape, columns, Optional.empty());
    }

    int size() {
        return shape[0] * shape[1] * shape[2];
    }

    /**
     * Writes the values of one image.
     *
     * @param draw of noise, of an image that taught
     */
    void fill(int row, int draw, float[] target, int from) {
        int d = size();
        for (int j = 0; j < d; j++) {
            target[from + j] = UNIT * values.get(row * d + j);
        }
        noise.filter(n -> row < n.rows).ifPresent(n -> {
            float[] drawn = n.of(d, row, draw);
            for (int j = 0; j < d; j++) {
                target[from + j] += (float) (drawn[j] * columns.factor(j));
            }
        });
    }

    /** A digest of all that is seen, and of how noise is drawn. */
    String digest() {
        try (HashingOutputStream hash = new HashingOutputStream(Hashing.sha256(), OutputStream.nullOutputStream());
                DataOutputStream out = new DataOutputStream(hash)) {
            write(out);
            return hash.hash().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes all, for {@link #read}. */
    void write(DataOutputStream out) throws IOException {
        for (int extent : shape) {
            out.writeInt(extent);
        }
        columns.write(out);
        out.writeBoolean(noise.isPresent());
        if (noise.isPresent()) {
            out.writeDouble(noise.get().draws.sigma());
            out.writeLong(noise.get().draws.seed());
            out.writeInt(noise.get().rows);
        }
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
        Optional<Noise> noise = in.data().readBoolean()
                ? Optional.of(new Noise(
                        new ConditionNoise(in.data().readDouble(), in.data().readLong()),
                        in.data().readInt()))
                : Optional.empty();
        return new SeenLayer(shape, columns, in.shorts(in.data().readInt()), noise);
    }
}
