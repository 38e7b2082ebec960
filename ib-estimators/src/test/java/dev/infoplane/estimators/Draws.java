package dev.infoplane.estimators;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Random;

/** Matched samples with a known mutual information. */
record Draws(Samples x, Samples t, double nats) {
    /** d independent pairs of normals of correlation rho. */
    static Draws gaussianPairs(int n, int d, double rho, long seed) {
        Random random = new Random(seed);
        double[][] x = new double[n][d];
        double[][] t = new double[n][d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                x[i][j] = random.nextGaussian();
                t[i][j] = rho * x[i][j] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
            }
        }
        return new Draws(Samples.of(x), Samples.of(t), -0.5 * d * Math.log(1 - rho * rho));
    }

    /** The same rows, with those of t in another order: nothing left to know. */
    Draws shuffled(long seed) {
        int[] order = new int[t.rows()];
        Arrays.setAll(order, i -> i);
        Random random = new Random(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return new Draws(x, t.select(order), 0);
    }
}
