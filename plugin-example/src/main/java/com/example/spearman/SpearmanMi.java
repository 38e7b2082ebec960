package com.example.spearman;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Mutual information of two numbers from their rank correlation, as if they were normal: -½ ln(1 - r²) with r = 2 sin(πρ/6),
 * ρ being Spearman's. A point estimate in nats.
 *
 * @param scale the factor before the sine, 2 for normal variables
 */
public record SpearmanMi(double scale) implements MiEstimator {
    /** Refuses a scale outside (0, 2]. */
    public SpearmanMi {
        if (!(scale > 0 && scale <= 2)) {
            throw new IllegalArgumentException("scale must be above 0 and at most 2, got " + scale);
        }
    }

    @Override
    public String id() {
        return "spearman";
    }

    @Override
    public Map<String, String> settings() {
        return RecordSettings.describe(this);
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Samples.requireMatched(x, t, 3);
        if (x.dimensions() > 1 || t.dimensions() > 1) {
            throw new IllegalArgumentException("one value a row is needed, got " + x + " and " + t);
        }
        int n = x.rows();
        double rho = correlation(ranks(x), ranks(t));
        double r = scale * Math.sin(Math.PI * rho / 6);
        double nats = -0.5 * Math.log(1 - r * r);
        return Estimate.of(Information.ofNats(nats), BoundKind.POINT, id(), n)
                .standardError(Information.ofNats(Math.abs(r) / Math.sqrt(n)))
                .settings(settings())
                .build();
    }

    /** Ranks from 0; equal values share the mean of their places. */
    private static double[] ranks(Samples samples) {
        int[] order = IntStream.range(0, samples.rows())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> samples.get(i, 0)))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[order.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && samples.get(order[to], 0) == samples.get(order[from], 0)) {
                to++;
            }
            for (int place = from; place < to; place++) {
                ranks[order[place]] = (from + to - 1) / 2.0;
            }
        }
        return ranks;
    }

    /** 0 if one side is constant. */
    private static double correlation(double[] a, double[] b) {
        double mean = (a.length - 1) / 2.0;
        double both = 0;
        double ofA = 0;
        double ofB = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - mean) * (b[i] - mean);
            ofA += (a[i] - mean) * (a[i] - mean);
            ofB += (b[i] - mean) * (b[i] - mean);
        }
        return ofA == 0 || ofB == 0 ? 0 : both / Math.sqrt(ofA * ofB);
    }
}
