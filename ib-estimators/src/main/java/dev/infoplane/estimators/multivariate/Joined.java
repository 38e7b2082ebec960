package dev.infoplane.estimators.multivariate;

import dev.infoplane.estimate.Samples;

/** Rows of several variables next to each other. */
final class Joined {
    private Joined() {}

    static Samples of(Samples... variables) {
        int d = 0;
        for (Samples variable : variables) {
            d = Math.addExact(d, variable.dimensions());
        }
        int n = variables[0].rows();
        float[] rows = new float[Math.multiplyExact(n, d)];
        for (int i = 0; i < n; i++) {
            int position = i * d;
            for (Samples variable : variables) {
                variable.copyRow(i, rows, position);
                position += variable.dimensions();
            }
        }
        return Samples.of(rows, d);
    }
}
