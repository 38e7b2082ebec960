package dev.infoplane.estimators;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;

/** Nearest-neighbour estimates as means of one local term a sample. */
final class LocalTerms {
    /**
     * By how much the standard deviation over repeated samples exceeds that of the mean of independent terms; between 1.1
     * and 1.25 for Gaussian pairs of 1 to 3 dimensions a side at n = 4000.
     */
    private static final double DEPENDENCE = 1.2;

    private LocalTerms() {}

    /** The mean of the terms, which is the estimate. */
    static double mean(double[] local) {
        return Estimate.ofPointwise(local, BoundKind.POINT, "mean")
                .build()
                .value()
                .nats();
    }

    /** A point estimate whose standard error allows for the dependence between the terms of neighbours. */
    static Estimate.Builder estimate(double[] local, String id) {
        Estimate plain = Estimate.ofPointwise(local, BoundKind.POINT, id).build();
        Information error = plain.standardError().orElseThrow().times(DEPENDENCE);
        return Estimate.of(plain.value(), BoundKind.POINT, id, local.length)
                .pointwiseNats(local)
                .standardError(error);
    }
}
