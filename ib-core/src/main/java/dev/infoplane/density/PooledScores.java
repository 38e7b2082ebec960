package dev.infoplane.density;

import dev.infoplane.estimate.LearningCurve;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A density that has scored its rows: all that an estimate needs of it, in a form that can be written. It cannot draw.
 *
 * @param logLikelihood of every measured row, in nats
 * @param validationLogLikelihood of every row that validates
 * @param taughtLogLikelihood of some rows that taught, if they could be scored
 */
public record PooledScores(
        double[] logLikelihood,
        double[] validationLogLikelihood,
        Optional<double[]> taughtLogLikelihood,
        LearningCurve learningCurve,
        List<String> warnings)
        implements PooledDensity {
    private static final int VERSION = 1;

    /** Takes a copy of the warnings. */
    public PooledScores {
        warnings = List.copyOf(warnings);
    }

    /** Scores all rows. */
    public static PooledScores of(PooledDensity density) {
        return new PooledScores(
                density.logLikelihood(),
                density.validationLogLikelihood(),
                density.taughtLogLikelihood(),
                density.learningCurve(),
                density.warnings());
    }

    /** A copy, so that a caller may change it. */
    @Override
    public double[] logLikelihood() {
        return logLikelihood.clone();
    }

    /** Writes everything. */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(VERSION);
        write(out, logLikelihood);
        write(out, validationLogLikelihood);
        out.writeBoolean(taughtLogLikelihood.isPresent());
        if (taughtLogLikelihood.isPresent()) {
            write(out, taughtLogLikelihood.get());
        }
        out.writeInt(learningCurve.points().size());
        for (LearningCurve.Point p : learningCurve.points()) {
            out.writeInt(p.step());
            out.writeDouble(p.crossEntropyNats());
        }
        out.writeInt(learningCurve.annealed().size());
        for (LearningCurve.Annealed a : learningCurve.annealed()) {
            out.writeInt(a.step());
            out.writeDouble(a.crossEntropyNats());
            out.writeDouble(a.gainErrorNats());
        }
        out.writeInt(warnings.size());
        for (String warning : warnings) {
            out.writeUTF(warning);
        }
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IOException if it is something else
     */
    public static PooledScores read(DataInputStream in) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("the scores have version " + version + " instead of " + VERSION);
        }
        double[] measured = doubles(in);
        double[] validation = doubles(in);
        Optional<double[]> taught = in.readBoolean() ? Optional.of(doubles(in)) : Optional.empty();
        List<LearningCurve.Point> points = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            points.add(new LearningCurve.Point(in.readInt(), in.readDouble()));
        }
        List<LearningCurve.Annealed> annealed = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            annealed.add(new LearningCurve.Annealed(in.readInt(), in.readDouble(), in.readDouble()));
        }
        List<String> warnings = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            warnings.add(in.readUTF());
        }
        return new PooledScores(measured, validation, taught, new LearningCurve(points, annealed), warnings);
    }

    private static void write(DataOutputStream out, double[] values) throws IOException {
        out.writeInt(values.length);
        for (double v : values) {
            out.writeDouble(v);
        }
    }

    private static double[] doubles(DataInputStream in) throws IOException {
        double[] values = new double[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }
}
