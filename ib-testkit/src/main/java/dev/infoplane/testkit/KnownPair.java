package dev.infoplane.testkit;

import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Matched samples whose mutual information is known exactly.
 *
 * @param name what it is
 * @param x one side; labels in pairs of mixed variables
 * @param t the other side
 * @param truth the exact value for what they were drawn from
 */
public record KnownPair(String name, Samples x, Samples t, Information truth) {
    /** d independent pairs of standard normals of correlation rho: -d/2 ln(1 - rho²) nats. */
    public static KnownPair gaussian(int n, int d, double rho, long seed) {
        Random random = new Random(seed);
        double[][] x = new double[n][d];
        double[][] t = new double[n][d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                x[i][j] = random.nextGaussian();
                t[i][j] = rho * x[i][j] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
            }
        }
        return new KnownPair(
                d + " pairs of normals, correlation " + rho,
                Samples.of(x),
                Samples.of(t),
                Information.ofNats(-0.5 * d * Math.log(1 - rho * rho)));
    }

    /** K equally likely symbols through a symmetric channel of the given error: ln K + (1-δ) ln(1-δ) + δ ln(δ/(K-1)). */
    public static KnownPair symmetricChannel(int n, int symbols, double error, long seed) {
        Random random = new Random(seed);
        int[] x = new int[n];
        int[] t = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextInt(symbols);
            t[i] = random.nextDouble() < error ? (x[i] + 1 + random.nextInt(symbols - 1)) % symbols : x[i];
        }
        double lost = error == 0 ? 0 : error * Math.log(error / (symbols - 1));
        double kept = error == 1 ? 0 : (1 - error) * Math.log(1 - error);
        return new KnownPair(
                symbols + " symbols through a channel of error " + error,
                Samples.ofLabels(x),
                Samples.ofLabels(t),
                Information.ofNats(Math.log(symbols) + kept + lost));
    }

    /** K equally likely labels, each with a cluster of its own far from the others: ln K, to better than 1e-9. */
    public static KnownPair separateClusters(int n, int labels, long seed) {
        Random random = new Random(seed);
        int[] x = new int[n];
        float[] t = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = i % labels;
            t[i] = (float) (20 * x[i] + random.nextGaussian());
        }
        return new KnownPair(
                labels + " labels, clusters apart",
                Samples.ofLabels(x),
                Samples.of(t),
                Information.ofUniformChoice(labels));
    }

    /** This pair with its rows in ascending order of the first value of t. */
    public KnownPair sorted() {
        int[] order = IntStream.range(0, t.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> t.get(i, 0)))
                .mapToInt(Integer::intValue)
                .toArray();
        return new KnownPair(name + ", sorted", x.select(order), t.select(order), truth);
    }

    /** This pair with x and t exchanged. */
    public KnownPair exchanged() {
        return new KnownPair(name + ", exchanged", t, x, truth);
    }

    /**
     * This pair with the labels 0, 1, 2 ... of x replaced by other whole numbers, which are in another order and unevenly
     * spaced.
     */
    public KnownPair recoded() {
        int[] codes = new int[x.rows()];
        for (int i = 0; i < codes.length; i++) {
            int label = (int) x.get(i, 0);
            codes[i] = label % 2 == 0 ? 5 + label * label : 1_000_000 - 13 * label;
        }
        return new KnownPair(name + ", recoded", Samples.ofLabels(codes), t, truth);
    }

    /** This pair with the rows of t in random order: x and t are then independent, so the truth is zero. */
    public KnownPair shuffled(long seed) {
        int[] order = new int[t.rows()];
        Arrays.setAll(order, i -> i);
        Random random = new Random(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return new KnownPair(name + ", shuffled", x, t.select(order), Information.ZERO);
    }
}
