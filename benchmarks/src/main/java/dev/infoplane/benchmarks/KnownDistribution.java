package dev.infoplane.benchmarks;

import dev.infoplane.estimate.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;

/**
 * A distribution of known mutual information: the tasks of the Beyond Normal benchmark (Czyż et al. 2023) that the project
 * restates, with their exact values, and some of mixed and discrete variables.
 *
 * @param id the benchmark's name for it
 * @param kind which estimators apply
 * @param dimensions of each side
 * @param nats the exact value
 * @param law what one seed draws from
 */
record KnownDistribution(String id, Kind kind, int dimensions, double nats, Law law) {
    /** Standard deviation of the noise of tasks that are measured under noise. */
    static final double NOISE = 0.5;

    KnownDistribution(String id, Kind kind, int dimensions, double nats, Source source) {
        this(id, kind, dimensions, nats, (Law) random -> source);
    }

    enum Kind {
        CONTINUOUS,
        MIXED,
        DISCRETE,
        /** T a copy of X, to which the estimator adds noise. */
        NOISY
    }

    /** A distribution, itself drawn at random or always the same. */
    interface Law {
        Source of(Random random);
    }

    /** Draws one pair into two rows. */
    interface Source {
        void draw(Random random, double[] x, double[] t);
    }

    /** n pairs. */
    record Pairs(Samples x, Samples t) {}

    Pairs draw(int n, long seed) {
        Random random = new Random(seed * 1_000_003 + id.hashCode());
        Source source = law.of(random);
        double[][] x = new double[n][dimensions];
        double[][] t = new double[n][dimensions];
        for (int i = 0; i < n; i++) {
            source.draw(random, x[i], t[i]);
        }
        return new Pairs(Samples.of(x), Samples.of(t));
    }

    static List<KnownDistribution> all() {
        List<KnownDistribution> tasks = new ArrayList<>();
        KnownDistribution normal = pairs("1v1-normal-0.75", 1, 1, 0.75);
        tasks.add(normal);
        tasks.add(normal.mapped("normal_cdf-", KnownDistribution::normalCdf, KnownDistribution::normalCdf));
        tasks.add(additive(0.1));
        tasks.add(additive(0.75));
        tasks.add(normal.mapped("wiggly-", KnownDistribution::wigglyX, KnownDistribution::wigglyT));
        tasks.add(normal.mapped("half_cube-", KnownDistribution::halfCube, KnownDistribution::halfCube));
        KnownDistribution student = student(1, 1);
        tasks.add(student);
        tasks.add(student.mapped("asinh-", KnownDistribution::asinh, KnownDistribution::asinh));
        for (int d : new int[] {2, 3, 5, 25, 50}) {
            tasks.add(dense(d));
        }
        for (int d : new int[] {2, 3, 5}) {
            tasks.add(pairs("multinormal-sparse-" + d + "-" + d + "-2-2.0", d, 2, 0.8));
        }
        for (int[] s : new int[][] {{2, 1}, {2, 2}, {3, 2}, {3, 3}, {5, 2}}) {
            tasks.add(student(s[0], s[1]));
        }
        for (int d : new int[] {3, 5}) {
            KnownDistribution sparse = pairs("multinormal-sparse-" + d + "-" + d + "-2-2.0", d, 2, 0.8);
            tasks.add(sparse.mapped("normal_cdf-", KnownDistribution::normalCdf, KnownDistribution::normalCdf));
            tasks.add(sparse.mapped("half_cube-", KnownDistribution::halfCube, KnownDistribution::halfCube));
        }
        tasks.add(student(2, 1).mapped("asinh-", KnownDistribution::asinh, KnownDistribution::asinh));
        tasks.add(student(3, 2).mapped("asinh-", KnownDistribution::asinh, KnownDistribution::asinh));
        tasks.add(steps(5));
        tasks.add(channel(4, 0.2));
        tasks.add(channel(30, 0.5));
        for (int symbols : new int[] {30, 100}) {
            tasks.add(independent(symbols, 1));
            tasks.add(independent(symbols, 3));
        }
        for (int d : new int[] {1, 3}) {
            tasks.add(throughNoise(d));
        }
        return tasks;
    }

    private KnownDistribution mapped(String prefix, DoubleUnaryOperator ofX, DoubleUnaryOperator ofT) {
        return new KnownDistribution(prefix + id, kind, dimensions, nats, (Law) drawn -> {
            Source source = law.of(drawn);
            return (random, x, t) -> {
                source.draw(random, x, t);
                for (int j = 0; j < dimensions; j++) {
                    x[j] = ofX.applyAsDouble(x[j]);
                    t[j] = ofT.applyAsDouble(t[j]);
                }
            };
        });
    }

    /** d coordinates a side, the first {@code dependent} of them in pairs of correlation rho. */
    static KnownDistribution pairs(String id, int d, int dependent, double rho) {
        return new KnownDistribution(
                id, Kind.CONTINUOUS, d, -0.5 * dependent * Math.log(1 - rho * rho), (random, x, t) -> {
                    for (int j = 0; j < d; j++) {
                        double r = j < dependent ? rho : 0;
                        x[j] = random.nextGaussian();
                        t[j] = r * x[j] + Math.sqrt(1 - r * r) * random.nextGaussian();
                    }
                });
    }

