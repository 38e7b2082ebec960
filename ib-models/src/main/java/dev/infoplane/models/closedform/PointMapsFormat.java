package dev.infoplane.models.closedform;

import com.google.common.base.Suppliers;
import dev.infoplane.models.internal.Columns;
import dev.infoplane.models.internal.FileInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/** What a point keeps, as bytes. What follows from the images and the settings of the closed form is left out. */
final class PointMapsFormat {
    private static final int VERSION = 3;

    private static final int VALUES_AT_ONCE = 1 << 15;

    private PointMapsFormat() {}

    static void write(PointMaps.Kept kept, DataOutputStream out) throws IOException {
        out.writeInt(VERSION);
        out.writeInt(kept.firstTeachingRow());
        out.writeInt(kept.draws().count());
        out.writeInt(kept.draws().rows());
        for (ShortBuffer map : kept.maps().all()) {
            out.writeInt(map.capacity());
            writeValues(map, out);
        }
        CausalPart causal = kept.causal();
        causal.columns().write(out);
        float[][] all = causal.weights().get();
        out.writeInt(all.length);
        for (float[] weights : all) {
            out.writeInt(weights.length);
            for (float w : weights) {
                out.writeFloat(w);
            }
        }
        causal.scale().write(out);
        out.writeInt(causal.neighbours().radius());
        for (int[] far : causal.neighbours().far()) {
            out.writeInt(far.length);
            for (int q : far) {
                out.writeInt(q);
            }
        }
        double[][] shares = kept.table().map(FrequencyTable::shares).orElse(new double[0][]);
        out.writeInt(shares.length);
        for (double[] knot : shares) {
            out.writeInt(knot.length);
            for (double share : knot) {
                out.writeDouble(share);
            }
        }
    }

    /** The maps stay in the file, and so do the weights of causal neighbours, which only {@linkplain Drawing drawing} needs. */
    static PointMaps.Kept read(FileInput in, PointMaps.Images images) throws IOException {
        int version = in.data().readInt();
        if (version != VERSION) {
            throw new IOException("a prepared point has version " + version + " instead of " + VERSION);
        }
        int first = in.data().readInt();
        PointMaps.Draws draws =
                new PointMaps.Draws(in.data().readInt(), in.data().readInt());
        int subPixels = draws.subPixels(images);
        PointMaps.Maps maps = new PointMaps.Maps(map(in, subPixels), map(in, subPixels), map(in, subPixels));
        Columns columns = Columns.read(in.data());
        Supplier<float[][]> weights = Suppliers.memoize(in.later(PointMapsFormat::weights)::get);
        ScaleModel scale = ScaleModel.read(in.data(), images.shape(), images.count());
        CausalPart causal = new CausalPart(images.shape(), columns, neighbours(in.data(), images), weights, scale);
        return new PointMaps.Kept(maps, draws, causal, table(in.data()), first);
    }

    private static ShortBuffer map(FileInput in, int subPixels) throws IOException {
        int length = in.data().readInt();
        if (length != subPixels) {
            throw new IOException("a prepared point has " + length + " sub-pixels instead of " + subPixels);
        }
        return in.shorts(length);
    }

    private static Neighbours neighbours(DataInputStream in, PointMaps.Images images) throws IOException {
        int radius = in.readInt();
        int[][] far = new int[images.subPixels()][];
        for (int p = 0; p < far.length; p++) {
            far[p] = new int[in.readInt()];
            for (int k = 0; k < far[p].length; k++) {
                far[p][k] = in.readInt();
            }
        }
        return new Neighbours(images.shape(), radius, far);
    }

    private static float[][] weights(DataInputStream in) throws IOException {
        float[][] weights = new float[in.readInt()][];
        for (int p = 0; p < weights.length; p++) {
            weights[p] = new float[in.readInt()];
            for (int k = 0; k < weights[p].length; k++) {
                weights[p][k] = in.readFloat();
            }
        }
        return weights;
    }

    private static Optional<FrequencyTable> table(DataInputStream in) throws IOException {
        double[][] shares = new double[in.readInt()][];
        for (int k = 0; k < shares.length; k++) {
            shares[k] = new double[in.readInt()];
            for (int v = 0; v < shares[k].length; v++) {
                shares[k][v] = in.readDouble();
            }
        }
        return shares.length == 0 ? Optional.empty() : Optional.of(FrequencyTable.of(shares));
    }

    /** All values of a map, two bytes each, the upper one first. */
    static void writeValues(ShortBuffer map, OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * VALUES_AT_ONCE);
        for (int from = 0; from < map.capacity(); from += VALUES_AT_ONCE) {
            int count = Math.min(VALUES_AT_ONCE, map.capacity() - from);
            bytes.asShortBuffer().put(map.slice(from, count));
            out.write(bytes.array(), 0, Short.BYTES * count);
        }
    }
}
