package dev.infoplane.estimators;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.internal.ColumnTransforms;
import dev.infoplane.estimators.internal.NestedSettings;
import dev.infoplane.estimators.internal.RandomChoice;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Mutual information of random low-dimensional projections of both sides, measured by another estimator: the mean over
 * projections (sliced information, Goldfeld and Greenewald 2021; on k dimensions, Goldfeld et al. 2022) or the largest of
 * those drawn (max-sliced, Tsur et al. 2023).
 *
 * <p><b>Not I(X;T)</b>, but never above it, since projecting loses information: a lower bound as far as the inner estimator
 * can be trusted on so few dimensions, and a loose one (where that warns, the result claims to be a point estimate only): the mean shrinks as dimensions grow. For the largest, the projection
 * is chosen on one half of the samples and measured on the other, so that choosing adds no bias. In nats. A side with no
 * more dimensions than asked for is not projected. The standard error joins that of the inner estimator and the spread over
 * projections. Costs as many inner estimates as slices.
 *
 * @param inner measures the projections
 * @param slices how many projections
 * @param dimensions of each side after projecting
 * @param reduction what is made of them
 */
public record Sliced(MiEstimator inner, int slices, int dimensions, Reduction reduction) implements MiEstimator {
    /** What is made of the values of the slices. */
    public enum Reduction {
        /** Their mean. */
        MEAN,
        /** The largest. */
        MAX
    }

    /** Refuses fewer than two slices or one dimension. */
    public Sliced {
        Objects.requireNonNull(inner, "inner");
        Objects.requireNonNull(reduction, "reduction");
        Checks.atLeast("slices", 2, slices);
        Checks.atLeast("dimensions", 1, dimensions);
    }

    /** The mean over so many projections to one dimension. */
    public static Sliced mean(MiEstimator inner, int slices) {
        return new Sliced(inner, slices, 1, Reduction.MEAN);
    }

    /** The largest of so many projections to one dimension. */
    public static Sliced max(MiEstimator inner, int slices) {
        return new Sliced(inner, slices, 1, Reduction.MAX);
    }

    /** This estimator on projections to {@code k} dimensions. */
    public Sliced onDimensions(int k) {
        return new Sliced(inner, slices, k, reduction);
    }

    @Override
    public String id() {
        return reduction == Reduction.MEAN ? "sliced-mean" : "sliced-max";
    }

    /**
     * Those of the inner estimator, and how it is sliced. A setting of the inner estimator whose name is taken here, which is
     * so where it is sliced itself, is told as {@code inner.slices}.
     */
    @Override
    public Map<String, String> settings() {
        Map<String, String> own =
                Map.of("inner", inner.id(), "slices", String.valueOf(slices), "dimensions", String.valueOf(dimensions));
        return NestedSettings.of(own, "inner", inner.settings());
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Samples.requireMatched(x, t, 4);
        SplittableRandom random = new SplittableRandom(seed);
        int n = x.rows();
        int[] order = RandomChoice.shuffled(n, random.split());
        boolean max = reduction == Reduction.MAX;
        int[] choosing = max ? Arrays.copyOf(order, n / 2) : order;
        Samples chooseX = max ? x.select(choosing) : x;
        Samples chooseT = max ? t.select(choosing) : t;
        double[] values = new double[slices];
        Map<String, String> warnings = new TreeMap<>();
        double error = 0;
        double[][] bestX = null;
        double[][] bestT = null;
        double largest = Double.NEGATIVE_INFINITY;
        Estimate any = null;
        for (int s = 0; s < slices; s++) {
            double[][] ofX = directions(x, random);
            double[][] ofT = directions(t, random);
            Estimate slice = slice(project(chooseX, ofX), project(chooseT, ofT), seed, n);
            any = slice;
            values[s] = slice.value().nats();
            slice.warnings().forEach(w -> warnings.putIfAbsent(w.replaceAll("[-0-9.]+", "#"), w));
            error += slice.standardError().orElse(Information.ZERO).nats() / slices;
            if (values[s] > largest) {
                largest = values[s];
                bestX = ofX;
                bestT = ofT;
            }
        }
        if (max) {
            int[] measuring = Arrays.copyOfRange(order, n / 2, n);
            Estimate best =
                    inner.estimate(project(x.select(measuring), bestX), project(t.select(measuring), bestT), seed);
            return result(
                    best,
                    best.value().nats(),
                    best.standardError().orElse(null),
                    best.samples(),
                    new TreeSet<>(best.warnings()));
        }
        double mean = Arrays.stream(values).sum() / slices;
        double spread = 0;
        for (double value : values) {
            spread += (value - mean) * (value - mean) / (slices - 1) / slices;
        }
        return result(
                any, mean, Information.ofNats(Math.sqrt(spread + error * error)), n, new TreeSet<>(warnings.values()));
    }

    private Estimate slice(Samples x, Samples t, long seed, int n) {
        try {
            return inner.estimate(x, t, seed);
        } catch (IllegalArgumentException e) {
            String part = x.rows() < n ? ", made from " + x.rows() + " of " + n + " samples, the others measure" : "";
            throw new IllegalArgumentException("a slice" + part + ": " + e.getMessage(), e);
        }
    }

    /** @param slice an estimate of the inner kind, for its claim and noise */
    private Estimate result(Estimate slice, double nats, Information error, int n, Set<String> warnings) {
        Estimate.Builder result = Estimate.of(
                        Information.ofNats(nats), claim(slice.bound(), warnings.isEmpty()), id(), n)
                .standardError(error)
                .noise(slice.noise())
                .settings(settings());
        warnings.forEach(result::warning);
        return result.build();
    }

    /**
     * Projections hold no more than the whole, but an upper bound on less is no bound, a point estimate that warns may be too
     * high, and what is no information stays none.
     */
    private static BoundKind claim(BoundKind inner, boolean trusted) {
        return switch (inner) {
            case LOWER, EXACT -> BoundKind.LOWER;
            case POINT -> trusted ? BoundKind.LOWER : BoundKind.POINT;
            case UPPER -> BoundKind.POINT;
            case DECODABLE, RELATED -> inner;
        };
    }

    private double[][] directions(Samples side, SplittableRandom random) {
        return side.dimensions() <= dimensions ? null : RandomChoice.directions(dimensions, side.dimensions(), random);
    }

    private static Samples project(Samples side, double[][] directions) {
        if (directions == null) {
            return side;
        }
        float[] rows = ColumnTransforms.rows(side, MarginalTransform.STANDARDISED);
        int d = side.dimensions();
        int k = directions.length;
        float[] projected = new float[side.rows() * k];
        for (int i = 0; i < side.rows(); i++) {
            for (int a = 0; a < k; a++) {
                double sum = 0;
                for (int j = 0; j < d; j++) {
                    sum += directions[a][j] * rows[i * d + j];
                }
                projected[i * k + a] = (float) sum;
            }
        }
        return Samples.of(projected, k);
    }
}
