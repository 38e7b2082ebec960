package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimators.internal.Doubt;
import java.util.List;

/** Nearest-neighbour estimates as means of one local term a sample. */
public final class LocalTerms {
    /**
     * By how much the standard deviation over repeated samples exceeds that of the mean of independent terms; between 1.1
     * and 1.25 for Gaussian pairs of 1 to 3 dimensions a side at n = 4000.
     */
    private static final double DEPENDENCE = 1.2;

    private LocalTerms() {}

    /** The mean of the terms, which is the estimate. */
    public static double mean(double[] local) {
        return Estimate.ofPointwise(local, BoundKind.POINT, "mean")
                .build()
                .value()
                .nats();
    }

    /** The sampling error of the mean, which allows for the dependence between the terms of neighbours. */
    public static double error(double[] local) {
        return Estimate.ofPointwise(local, BoundKind.POINT, "mean")
                .build()
                .standardError()
                .map(error -> DEPENDENCE * error.nats())
                .orElseThrow();
    }

    /** A point estimate without doubts. */
    public static Estimate.Builder estimate(double[] local, String id) {
        return estimate(local, id, List.of());
    }

    /**
     * A point estimate whose standard error holds the sampling error and, in quadrature, the largest of the doubts, whose
     * warnings it carries.
     */
    public static Estimate.Builder estimate(double[] local, String id, List<Doubt> doubts) {
        double bias = doubts.stream().mapToDouble(Doubt::nats).max().orElse(0);
        Estimate.Builder result = Estimate.ofPointwise(local, BoundKind.POINT, id)
                .standardError(Information.ofNats(Math.hypot(error(local), bias)));
        doubts.forEach(doubt -> doubt.warning().ifPresent(result::warning));
        return result;
    }
}
