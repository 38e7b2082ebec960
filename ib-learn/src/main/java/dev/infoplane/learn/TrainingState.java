package dev.infoplane.learn;

import dev.infoplane.estimate.LearningCurve;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole state of a training between two steps; a training resumed from it ends in the same bits.
 *
 * @param adam weights, their average and moments
 * @param best what the training would end with now
 * @param step steps taken
 * @param batches batches taken; more than steps after a rollback
 * @param rollbacks how often the training returned to an earlier state
 * @param curve the checks so far
 * @param annealed losses with which smaller budgets would have ended
 */
record TrainingState(
        Adam.State adam,
        Best best,
        int step,
        int batches,
        int rollbacks,
        List<LearningCurve.Point> curve,
        List<AnnealedLosses> annealed) {
    private static final int MAGIC = 0x49504333;

    /** Averaged weights, and the losses of the validation rows under them. */
    record Best(float[] weights, double[] losses) {}

    void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        write(out, adam.values());
        write(out, adam.average());
        write(out, adam.mean());
        write(out, adam.square());
        out.writeInt(adam.step());
        write(out, best.weights);
        write(out, best.losses);
        out.writeInt(step);
        out.writeInt(batches);
        out.writeInt(rollbacks);
        out.writeInt(curve.size());
        for (LearningCurve.Point p : curve) {
            out.writeInt(p.step());
            out.writeDouble(p.crossEntropyNats());
        }
        out.writeInt(annealed.size());
        for (AnnealedLosses a : annealed) {
            out.writeInt(a.step());
            write(out, a.nats());
            write(out, a.lastNats());
        }
    }

    /** @throws IOException if this is not the state of a training of so many weights */
    static TrainingState read(DataInputStream in, int weights) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("it is not a checkpoint of this version");
        }
        float[] values = read(weights, in);
        float[] average = read(weights, in);
        float[] mean = read(weights, in);
        float[] square = read(weights, in);
        Adam.State adam = new Adam.State(values, average, mean, square, in.readInt());
        Best best = new Best(read(weights, in), read(in));
        int step = in.readInt();
        int batches = in.readInt();
        int rollbacks = in.readInt();
        int points = in.readInt();
        List<LearningCurve.Point> curve = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            curve.add(new LearningCurve.Point(in.readInt(), in.readDouble()));
        }
        int count = in.readInt();
        List<AnnealedLosses> annealed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            annealed.add(new AnnealedLosses(in.readInt(), read(in), read(in)));
        }
        return new TrainingState(adam, best, step, batches, rollbacks, curve, annealed);
    }

    private static void write(DataOutputStream out, double[] values) throws IOException {
        out.writeInt(values.length);
        for (double v : values) {
            out.writeDouble(v);
        }
    }

    private static double[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available() / Double.BYTES) {
            throw new IOException("it cannot hold " + length + " losses");
        }
        double[] values = new double[length];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    private static void write(DataOutputStream out, float[] values) throws IOException {
        out.writeInt(values.length);
        for (float v : values) {
            out.writeFloat(v);
        }
    }

    private static float[] read(int expected, DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length != expected) {
            throw new IOException("it holds " + length + " weights instead of " + expected);
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
