package dev.infoplane.estimators.internal;

/**
 * The exponential function of many non-positive numbers at once, in loops without branches that the compiler of the JVM turns into
 * vector instructions: exp(-e) = exp(-e / 256)^256, the inner one by its series.
 */
final class NegativeExp {
    /** Larger exponents count as this one, of which exp(-e) is less than 1e-27. */
    static final double LARGEST = 62;

    private static final double PART = -1.0 / 256;
    private static final double C8 = 1.0 / 40320;
    private static final double C7 = 1.0 / 5040;
    private static final double C6 = 1.0 / 720;
    private static final double C5 = 1.0 / 120;
    private static final double C4 = 1.0 / 24;
    private static final double C3 = 1.0 / 6;

    private NegativeExp() {}

    /** Replaces numbers between 0 and {@link #LARGEST}, from a place on, by exp(-e), to a relative error of about 1e-9. */
    static void replace(double[] values, int from) {
        for (int i = from; i < values.length; i++) {
            double y = values[i] * PART;
            double p = Math.fma(y, C8, C7);
            p = Math.fma(p, y, C6);
            p = Math.fma(p, y, C5);
            p = Math.fma(p, y, C4);
            p = Math.fma(p, y, C3);
            p = Math.fma(p, y, 0.5);
            p = Math.fma(p, y, 1);
            p = Math.fma(p, y, 1);
            p = p * p;
            p = p * p;
            p = p * p;
            p = p * p;
            p = p * p;
            p = p * p;
            p = p * p;
            values[i] = p * p;
        }
    }
}
