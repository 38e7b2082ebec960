package dev.infoplane.estimate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * By how much four times as many training steps would still change an estimate that rests on a learned density: a forecast with an
 * interval that is meant to hold nine times out of ten.
 *
 * <p>The forecast extrapolates the values that smaller budgets had, {@link LearningCurve#annealed}. If the last doubling of
 * the steps gained d and the one before d′, the next two doublings are expected to gain d·(r + r²), where r is d/d′, kept
 * within {@value #QUICKEST_FALL} and 1, and 1 if d′ was no gain. They may bring anything from {@value #LEAST} times d to {@value #MOST} times the size of d;
 * or up to d·(r + r²) with r as it is, up to {@value #QUICKEST_RISE}, where gains still grow. What is anyway random is a thousandth of
 * the cross-entropy, at least {@value #LEAST_RANDOM} nats, and two standard errors of d. Where the weights of half the steps were kept,
 * since more steps learned by heart, the end of another training is less certain: {@value #SHARE_WHERE_KEPT} of the cross-entropy, at least
 * {@value #LEAST_WHERE_KEPT} nats. These factors were calibrated on known sources and on layers of networks.
 *
 * @param expected the forecast; negative if the estimate is expected to fall, which a difference of two densities can
 * @param low lower end of the interval, at most {@code expected}
 * @param high upper end of the interval, at least {@code expected}
 */
public record ConvergenceGap(Information expected, Information low, Information high) {
    /** The gap of a result that needs no training. */
    public static final ConvergenceGap NONE = new ConvergenceGap(Information.ZERO, Information.ZERO, Information.ZERO);

    private static final double QUICKEST_FALL = 0.4;
    private static final double LEAST = 0.02;
    private static final double MOST = 3;
    private static final double MOST_OF_DIFFERENCE = 2.5;
    private static final double QUICKEST_RISE = 4;
    private static final double SHARE_OF_CROSS_ENTROPY = 1e-3;
    private static final double LEAST_RANDOM = 0.002;
    private static final double SHARE_WHERE_KEPT = 6e-3;
    private static final double LEAST_WHERE_KEPT = 0.05;
    private static final double STANDARD_ERRORS = 2;
    private static final double INDEPENDENT_SHARE = 0.5;
    private static final int FEWEST_STEPS = 100;

    /** Refuses an interval that does not hold what is expected. */
    public ConvergenceGap {
        Objects.requireNonNull(expected, "expected");
        if (low.compareTo(expected) > 0 || high.compareTo(expected) < 0) {
            throw new IllegalArgumentException("the interval of a convergence gap must hold what is expected, got "
                    + expected + " outside " + low + " to " + high);
        }
    }

    /**
     * The forecast for a density with this learning curve: by how much its cross-entropy would still fall. Zero if it was not
     * trained; empty if the curve has fewer than three annealed values, infinite ones, or fewer than a hundred steps, in which a
     * density may not even have begun to learn.
     */
    public static Optional<ConvergenceGap> of(LearningCurve curve) {
        return curve.points().isEmpty()
                ? Optional.of(NONE)
                : Doublings.of(curve).map(ConvergenceGap::of);
    }

    private static ConvergenceGap of(Doublings d) {
        double expected = d.gain * twoDoublings(d.ratio());
        double most = Math.abs(d.gain) * Math.max(MOST, twoDoublings(d.rise()));
        return around(
                expected, Math.abs(expected - LEAST * d.gain) + d.random(), Math.max(0, most - expected) + d.random());
    }

    /**
     * The forecast for a difference of two estimates whose densities learned alike, from as many steps of one family: by how much
     * four times the steps would change the first minus the second. What both still gain cancels; how far their last two doublings
     * gained differently is extrapolated as {@link #of} extrapolates one of them, and the interval reaches {@value
     * #MOST_OF_DIFFERENCE} times that difference to both sides.
     * Empty if the curves have annealed values at different steps, or where {@link #of} is empty for one of them.
     */
    public static Optional<ConvergenceGap> ofDifference(LearningCurve first, LearningCurve second) {
        if (!steps(first).equals(steps(second))) {
            return Optional.empty();
        }
        return Doublings.of(first).flatMap(a -> Doublings.of(second).map(b -> between(a, b)));
    }

    private static List<Integer> steps(LearningCurve curve) {
        return curve.annealed().stream().map(LearningCurve.Annealed::step).toList();
    }

    private static ConvergenceGap between(Doublings a, Doublings b) {
        Doublings d = a.gain < b.gain ? b.minus(a) : a.minus(b);
        double expected = Math.signum(a.gain - b.gain) * d.gain * twoDoublings(d.ratio());
        double factor = Math.max(MOST_OF_DIFFERENCE, twoDoublings(Math.max(a.rise(), b.rise())));
        double half = factor * d.gain + d.random();
        return around(expected, half, half);
    }

    /**
     * What the last two doublings of the steps gained.
     *
     * @param chance what is anyway random
     */
    private record Doublings(double before, double gain, double error, double chance) {
        static Optional<Doublings> of(LearningCurve curve) {
            List<LearningCurve.Annealed> values = curve.annealed();
            int last = values.size() - 1;
            if (last < 2
                    || values.get(last).step() < FEWEST_STEPS
                    || values.stream().anyMatch(v -> !Double.isFinite(v.crossEntropyNats()))) {
                return Optional.empty();
            }
            double first = values.get(last - 2).crossEntropyNats();
            double second = values.get(last - 1).crossEntropyNats();
            double end = values.get(last).crossEntropyNats();
            return Optional.of(new Doublings(
                    first - second,
                    second - end,
                    values.get(last).gainErrorNats(),
                    chance(Math.abs(end), curve.keptSmallerBudget())));
        }

        private static double chance(double crossEntropy, boolean wasKept) {
            return wasKept
                    ? Math.max(LEAST_WHERE_KEPT, SHARE_WHERE_KEPT * crossEntropy)
                    : Math.max(LEAST_RANDOM, SHARE_OF_CROSS_ENTROPY * crossEntropy);
        }

        /** Of what chance moves, half is taken to be common to both. */
        Doublings minus(Doublings other) {
            return new Doublings(
                    before - other.before,
                    gain - other.gain,
                    Math.hypot(error, other.error),
                    Math.max(LEAST_RANDOM, INDEPENDENT_SHARE * Math.max(chance, other.chance)));
        }

        /** How the gain of a doubling is to that of the one before, as it is extrapolated. */
        double ratio() {
            return before > 0 ? Math.min(1, Math.max(QUICKEST_FALL, gain / before)) : 1;
        }

        /** The same where gains grow. */
        double rise() {
            return gain > 0 ? Math.min(QUICKEST_RISE, Math.max(ratio(), gain / Math.max(before, error))) : ratio();
        }

        double random() {
            return STANDARD_ERRORS * error + chance;
        }
    }

    private static double twoDoublings(double ratio) {
        return ratio + ratio * ratio;
    }

    private static ConvergenceGap around(double expected, double below, double above) {
        return new ConvergenceGap(
                Information.ofNats(expected),
                Information.ofNats(expected - below),
                Information.ofNats(expected + above));
    }

    /** The gap of a difference of two estimates whose forecasts err independently: this one minus the other. */
    public ConvergenceGap minus(ConvergenceGap other) {
        return around(
                expected.nats() - other.expected.nats(),
                Math.hypot(below(), other.above()),
                Math.hypot(above(), other.below()));
    }

    /**
     * The gap of a difference of two estimates whose densities learned alike, from as many steps of one family: this one minus the
     * other. Where the forecast of one is too low that of the other is too, so that ends are compared with ends; half of
     * the errors is taken to be independent.
     */
    public ConvergenceGap minusLearnedAlike(ConvergenceGap other) {
        double center = expected.nats() - other.expected.nats();
        double together = Math.max(Math.abs(below() - other.below()), Math.abs(above() - other.above()));
        double apart =
                INDEPENDENT_SHARE * Math.max(Math.hypot(below(), other.above()), Math.hypot(above(), other.below()));
        double half = Math.hypot(together, apart);
        return around(center, half, half);
    }

    /**
     * The gap of a difference whose second term was not watched: it may stay as it is, or gain as much as the first may. This is the
     * gap of the first.
     */
    public ConvergenceGap againstUnwatched() {
        double most = Math.max(Math.abs(low.nats()), Math.abs(high.nats()));
        return around(0, most, most);
    }

    private double below() {
        return expected.nats() - low.nats();
    }

    private double above() {
        return high.nats() - expected.nats();
    }

    @Override
    public String toString() {
        return expected + ", between " + low + " and " + high;
    }
}