    /** All correlations one half: a common part of variance one half in every coordinate. */
    private static KnownDistribution dense(int d) {
        double r = 0.5;
        double nats = 0.5 * Math.log(Math.pow(1 + (d - 1) * r, 2) / ((1 - r) * (1 + (2 * d - 1) * r)));
        return new KnownDistribution(
                "multinormal-dense-" + d + "-" + d + "-0.5", Kind.CONTINUOUS, d, nats, (random, x, t) -> {
                    double common = random.nextGaussian();
                    for (int j = 0; j < d; j++) {
                        x[j] = Math.sqrt(0.5) * (common + random.nextGaussian());
                        t[j] = Math.sqrt(0.5) * (common + random.nextGaussian());
                    }
                });
    }

    private static KnownDistribution additive(double noise) {
        double nats = noise > 0.5 ? 1 / (4 * noise) : noise - Math.log(2 * noise);
        return new KnownDistribution("1v1-additive-" + noise, Kind.CONTINUOUS, 1, nats, (random, x, t) -> {
            x[0] = random.nextDouble();
            t[0] = x[0] + noise * (2 * random.nextDouble() - 1);
        });
    }

    private static KnownDistribution student(int d, int freedom) {
        double nats = 2 * studentEntropy(d, freedom) - studentEntropy(2 * d, freedom);
        String id = "student-identity-" + d + "-" + d + "-" + freedom;
        return new KnownDistribution(id, Kind.CONTINUOUS, d, nats, (random, x, t) -> {
            double squares = 0;
            for (int f = 0; f < freedom; f++) {
                double z = random.nextGaussian();
                squares += z * z;
            }
            double scale = 1 / Math.sqrt(squares / freedom);
            for (int j = 0; j < d; j++) {
                x[j] = scale * random.nextGaussian();
                t[j] = scale * random.nextGaussian();
            }
        });
    }

    private static double studentEntropy(int k, double nu) {
        return -Gamma.logGamma((nu + k) / 2)
                + Gamma.logGamma(nu / 2)
                + k / 2.0 * Math.log(nu * Math.PI)
                + (nu + k) / 2 * (Gamma.digamma((nu + k) / 2) - Gamma.digamma(nu / 2));
    }

    /** X one of m steps, T uniform on [X, X + 2]: ln m - (m - 1) / m ln 2 (Gao et al. 2017). */
    private static KnownDistribution steps(int m) {
        double nats = Math.log(m) - (m - 1.0) / m * Math.log(2);
        return new KnownDistribution("steps-" + m, Kind.MIXED, 1, nats, (random, x, t) -> {
            x[0] = random.nextInt(m);
            t[0] = x[0] + 2 * random.nextDouble();
        });
    }

    private static KnownDistribution channel(int symbols, double error) {
        double nats = Math.log(symbols) + (1 - error) * Math.log(1 - error) + error * Math.log(error / (symbols - 1));
        return new KnownDistribution("channel-" + symbols + "-" + error, Kind.DISCRETE, 1, nats, (random, x, t) -> {
            x[0] = random.nextInt(symbols);
            t[0] = random.nextDouble() < error ? (x[0] + 1 + random.nextInt(symbols - 1)) % symbols : x[0];
        });
    }

    /** Two independent symbols, the integer part of m u^power of a uniform u each: equally likely, or skewed. */
    private static KnownDistribution independent(int m, int power) {
        String id = "independent-" + m + "-" + m + (power > 1 ? "-skewed" : "");
        return new KnownDistribution(id, Kind.DISCRETE, 1, 0, (random, x, t) -> {
            x[0] = Math.floor(m * Math.pow(random.nextDouble(), power));
            t[0] = Math.floor(m * Math.pow(random.nextDouble(), power));
        });
    }

    /** T = X, d standard normals, measured under noise of standard deviation {@link #NOISE}: d/2 ln(1 + 1/σ²). */
    private static KnownDistribution throughNoise(int d) {
        double nats = 0.5 * d * Math.log(1 + 1 / NOISE / NOISE);
        return new KnownDistribution("normal-through-noise-" + d, Kind.NOISY, d, nats, (random, x, t) -> {
            for (int j = 0; j < d; j++) {
                x[j] = random.nextGaussian();
                t[j] = x[j];
            }
        });
    }

    private static double normalCdf(double v) {
        return 0.5 * (1 + Erf.erf(v / Math.sqrt(2)));
    }

    private static double halfCube(double v) {
        return v * Math.sqrt(Math.abs(v));
    }

    private static double asinh(double v) {
        return Math.copySign(Math.log(Math.abs(v) + Math.sqrt(v * v + 1)), v);
    }

    private static double wigglyX(double v) {
        return v + 0.4 * Math.sin(v) + 0.2 * Math.sin(1.7 * v + 1) + 0.03 * Math.sin(3.3 * v - 2.5);
    }

    private static double wigglyT(double v) {
        return v - 0.4 * Math.sin(0.4 * v) + 0.17 * Math.sin(1.3 * v + 3.5) + 0.02 * Math.sin(4.3 * v - 2.5);
    }
}
