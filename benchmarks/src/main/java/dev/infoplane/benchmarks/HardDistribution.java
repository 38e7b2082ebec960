package dev.infoplane.benchmarks;

import dev.infoplane.benchmarks.KnownDistribution.Kind;
import dev.infoplane.benchmarks.KnownDistribution.Law;
import dev.infoplane.benchmarks.KnownDistribution.Source;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Distributions of known mutual information that are hard to learn: networks fall short of them, and should say so. */
final class HardDistribution {
    private HardDistribution() {}

    static List<KnownDistribution> all() {
        return List.of(
                tangled("cube", 6, 3, HardDistribution::cube, 1),
                tangled("cube", 4, 1, HardDistribution::cube, 1),
                tangled("cube", 3, 2, HardDistribution::cube, 1),
                tangled("sinh", 6, 3, v -> Math.sinh(2 * v), 1),
                tangled("sinh", 10, 2, v -> Math.sinh(2 * v), 1),
                tangled("bent-twice", 4, 2, v -> v > 0 ? 3 * v : v / 3, 2),
                checkerboard(4),
                checkerboard(8),
                wrapped(3, 0.2),
                wrapped(8, 0.1),
                parity(2, 0.1),
                parity(3, 0.05),
                parity(4, 0.02),
                gated(0.95),
                gated(0.8),
                band(1, 0.05),
                band(3, 0.3),
                band(5, 0.6),
                boxes(20),
                spiral(2),
                normal(20, 2),
                normal(20, 4),
                normal(10, 6));
    }

    private static double cube(double v) {
        return v * v * v;
    }

    /**
     * Normal columns that share the information equally, each side mapped by an increasing function and turned at random, once or
     * more.
     */
    private static KnownDistribution tangled(String name, int d, double nats, DoubleUnaryOperator map, int times) {
        double rho = correlation(d, nats);
        Law law = drawn -> {
            double[][][] ofX = turns(drawn, d, times);
            double[][][] ofT = turns(drawn, d, times);
            return (random, x, t) -> {
                correlated(random, rho, x, t);
                mapped(map, ofX, x);
                mapped(map, ofT, t);
            };
        };
        return new KnownDistribution("tangled-" + name + "-" + d + "-" + nats, Kind.CONTINUOUS, d, nats, law);
    }

    private static double correlation(int d, double nats) {
        return Math.sqrt(1 - Math.exp(-2 * nats / d));
    }

    private static void correlated(Random random, double rho, double[] x, double[] t) {
        for (int j = 0; j < x.length; j++) {
            x[j] = random.nextGaussian();
            t[j] = rho * x[j] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
        }
    }

    private static void mapped(DoubleUnaryOperator map, double[][][] turns, double[] values) {
        for (double[][] turn : turns) {
            double[] before = new double[values.length];
            for (int j = 0; j < values.length; j++) {
                before[j] = map.applyAsDouble(values[j]);
            }
            for (int j = 0; j < values.length; j++) {
                values[j] = 0;
                for (int k = 0; k < values.length; k++) {
                    values[j] += turn[j][k] * before[k];
                }
            }
        }
    }

