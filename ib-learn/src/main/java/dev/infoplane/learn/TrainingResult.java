package dev.infoplane.learn;

import dev.infoplane.estimate.LearningCurve;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a training ends with.
 *
 * @param weights the averaged weights that did best on the validation rows, at the start or at a check
 * @param moments what Adam remembers after the last step
 * @param points the mean loss of the validation rows at the start and at each check
 * @param annealed the losses of the validation rows with which smaller budgets would have ended
 */
public record TrainingResult(
        float[] weights, AdamMoments moments, List<LearningCurve.Point> points, List<AnnealedLosses> annealed) {
    private static final int MAGIC = 0x49505232;

    /** The start of another training that continues from here. */
    public TrainingStart asStart() {
        return new TrainingStart(weights, moments);
    }

    /** The learning curve over all validation rows. */
    public LearningCurve curve() {
        return new LearningCurve(points, AnnealedLosses.curve(annealed));
    }

    /** Writes everything. */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        for (float[] values : new float[][] {weights, moments.mean(), moments.square()}) {
            out.writeInt(values.length);
            for (float v : values) {
                out.writeFloat(v);
            }
        }
        out.writeInt(moments.steps());
        out.writeInt(points.size());
        for (LearningCurve.Point p : points) {
            out.writeInt(p.step());
            out.writeDouble(p.crossEntropyNats());
        }
        out.writeInt(annealed.size());
        for (AnnealedLosses a : annealed) {
            out.writeInt(a.step());
            for (double[] losses : new double[][] {a.nats(), a.lastNats()}) {
                out.writeInt(losses.length);
                for (double v : losses) {
                    out.writeDouble(v);
                }
            }
        }
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IOException if it is something else
     */
    public static TrainingResult read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("it is not a training of this version");
        }
        float[] weights = floats(in);
        AdamMoments moments = new AdamMoments(floats(in), floats(in), in.readInt());
        List<LearningCurve.Point> points = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            points.add(new LearningCurve.Point(in.readInt(), in.readDouble()));
        }
        List<AnnealedLosses> annealed = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            annealed.add(new AnnealedLosses(in.readInt(), doubles(in), doubles(in)));
        }
        return new TrainingResult(weights, moments, List.copyOf(points), List.copyOf(annealed));
    }

    private static double[] doubles(DataInputStream in) throws IOException {
        double[] values = new double[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    private static float[] floats(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
