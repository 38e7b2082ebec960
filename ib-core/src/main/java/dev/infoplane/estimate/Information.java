package dev.infoplane.estimate;

import java.util.Locale;

/**
 * An amount of information. Kept in nats; read it in the unit you want.
 *
 * @param nats the amount in natural units; may be negative (estimates can be) or infinite, never NaN
 */
public record Information(double nats) implements Comparable<Information> {
    /** No information. */
    public static final Information ZERO = new Information(0);

    private static final double LN2 = Math.log(2);

    /** Refuses NaN. */
    public Information {
        if (Double.isNaN(nats)) {
            throw new IllegalArgumentException("an amount of information must be a number, got NaN");
        }
    }

    /** An amount given in nats. */
    public static Information ofNats(double nats) {
        return new Information(nats);
    }

    /** An amount given in bits. */
    public static Information ofBits(double bits) {
        return new Information(bits * LN2);
    }

    /** The entropy of a uniform choice among {@code outcomes} values: ln(outcomes) nats. */
    public static Information ofUniformChoice(int outcomes) {
        if (outcomes < 1) {
            throw new IllegalArgumentException("outcomes must be at least 1, got " + outcomes);
        }
        return new Information(Math.log(outcomes));
    }

    /** This amount in bits. */
    public double bits() {
        return nats / LN2;
    }

    /** This amount in bits, shared among {@code dimensions} sub-pixels or coordinates. */
    public double bitsPerDimension(int dimensions) {
        if (dimensions < 1) {
            throw new IllegalArgumentException("dimensions must be at least 1, got " + dimensions);
        }
        return bits() / dimensions;
    }

    /** The sum of two amounts. */
    public Information plus(Information other) {
        return new Information(nats + other.nats);
    }

    /** This amount minus the other. */
    public Information minus(Information other) {
        return new Information(nats - other.nats);
    }

    /** This amount times a factor. */
    public Information times(double factor) {
        return new Information(nats * factor);
    }

    @Override
    public int compareTo(Information other) {
        return Double.compare(nats, other.nats);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4g nats (%.4g bits)", nats, bits());
    }
}
