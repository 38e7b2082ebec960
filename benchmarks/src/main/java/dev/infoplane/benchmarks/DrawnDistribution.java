package dev.infoplane.benchmarks;

import dev.infoplane.benchmarks.KnownDistribution.Kind;
import dev.infoplane.benchmarks.KnownDistribution.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * Distributions of known mutual information whose parameters are drawn from a number, so that nothing was chosen on them: normal and
 * uniform columns, copulas, curves with noise, labels.
 */
final class DrawnDistribution {
    private static final int CELLS = 4000;

    private DrawnDistribution() {}

    /** One distribution of each family, with parameters drawn from a number. */
    static List<KnownDistribution> all(int number) {
        Random random = new Random(7_919L * number + 11);
        List<KnownDistribution> tasks = new ArrayList<>();
        tasks.add(normal(number, 1 + random.nextInt(5), random, "normal", v -> v));
        tasks.add(normal(number, 25 + random.nextInt(16), random, "normal-wide", v -> v));
        tasks.add(normal(number, 2 + random.nextInt(4), random, "normal-cubed", v -> v * v * v));
        tasks.add(clayton(number, 1 + random.nextInt(3), 0.3 + 3 * random.nextDouble()));
        tasks.add(uniform(number, 1 + random.nextInt(3), 0.1 + random.nextDouble()));
        tasks.add(curve(number, "parabola", v -> v * v, 0.2 + random.nextDouble()));
        double waves = 0.5 + 2 * random.nextDouble();
        tasks.add(curve(number, "sine", v -> Math.sin(waves * v), 0.2 + 0.6 * random.nextDouble()));
        tasks.add(curve(number, "step", v -> Math.signum(v), 0.3 + random.nextDouble()));
        tasks.add(labels(number, 2 + random.nextInt(8), 0.3 + random.nextDouble()));
        tasks.add(channel(number, 2 + random.nextInt(10), 0.1 + 0.5 * random.nextDouble()));
        return tasks;
    }

    private static KnownDistribution task(String name, int number, int d, double nats, Source source) {
        return new KnownDistribution("drawn-" + name + "-" + number, Kind.CONTINUOUS, d, nats, source);
    }

    /** Pairs of normal columns of drawn correlations, some of them none, mapped and then mixed within each side. */
    private static KnownDistribution normal(int number, int d, Random random, String name, DoubleUnaryOperator map) {
        double[] rho = new double[d];
        double nats = 0;
        for (int j = 0; j < d; j++) {
            rho[j] = random.nextInt(3) == 0 ? 0 : 0.95 * random.nextDouble() * Math.min(1, 3.0 / d + 0.3);
            nats -= 0.5 * Math.log(1 - rho[j] * rho[j]);
        }
        double[][] ofX = matrix(random, d);
        double[][] ofT = matrix(random, d);
        return task(name, number, d, nats, (r, x, t) -> {
            double[] u = new double[d];
            double[] v = new double[d];
            for (int j = 0; j < d; j++) {
                double shared = r.nextGaussian();
                u[j] = map.applyAsDouble(shared);
                v[j] = map.applyAsDouble(rho[j] * shared + Math.sqrt(1 - rho[j] * rho[j]) * r.nextGaussian());
            }
            multiply(ofX, u, x);
            multiply(ofT, v, t);
        });
    }

    private static double[][] matrix(Random random, int d) {
        double[][] matrix = new double[d][d];
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                matrix[a][b] = random.nextGaussian() / Math.sqrt(d) + (a == b ? 1 : 0);
            }
        }
        return matrix;
    }

    private static void multiply(double[][] matrix, double[] from, double[] to) {
        for (int a = 0; a < to.length; a++) {
            to[a] = 0;
            for (int b = 0; b < from.length; b++) {
                to[a] += matrix[a][b] * from[b];
            }
        }
    }

    /** Pairs under a Clayton copula, which hold ln(1 + θ) - θ / (1 + θ) each. */
    private static KnownDistribution clayton(int number, int d, double theta) {
        return task("clayton", number, d, d * (Math.log1p(theta) - theta / (1 + theta)), (random, x, t) -> {
            for (int j = 0; j < d; j++) {
                double u = 1 - random.nextDouble();
                double w = 1 - random.nextDouble();
                x[j] = u;
                t[j] = Math.pow(Math.pow(u, -theta) * (Math.pow(w, -theta / (1 + theta)) - 1) + 1, -1 / theta);
            }
        });
    }

    /** Uniform columns with uniform noise of a half-width. */
    private static KnownDistribution uniform(int number, int d, double noise) {
        double each = noise > 0.5 ? 1 / (4 * noise) : noise - Math.log(2 * noise);
        return task("uniform", number, d, d * each, (random, x, t) -> {
            for (int j = 0; j < d; j++) {
                x[j] = random.nextDouble();
                t[j] = x[j] + noise * (2 * random.nextDouble() - 1);
            }
        });
    }

    /** A function of a variable uniform between -2 and 2, with normal noise; the entropy of t is a sum over cells. */
    private static KnownDistribution curve(int number, String name, DoubleUnaryOperator f, double noise) {
        double[] means = new double[CELLS];
        for (int i = 0; i < CELLS; i++) {
            means[i] = f.applyAsDouble(-2 + 4 * (i + 0.5) / CELLS);
        }
        return task(name, number, 1, natsOfMeans(means, noise), (random, x, t) -> {
            x[0] = -2 + 4 * random.nextDouble();
            t[0] = f.applyAsDouble(x[0]) + noise * random.nextGaussian();
        });
    }

    /** Equally likely labels, in no order, and a normal variable around the mean of each. */
    private static KnownDistribution labels(int number, int count, double noise) {
        double[] means = new double[count];
        for (int c = 0; c < count; c++) {
            means[c] = 3.7 * c % 4;
        }
        return task("labels", number, 1, natsOfMeans(means, noise), (random, x, t) -> {
            int label = random.nextInt(count);
            x[0] = label;
            t[0] = means[label] + noise * random.nextGaussian();
        });
    }

    private static double natsOfMeans(double[] means, double noise) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double mean : means) {
            low = Math.min(low, mean - 8 * noise);
            high = Math.max(high, mean + 8 * noise);
        }
        double width = (high - low) / CELLS;
        double entropy = 0;
        for (int i = 0; i < CELLS; i++) {
            double at = low + (i + 0.5) * width;
            double density = 0;
            for (double mean : means) {
                double z = (at - mean) / noise;
                density += Math.exp(-0.5 * z * z);
            }
            density /= means.length * noise * Math.sqrt(2 * Math.PI);
            entropy -= density > 0 ? width * density * Math.log(density) : 0;
        }
        return entropy - 0.5 * Math.log(2 * Math.PI * Math.E * noise * noise);
    }

    /** A symbol of several, sent through a symmetric channel. */
    private static KnownDistribution channel(int number, int symbols, double error) {
        double nats = Math.log(symbols) + (1 - error) * Math.log(1 - error) + error * Math.log(error / (symbols - 1));
        return task(String.format(Locale.ROOT, "channel-%d", symbols), number, 1, nats, (random, x, t) -> {
            x[0] = random.nextInt(symbols);
            t[0] = random.nextDouble() < error ? (x[0] + 1 + random.nextInt(symbols - 1)) % symbols : x[0];
        });
    }
}
