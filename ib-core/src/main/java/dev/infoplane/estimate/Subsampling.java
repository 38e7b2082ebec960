package dev.infoplane.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures parts of the samples, to see how an estimate depends on their number. The rows are split at random into halves,
 * quarters and so on, several times. Each size costs as much as {@code splits} estimates of all rows if time is
 * linear in rows, and less otherwise.
 *
 * @param halvings how often the samples are halved
 * @param splits how many random splits each size is measured in
 */
public record Subsampling(int halvings, int splits) {
    /** Refuses fewer than one halving and fewer than two splits, which have no spread. */
    public Subsampling {
        if (halvings < 1) {
            throw new IllegalArgumentException("halvings must be at least 1, got " + halvings);
        }
        if (splits < 2) {
            throw new IllegalArgumentException("splits must be at least 2, got " + splits);
        }
    }

    /** An eighth, a quarter, half and all of the samples, in four splits. */
    public static Subsampling standard() {
        return new Subsampling(3, 4);
    }

    /**
     * The curve of an estimator on these samples. Same samples and seed, same bits.
     *
     * @throws IllegalArgumentException if the estimator refuses the samples or a part of them, saying which
     */
    public SampleSizeCurve curve(MiEstimator estimator, Samples x, Samples t, long seed) {
        Samples.requireMatched(x, t, 2 << halvings);
        int n = x.rows();
        Estimate all = estimator.estimate(x, t, seed);
        List<SampleSizeCurve.Point> points = new ArrayList<>();
        points.add(new SampleSizeCurve.Point(n, all.value(), Information.ZERO));
        for (int h = 1; h <= halvings; h++) {
            double[] means = new double[splits];
            for (int s = 0; s < splits; s++) {
                int[] order = SeededShuffle.order(n, seed, s);
                means[s] = ofParts(estimator, x, t, seed, order, n >> h);
            }
            double mean = Arrays.stream(means).average().orElseThrow();
            double squares =
                    Arrays.stream(means).map(v -> (v - mean) * (v - mean)).sum();
            points.add(
                    0,
                    new SampleSizeCurve.Point(
                            n >> h,
                            Information.ofNats(mean),
                            Information.ofNats(Double.isFinite(mean) ? Math.sqrt(squares / (splits - 1)) : 0)));
        }
        return new SampleSizeCurve(points, all);
    }

    /** The mean value over the parts of so many rows that an order of rows is cut into. */
    private static double ofParts(MiEstimator estimator, Samples x, Samples t, long seed, int[] order, int size) {
        int parts = order.length / size;
        double sum = 0;
        for (int part = 0; part < parts; part++) {
            int[] rows = Arrays.copyOfRange(order, part * size, (part + 1) * size);
            try {
                sum += estimator
                        .estimate(x.select(rows), t.select(rows), seed)
                        .value()
                        .nats();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        estimator.id() + " refused a part of " + size + " of " + order.length + " rows, so choose fewer"
                                + " halvings: " + e.getMessage(),
                        e);
            }
        }
        return sum / parts;
    }
}
