package dev.infoplane.estimators;

import dev.infoplane.estimate.Samples;

/** Sample matrices as the estimators work on them: flat rows of floats, each column shifted and scaled if asked. */
final class Columns {
    private Columns() {}

    /** The rows as they are, or with every column at mean 0 and (population) standard deviation 1; constant ones at 0. */
    static float[] rows(Samples samples, boolean standardise) {
        float[] rows = samples.toArray();
        int d = samples.dimensions();
        if (standardise) {
            for (int j = 0; j < d; j++) {
                standardise(rows, d, j);
            }
        }
        return rows;
    }

    private static void standardise(float[] rows, int d, int j) {
        int n = rows.length / d;
        double mean = 0;
        for (int i = j; i < rows.length; i += d) {
            mean += rows[i];
        }
        mean /= n;
        double squares = 0;
        for (int i = j; i < rows.length; i += d) {
            squares += (rows[i] - mean) * (rows[i] - mean);
        }
        double deviation = Math.sqrt(squares / n);
        double scale = deviation > 1e-12 * Math.abs(mean) ? 1 / deviation : 0;
        for (int i = j; i < rows.length; i += d) {
            rows[i] = (float) ((rows[i] - mean) * scale);
        }
    }

    /** Rows of x and t side by side. */
    static float[] join(float[] x, int dx, float[] t, int dt) {
        int n = x.length / dx;
        float[] joined = new float[Math.multiplyExact(n, dx + dt)];
        for (int i = 0; i < n; i++) {
            System.arraycopy(x, i * dx, joined, i * (dx + dt), dx);
            System.arraycopy(t, i * dt, joined, i * (dx + dt) + dx, dt);
        }
        return joined;
    }
}
