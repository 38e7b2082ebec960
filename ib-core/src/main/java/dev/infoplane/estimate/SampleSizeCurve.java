package dev.infoplane.estimate;

import java.util.List;
import java.util.Objects;

/**
 * How an estimate changes with the number of samples: whether more of them would still move it. Made by {@link Subsampling}.
 *
 * <p>An estimate from half of the samples differs from that of all by bias and by chance. The mean over the two halves of a
 * split has to first order the chance of the whole, so that their difference shows the bias that a doubling removes. Bias
 * that falls like 1/n has as much again left, slower bias more. A curve that has settled proves nothing about bias that does
 * not depend on n in this range: an estimator at its ceiling, or one that is blind to the dependence, stands still too.
 *
 * @param points from the smallest number of samples to all of them, at least two
 * @param estimate of all samples
 */
public record SampleSizeCurve(List<Point> points, Estimate estimate) {
    /** The smallest change that counts, in nats, and as a share of the value. */
    private static final double NATS = 0.01;

    private static final double SHARE = 0.02;

    private static final double ERRORS = 2;

    /**
     * The mean value at one size.
     *
     * @param samples how many rows each part had
     * @param mean of the values of all parts
     * @param spread the standard deviation, over splits, of the mean over the parts of a split; zero for all samples
     */
    public record Point(int samples, Information mean, Information spread) {
        /** Refuses fewer than one sample and a negative spread. */
        public Point {
            Objects.requireNonNull(mean, "mean");
            if (samples < 1 || spread.nats() < 0) {
                throw new IllegalArgumentException(
                        "a point needs at least 1 sample and no negative spread, got " + samples + " and " + spread);
            }
        }
    }

    /** Where the estimate goes as samples are added. */
    public enum Trend {
        /** It still rises. */
        RISING,
        /** It still falls. */
        FALLING,
        /** The last doubling changed it by less than 0.01 nats or 2 %, as far as chance lets one see. */
        SETTLED,
        /** It changes by chance more than that. */
        UNCLEAR
    }

    /** Takes a copy of the points; refuses fewer than two, and sizes that do not increase. */
    public SampleSizeCurve {
        points = List.copyOf(points);
        Objects.requireNonNull(estimate, "estimate");
        if (points.size() < 2) {
            throw new IllegalArgumentException("a curve needs at least 2 sizes, got " + points.size());
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).samples() <= points.get(i - 1).samples()) {
                throw new IllegalArgumentException("sizes must increase, got "
                        + points.get(i - 1).samples() + " then " + points.get(i).samples());
            }
        }
    }

    /** By how much the value of all samples exceeds that of halves. */
    public Information lastDoubling() {
        return estimate.value().minus(halves().mean());
    }

    /** Whether, and where, the estimate still moves. */
    public Trend trend() {
        double moved = lastDoubling().nats();
        double chance = ERRORS * halves().spread().nats();
        double small = Math.max(NATS, SHARE * Math.abs(estimate.value().nats()));
        if (Math.abs(moved) > Math.max(chance, small)) {
            return moved > 0 ? Trend.RISING : Trend.FALLING;
        }
        return Math.max(Math.abs(moved), chance) <= small ? Trend.SETTLED : Trend.UNCLEAR;
    }

    private Point halves() {
        return points.get(points.size() - 2);
    }
}
