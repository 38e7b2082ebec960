package com.example.spearman;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import java.util.Comparator;
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
    public Estimate estimate(Samples x, Samples t, long seed) {
        Samples.requireMatched(x, t, 3);
        if (x.dimensions() > 1 || t.dimensions() > 1) {
            throw new IllegalArgumentException("one value a row is needed, got " + x + " and " + t);
        }
        int n = x.rows();
        int[] a = ranks(x);
        int[] b = ranks(t);
        double squares = IntStream.range(0, n)
                .mapToDouble(i -> Math.pow(a[i] - b[i], 2))
                .sum();
        double rho = 1 - 6 * squares / (n * (Math.pow(n, 2) - 1));
        double r = scale * Math.sin(Math.PI * rho / 6);
        double nats = -0.5 * Math.log(1 - r * r);
        return Estimate.of(Information.ofNats(nats), BoundKind.POINT, id(), n)
                .standardError(Information.ofNats(Math.abs(r) / Math.sqrt(n)))
                .settings(RecordSettings.describe(this))
                .build();
    }

    private static int[] ranks(Samples samples) {
        int[] order = IntStream.range(0, samples.rows())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> samples.get(i, 0)))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
        return ranks;
    }
}
