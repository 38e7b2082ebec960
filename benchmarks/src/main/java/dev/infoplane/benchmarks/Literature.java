package dev.infoplane.benchmarks;

import dev.infoplane.benchmarks.KnownDistribution.Kind;
import dev.infoplane.benchmarks.KnownDistribution.Law;
import dev.infoplane.estimators.Ksg;
import dev.infoplane.estimators.MarginalTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Normals that share 5 or 10 nats, and KSG on them in the settings that published marks may have been made with. */
final class Literature {
    /** Begins the names of settings that only repeat the literature. */
    static final String AS_THEY_ARE = "ksg1 as they are";

    static final int SAMPLES = 10_000;
    static final double[] TRUTHS = {5, 10};

    private Literature() {}

    /** d pairs of coordinates that share the information equally. */
    static KnownDistribution equal(int d, double nats) {
        String id = String.format(Locale.ROOT, "pairs-%d-%.0fnats", d, nats);
        return KnownDistribution.pairs(id, d, d, Math.sqrt(1 - Math.exp(-2 * nats / d)));
    }

    /** d pairs that share it at random (uniform on the simplex, new for each seed), each side then turned at random. */
    static KnownDistribution random(int d, double nats) {
        String id = String.format(Locale.ROOT, "turned-%d-%.0fnats", d, nats);
        return new KnownDistribution(id, Kind.CONTINUOUS, d, nats, (Law) drawn -> {
            double[] shares = drawn.doubles(d).map(u -> -Math.log(1 - u)).toArray();
            double sum = 0;
            for (double share : shares) {
                sum += share;
            }
            double[] rho = new double[d];
            for (int j = 0; j < d; j++) {
                rho[j] = Math.sqrt(1 - Math.exp(-2 * nats * shares[j] / sum));
            }
            double[][] ofX = turn(d, drawn);
            double[][] ofT = turn(d, drawn);
            return (random, x, t) -> {
                double[] a = new double[d];
                double[] b = new double[d];
                for (int j = 0; j < d; j++) {
                    a[j] = random.nextGaussian();
                    b[j] = rho[j] * a[j] + Math.sqrt(1 - rho[j] * rho[j]) * random.nextGaussian();
                }
                for (int j = 0; j < d; j++) {
                    for (int l = 0; l < d; l++) {
                        x[j] += ofX[j][l] * a[l];
                        t[j] += ofT[j][l] * b[l];
                    }
                }
            };
        });
    }

    /** A random rotation: orthonormal rows from normal ones. */
    private static double[][] turn(int d, Random random) {
        double[][] rows = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                rows[i][j] = random.nextGaussian();
            }
            for (int before = 0; before < i; before++) {
                double along = dot(rows[i], rows[before]);
                for (int j = 0; j < d; j++) {
                    rows[i][j] -= along * rows[before][j];
                }
            }
            double length = Math.sqrt(dot(rows[i], rows[i]));
            for (int j = 0; j < d; j++) {
                rows[i][j] /= length;
            }
        }
        return rows;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /** All tasks of the settings table. */
    static List<KnownDistribution> tasks() {
        List<KnownDistribution> tasks = new ArrayList<>();
        for (int d : new int[] {1, 2, 3, 4, 5, 6, 8}) {
            for (double nats : TRUTHS) {
                tasks.add(equal(d, nats));
                if (d > 1) {
                    tasks.add(random(d, nats));
                }
            }
        }
        return tasks;
    }

    /** KSG 1 on columns as they are, for several k. */
    static List<Candidate> settings(int threads) {
        List<Candidate> settings = new ArrayList<>();
        for (int k : new int[] {1, 3, 5, 10}) {
            Ksg ksg = new Ksg(Ksg.Variant.ONE, k, MarginalTransform.AS_THEY_ARE, threads);
            settings.add(new Candidate(AS_THEY_ARE + ", k = " + k, ksg));
        }
        return settings;
    }
}
