package dev.infoplane.models.closedform;

import dev.infoplane.models.internal.Columns;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a point keeps, as bytes. What follows from the images and the settings of the closed form is left out. */
final class PointMapsFormat {
    private static final int VERSION = 1;

    private PointMapsFormat() {}

    static void write(PointMaps.Kept kept, DataOutputStream out) throws IOException {
        out.writeInt(VERSION);
        out.writeInt(kept.firstTeachingRow());
        write(out, kept.visible());
        write(out, kept.mean());
        write(out, kept.logScale());
        CausalPart causal = kept.causal();
        causal.columns().write(out);
        out.writeInt(causal.weights().length);
        for (float[] weights : causal.weights()) {
            out.writeInt(weights.length);
            for (float w : weights) {
                out.writeFloat(w);
            }
        }
        causal.scale().write(out);
        double[][] shares = kept.table().map(FrequencyTable::shares).orElse(new double[0][]);
        out.writeInt(shares.length);
        for (double[] knot : shares) {
            out.writeInt(knot.length);
            for (double share : knot) {
                out.writeDouble(share);
            }
        }
    }

    static PointMaps.Kept read(DataInputStream in, ClosedForm form, PointMaps.Images images) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("a prepared point has version " + version + " instead of " + VERSION);
        }
        int first = in.readInt();
        short[] visible = shorts(in, images.levels().length);
        short[] mean = shorts(in, images.levels().length);
        short[] logScale = shorts(in, images.levels().length);
        Columns columns = Columns.read(in);
        float[][] weights = new float[in.readInt()][];
        for (int p = 0; p < weights.length; p++) {
            weights[p] = new float[in.readInt()];
            for (int k = 0; k < weights[p].length; k++) {
                weights[p][k] = in.readFloat();
            }
        }
        CausalPart causal = new CausalPart(
                images.shape(),
                columns,
                form.neighbours(images.shape()),
                weights,
                ScaleModel.read(in, images.shape(), images.count()));
        double[][] shares = new double[in.readInt()][];
        for (int k = 0; k < shares.length; k++) {
            shares[k] = new double[in.readInt()];
            for (int v = 0; v < shares[k].length; v++) {
                shares[k][v] = in.readDouble();
            }
        }
        return new PointMaps.Kept(
                visible,
                mean,
                logScale,
                causal,
                shares.length == 0 ? Optional.empty() : Optional.of(FrequencyTable.of(shares)),
                first);
    }

    private static void write(DataOutputStream out, short[] values) throws IOException {
        out.writeInt(values.length);
        ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * values.length);
        bytes.asShortBuffer().put(values);
        out.write(bytes.array());
    }

    private static short[] shorts(DataInputStream in, int expected) throws IOException {
        int length = in.readInt();
        if (length != expected) {
            throw new IOException("a prepared point has " + length + " sub-pixels instead of " + expected);
        }
        short[] values = new short[length];
        ByteBuffer.wrap(in.readNBytes(Short.BYTES * length)).asShortBuffer().get(values);
        return values;
    }
}
