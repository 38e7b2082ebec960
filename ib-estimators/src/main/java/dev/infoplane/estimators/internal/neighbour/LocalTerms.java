package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;

/** Nearest-neighbour estimates as means of one local term a sample. {@link BiasCheck} makes results of them. */
public final class LocalTerms {
    /** By how much the standard deviation over repeated samples exceeds that of the mean of independent terms, at least. */
    private static final double DEPENDENCE = 1.2;

    private LocalTerms() {}

    /** The mean of the terms, which is the estimate. */
    public static double mean(double[] local) {
        return independent(local).value().nats();
    }

    /** A sampling error of the mean that allows for some dependence between the terms of neighbours. */
    public static double error(double[] local) {
        return DEPENDENCE * independent(local).standardError().orElseThrow().nats();
    }

    /** The mean, with the standard error that it has if terms are independent. */
    static Estimate independent(double[] local) {
        return Estimate.ofPointwise(local, BoundKind.POINT, "mean").build();
    }
}
