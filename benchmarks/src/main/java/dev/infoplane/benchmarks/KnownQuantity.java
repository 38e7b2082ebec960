package dev.infoplane.benchmarks;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.Discrete;
import dev.infoplane.estimators.EntropyCorrection;
import dev.infoplane.estimators.GaussianMi;
import dev.infoplane.estimators.Ksg;
import dev.infoplane.estimators.LabelKnn;
import dev.infoplane.estimators.MixedKsg;
import dev.infoplane.estimators.multivariate.ConditionalMi;
import dev.infoplane.estimators.multivariate.DiscreteEntropy;
import dev.infoplane.estimators.multivariate.GaussianDependence;
import dev.infoplane.estimators.multivariate.KsgTotalCorrelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A quantity of known value other than the mutual information of {@link KnownDistribution}, and one way to estimate it.
 *
 * @param quantity what is estimated
 * @param task from what
 * @param method by what
 * @param nats the truth
 * @param rows how many samples
 * @param estimate draws them from a seed and measures
 */
record KnownQuantity(
        String quantity,
        String task,
        String method,
        double nats,
        int rows,
        BiFunction<Random, Integer, Estimate> estimate) {

    /** All of them. */
    static List<KnownQuantity> all() {
        List<KnownQuantity> all = new ArrayList<>();
        for (int d : new int[] {1, 3}) {
            conditional(all, d);
        }
        withinLabels(all);
        entropies(all);
        for (int n : new int[] {500, 2000}) {
            dependence(all, 3, 0.5, n);
            dependence(all, 5, 0.3, n);
        }
        exclusiveOr(all);
        intervals(all);
        return all;
    }

    private static float[] normals(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** In each of d columns x = a g + noise and t = b g + c x + noise, where g is normal and given. */
    private static Estimate chain(
            ConditionalMi estimator, Random random, int n, int d, double a, double b, double c, double noise) {
        float[] g = normals(random, n * d);
        float[] x = normals(random, n * d);
        float[] t = normals(random, n * d);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (a * g[i] + noise * x[i]);
            t[i] = (float) (b * g[i] + c * x[i] + noise * t[i]);
        }
        return estimator.estimate(Samples.of(x, d), Samples.of(t, d), Samples.of(g, d), random.nextLong());
    }

    private static void conditional(List<KnownQuantity> all, int d) {
        for (ConditionalMi way : List.of(ConditionalMi.ksg(), ConditionalMi.gaussian())) {
            for (int n : new int[] {1000, 5000}) {
                all.add(of(
                        way, "common cause, noise 0.5, d = " + d, 0, n, (r, m) -> chain(way, r, m, d, 1, 1, 0, 0.5)));
                all.add(of(way, "common cause, noise 1, d = " + d, 0, n, (r, m) -> chain(way, r, m, d, 1, 0.8, 0, 1)));
                all.add(of(
                        way,
                        "cause and direct path, d = " + d,
                        d * 0.5 * Math.log(2),
                        n,
                        (r, m) -> chain(way, r, m, d, 1, 1, 1, 1)));
            }
        }
    }

    private static KnownQuantity of(
            ConditionalMi way, String task, double nats, int n, BiFunction<Random, Integer, Estimate> estimate) {
        return new KnownQuantity("I(X;T given G)", task, way.id(), nats, n, estimate);
    }

    /** Four labels that move both sides, and a correlation of 0.8 within each. */
    private static void withinLabels(List<KnownQuantity> all) {
        for (MiEstimator inner : List.of(Ksg.one(), GaussianMi.plain())) {
            ConditionalMi way = ConditionalMi.within(inner);
            all.add(of(way, "four labels, correlation 0.8 within", -0.5 * Math.log(1 - 0.64), 2000, (r, n) -> {
                int[] label = r.ints(n, 0, 4).toArray();
                float[] x = normals(r, n);
                float[] t = normals(r, n);
                for (int i = 0; i < n; i++) {
                    t[i] = (float) (0.8 * x[i] + 0.6 * t[i] - 3 * label[i]);
                    x[i] += 5 * label[i];
                }
                return way.estimate(Samples.of(x), Samples.of(t), Samples.ofLabels(label), r.nextLong());
            }));
        }
    }

    private static void entropies(List<KnownQuantity> all) {
        double[] even = DoubleStream.generate(() -> 1.0).limit(50).toArray();
        double[] zipf = IntStream.rangeClosed(1, 200).mapToDouble(k -> 1.0 / k).toArray();
        double[] geometric =
                IntStream.range(0, 60).mapToDouble(k -> Math.pow(0.7, k)).toArray();
        for (EntropyCorrection correction : EntropyCorrection.values()) {
            for (int n : new int[] {100, 1000}) {
                entropy(all, "50 even symbols", even, correction, n);
                entropy(all, "200 symbols, Zipf", zipf, correction, n);
                entropy(all, "geometric, 0.7", geometric, correction, n);
            }
        }
    }

    private static void entropy(
            List<KnownQuantity> all, String task, double[] weights, EntropyCorrection correction, int n) {
        double sum = DoubleStream.of(weights).sum();
        double nats =
                DoubleStream.of(weights).map(w -> -w / sum * Math.log(w / sum)).sum();
        all.add(new KnownQuantity("H(X)", task, "discrete " + correction, nats, n, (r, rows) -> {
            int[] symbols = new int[rows];
            for (int i = 0; i < rows; i++) {
                double left = r.nextDouble() * sum;
                while (symbols[i] < weights.length - 1 && left >= weights[symbols[i]]) {
                    left -= weights[symbols[i]++];
                }
            }
            return new DiscreteEntropy(correction).entropy(Samples.ofLabels(symbols));
        }));
    }

    /** Total correlation of m normal variables, each pair correlated by rho. */
    private static double equalCorrelation(int m, double rho) {
        return -0.5 * (Math.log(1 + (m - 1) * rho) + (m - 1) * Math.log(1 - rho));
    }

    private static Samples[] alike(Random r, int n, int m, double rho) {
        float[] common = normals(r, n);
        Samples[] variables = new Samples[m];
        for (int j = 0; j < m; j++) {
            float[] own = normals(r, n);
            for (int i = 0; i < n; i++) {
                own[i] = (float) (Math.sqrt(rho) * common[i] + Math.sqrt(1 - rho) * own[i]);
            }
            variables[j] = Samples.of(own);
        }
        return variables;
    }

    private static void dependence(List<KnownQuantity> all, int m, double rho, int n) {
        String task = m + " normals, correlation " + rho;
        double total = equalCorrelation(m, rho);
        // (m - 2) TC(all) minus the sum of the TC of all but one, and so the O-information
        double o = m * equalCorrelation(m - 1, rho) - (m - 2) * total;
        all.add(new KnownQuantity(
                "total correlation",
                task,
                "gaussian",
                total,
                n,
                (r, rows) -> GaussianDependence.plain().totalCorrelation(alike(r, rows, m, rho))));
        all.add(new KnownQuantity(
                "total correlation",
                task,
                "ksg",
                total,
                n,
                (r, rows) -> KsgTotalCorrelation.standard().totalCorrelation(alike(r, rows, m, rho))));
        all.add(new KnownQuantity(
                "O-information",
                task,
                "gaussian",
                o,
                n,
                (r, rows) -> GaussianDependence.plain().oInformation(alike(r, rows, m, rho))));
    }

    /** Two fair bits and their exclusive or, flipped with probability 0.1. */
    private static void exclusiveOr(List<KnownQuantity> all) {
        double left = Math.log(2) + 0.1 * Math.log(0.1) + 0.9 * Math.log(0.9);
        String task = "exclusive or, 10 % flipped";
        for (int n : new int[] {200, 2000}) {
            all.add(new KnownQuantity(
                    "total correlation",
                    task,
                    "discrete",
                    left,
                    n,
                    (r, rows) -> DiscreteEntropy.standard().totalCorrelation(bits(r, rows))));
            all.add(new KnownQuantity(
                    "O-information",
                    task,
                    "discrete",
                    -left,
                    n,
                    (r, rows) -> DiscreteEntropy.standard().oInformation(bits(r, rows))));
            all.add(new KnownQuantity(
                    "I(X;T given G)", task, ConditionalMi.discrete().id(), left, n, (r, rows) -> {
                        Samples[] bits = bits(r, rows);
                        return ConditionalMi.discrete().estimate(bits[0], bits[2], bits[1], r.nextLong());
                    }));
        }
    }

    private static Samples[] bits(Random r, int n) {
        int[] a = r.ints(n, 0, 2).toArray();
        int[] b = r.ints(n, 0, 2).toArray();
        int[] c = new int[n];
        for (int i = 0; i < n; i++) {
            c[i] = a[i] ^ b[i] ^ (r.nextDouble() < 0.1 ? 1 : 0);
        }
        return new Samples[] {Samples.ofLabels(a), Samples.ofLabels(b), Samples.ofLabels(c)};
    }

    /** Mutual information whose intervals are counted. */
    private static void intervals(List<KnownQuantity> all) {
        for (double rho : new double[] {0, 0.6, 0.9}) {
            double nats = -0.5 * Math.log(1 - rho * rho);
            for (MiEstimator estimator : List.of(
                    GaussianMi.plain(),
                    GaussianMi.plain().ofCopula(),
                    Ksg.one().withThreads(1),
                    Ksg.two().withThreads(1))) {
                all.add(new KnownQuantity(
                        "I(X;T)", "normals, correlation " + rho, estimator.id(), nats, 500, (r, n) -> {
                            Samples[] pair = pair(r, n, rho);
                            return estimator.estimate(pair[0], pair[1], r.nextLong());
                        }));
            }
        }
        double flipped = 0.2;
        double channel = Math.log(4) + 0.8 * Math.log(0.8) + flipped * Math.log(flipped / 3);
        all.add(new KnownQuantity("I(X;T)", "4 symbols, 20 % in error", "discrete", channel, 500, (r, n) -> {
            int[] sent = r.ints(n, 0, 4).toArray();
            int[] got = IntStream.of(sent)
                    .map(s -> r.nextDouble() < flipped ? (s + 1 + r.nextInt(3)) % 4 : s)
                    .toArray();
            return new Discrete(EntropyCorrection.GRASSBERGER)
                    .estimate(Samples.ofLabels(sent), Samples.ofLabels(got), 0);
        }));
        for (MiEstimator estimator : List.of(LabelKnn.standard(), MixedKsg.standard())) {
            // labels 0 and 1, uniform on [0, 1) and [0.5, 1.5): half of each is shared
            all.add(new KnownQuantity(
                    "I(X;T)", "2 labels, half overlapping uniforms", estimator.id(), 0.5 * Math.log(2), 500, (r, n) -> {
                        int[] label = r.ints(n, 0, 2).toArray();
                        float[] t = new float[n];
                        for (int i = 0; i < n; i++) {
                            t[i] = (float) (r.nextDouble() + 0.5 * label[i]);
                        }
                        return estimator.estimate(Samples.ofLabels(label), Samples.of(t), r.nextLong());
                    }));
        }
    }

    /** Two normal variables. */
    static Samples[] pair(Random r, int n, double rho) {
        float[] x = normals(r, n);
        float[] t = normals(r, n);
        for (int i = 0; i < n; i++) {
            t[i] = (float) (rho * x[i] + Math.sqrt(1 - rho * rho) * t[i]);
        }
        return new Samples[] {Samples.of(x), Samples.of(t)};
    }
}
