package dev.infoplane.models.decoder.internal.sampling;

/** The non-linear functions of a PixelCNN++ on the heap, exact to a few units in the last place of a float. */
final class HeapMath {
    private static final float LOG2_E = 1.442695f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    /** Below this, e^x is not a normal float. */
    private static final float LEAST = -87;

    private HeapMath() {}

    /** elu([x, −x]) of {@code count} values from {@code at} on. */
    static void concatElu(float[] x, int at, int count, float[] y) {
        for (int i = 0; i < count; i++) {
            float v = x[at + i];
            float below = exp(-Math.abs(v)) - 1;
            y[i] = v > 0 ? v : below;
            y[count + i] = v > 0 ? below : -v;
        }
    }

    /** elu(x) of {@code count} values from {@code at} on. */
    static void elu(float[] x, int at, int count, float[] y) {
        for (int i = 0; i < count; i++) {
            float v = x[at + i];
            y[i] = v > 0 ? v : exp(v) - 1;
        }
    }

    static float sigmoid(float v) {
        float e = exp(-Math.abs(v));
        return (v > 0 ? 1 : e) / (1 + e);
    }

    /** e^x for x ≤ 0, as 2^n · e^r with |r| at most half the logarithm of 2 and a polynomial for the latter. */
    static float exp(float x) {
        if (x < LEAST) {
            return 0;
        }
        int n = (int) (x * LOG2_E - 0.5f);
        float r = x - n * LN2_HIGH - n * LN2_LOW;
        float series = 1 / 5040f;
        series = series * r + 1 / 720f;
        series = series * r + 1 / 120f;
        series = series * r + 1 / 24f;
        series = series * r + 1 / 6f;
        series = series * r + 0.5f;
        return (series * r * r + r + 1) * Float.intBitsToFloat(n + 127 << 23);
    }
}
