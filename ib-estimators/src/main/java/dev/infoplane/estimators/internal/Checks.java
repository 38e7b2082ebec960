package dev.infoplane.estimators.internal;

import dev.infoplane.estimate.Samples;

/** Refusals, worded alike everywhere. */
public final class Checks {
    private Checks() {}

    /** Refuses a value below the least one allowed. */
    public static void atLeast(String name, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
        }
    }

    /** Refuses a value that is not finite and positive. */
    public static void positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be a positive number, got " + value);
        }
    }

    /** Not standardised, where a setting is in the unit of the values. */
    public static void ownUnit(String side, Samples samples, String setting) {
        if (samples.isStandardised()) {
            throw new IllegalArgumentException(
                    side + " was standardised, so that " + setting + " is in no unit of its values; give " + side
                            + " in its own unit, or choose an estimator without one");
        }
    }

    /** Matched, finite, and enough samples to have k neighbours. */
    public static void neighbours(Samples x, Samples t, int k) {
        Samples.requireMatched(x, t, 1);
        if (k >= x.rows()) {
            throw new IllegalArgumentException("k must be < samples, got k = " + k + ", samples = " + x.rows());
        }
    }
}
