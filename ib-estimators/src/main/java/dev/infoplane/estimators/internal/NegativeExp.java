package dev.infoplane.estimators.internal;

/**
 * The exponential function of many non-positive numbers at once, in a loop without branches that the compiler of the JVM turns into
 * vector instructions: exp(-e) = exp(-e / 32)^32, the inner one by the polynomial of degree 8 that is nearest to it.
 */
final class NegativeExp {
    /** Larger exponents count as this one, of which exp(-e) is less than 1e-26. */
    static final float LARGEST = 62;

    private static final float PART = 1f / 32;

    /** Coefficients for 0 to 62/32, off by at most 1e-8 of the value; exp(0) is 1. */
    private static final float C8 = 9.2750670e-6f;

    private static final float C7 = -1.4939730e-4f;
    private static final float C6 = 1.2970861e-3f;
    private static final float C5 = -8.2286689e-3f;
    private static final float C4 = 4.1594874e-2f;
    private static final float C3 = -1.6663867e-1f;
    private static final float C2 = 4.9999458e-1f;
    private static final float C1 = -9.9999964e-1f;

    private NegativeExp() {}

    /**
     * From a place on, exp(-e) of numbers e of at least 0, to a relative error of about 1e-6 where e is below 12, and of 1e-5 beyond.
     */
    static void of(float[] exponents, float[] terms, int from) {
        for (int i = from; i < terms.length; i++) {
            float y = Math.min(LARGEST, exponents[i]) * PART;
            float p = Math.fma(y, C8, C7);
            p = Math.fma(p, y, C6);
            p = Math.fma(p, y, C5);
            p = Math.fma(p, y, C4);
            p = Math.fma(p, y, C3);
            p = Math.fma(p, y, C2);
            p = Math.fma(p, y, C1);
            p = Math.fma(p, y, 1);
            p = p * p;
            p = p * p;
            p = p * p;
            p = p * p;
            terms[i] = p * p;
        }
    }
}