    /** Random rotations, by Gram and Schmidt. */
    private static double[][][] turns(Random random, int d, int times) {
        double[][][] turns = new double[times][d][d];
        for (double[][] turn : turns) {
            for (int a = 0; a < d; a++) {
                for (int j = 0; j < d; j++) {
                    turn[a][j] = random.nextGaussian();
                }
                for (int b = 0; b < a; b++) {
                    add(turn[a], -dot(turn[a], turn[b]), turn[b]);
                }
                double length = Math.sqrt(dot(turn[a], turn[a]));
                for (int j = 0; j < d; j++) {
                    turn[a][j] /= length;
                }
            }
        }
        return turns;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static void add(double[] sum, double factor, double[] vector) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += factor * vector[j];
        }
    }

    /** Uniform on the fields of one colour. */
    private static KnownDistribution checkerboard(int fields) {
        return task("checkerboard-" + fields, 1, Math.log(2), (random, x, t) -> {
            do {
                x[0] = random.nextDouble();
                t[0] = random.nextDouble();
            } while (((int) (fields * x[0]) + (int) (fields * t[0])) % 2 == 1);
        });
    }

    /** The fractional part of several times a uniform x, with uniform noise. */
    private static KnownDistribution wrapped(int times, double width) {
        return task("wrapped-" + times + "-" + width, 1, -Math.log(width), (random, x, t) -> {
            x[0] = random.nextDouble();
            t[0] = (times * x[0] + width * random.nextDouble()) % 1;
        });
    }

    /** The sign of t is that of a product of normal columns, but for flips. */
    private static KnownDistribution parity(int columns, double flipped) {
        double nats = Math.log(2) + flipped * Math.log(flipped) + (1 - flipped) * Math.log(1 - flipped);
        return task("parity-" + columns + "-" + flipped, columns, nats, (random, x, t) -> {
            double sign = random.nextDouble() < flipped ? -1 : 1;
            for (int j = 0; j < columns; j++) {
                x[j] = random.nextGaussian();
                t[j] = random.nextGaussian();
                sign *= Math.signum(x[j]);
            }
            t[0] = sign * Math.abs(t[0]);
        });
    }

    /** A correlation whose sign is that of the second column of x. */
    private static KnownDistribution gated(double rho) {
        return task("gated-" + rho, 2, -0.5 * Math.log(1 - rho * rho), (random, x, t) -> {
            x[0] = random.nextGaussian();
            x[1] = random.nextGaussian();
            t[0] = Math.signum(x[1]) * rho * x[0] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
            t[1] = random.nextGaussian();
        });
    }

    /** Uniform columns with uniform noise of up to a half-width of one half and more. */
    private static KnownDistribution band(int d, double noise) {
        double each = noise > 0.5 ? 1 / (4 * noise) : noise - Math.log(2 * noise);
        return task("band-" + d + "-" + noise, d, d * each, (random, x, t) -> {
            for (int j = 0; j < d; j++) {
                x[j] = random.nextDouble();
                t[j] = x[j] + noise * (2 * random.nextDouble() - 1);
            }
        });
    }

    /** Both sides in boxes of one number, which lie apart at random places. */
    private static KnownDistribution boxes(int count) {
        Law law = drawn -> {
            double[][] centres = new double[count][3];
            for (int c = 0; c < count; c++) {
                centres[c] = new double[] {3 * c, drawn.nextInt(count), drawn.nextInt(count)};
            }
            return (random, x, t) -> {
                int c = random.nextInt(count);
                for (int j = 0; j < 3; j++) {
                    x[j] = centres[c][j] + random.nextDouble();
                    t[j] = centres[c][(j + 1) % 3] + random.nextDouble();
                }
            };
        };
        return new KnownDistribution("boxes-" + count, Kind.CONTINUOUS, 3, Math.log(count), law);
    }

    /** A uniform number as a place on a spiral, and with uniform noise. */
    private static KnownDistribution spiral(int turns) {
        double noise = 0.1;
        return task("spiral-" + turns, 2, noise - Math.log(2 * noise), (random, x, t) -> {
            double u = random.nextDouble();
            double angle = 2 * Math.PI * turns * u;
            x[0] = (0.2 + u) * Math.cos(angle);
            x[1] = (0.2 + u) * Math.sin(angle);
            t[0] = u + noise * (2 * random.nextDouble() - 1);
            t[1] = random.nextGaussian();
        });
    }

    private static KnownDistribution normal(int d, double nats) {
        return KnownDistribution.pairs("normal-" + d + "-" + nats, d, d, correlation(d, nats));
    }

    private static KnownDistribution task(String id, int d, double nats, Source source) {
        return new KnownDistribution(id, Kind.CONTINUOUS, d, nats, source);
    }
}
