package dev.infoplane.estimators.internal;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws rows and directions from a seed. */
public final class RandomChoice {
    private RandomChoice() {}

    /** So many different indices below n, in ascending order; all of them if n is asked for. */
    public static int[] of(int n, int count, long seed) {
        int[] chosen = Arrays.copyOf(shuffled(n, new SplittableRandom(seed)), count);
        Arrays.sort(chosen);
        return chosen;
    }

    /** The indices below n in random order. */
    public static int[] shuffled(int n, SplittableRandom random) {
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    /** k orthonormal vectors of d coordinates, uniformly distributed: normal vectors, one made orthogonal to the others. */
    public static double[][] directions(int k, int d, SplittableRandom random) {
        double[][] directions = new double[k][d];
        for (int a = 0; a < k; a++) {
            double[] v = directions[a];
            Arrays.setAll(v, j -> normal(random));
            for (int b = 0; b < a; b++) {
                double along = dot(v, directions[b]);
                double[] other = directions[b];
                Arrays.setAll(v, j -> v[j] - along * other[j]);
            }
            double length = Math.sqrt(dot(v, v));
            Arrays.setAll(v, j -> v[j] / length);
        }
        return directions;
    }

    private static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
