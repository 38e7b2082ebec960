package dev.infoplane.estimate;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How the cross-entropy of a learned density fell while it was trained: one point a check on validation samples that it
 * did not learn from.
 *
 * @param points in order of steps
 * @param annealed values at which smaller budgets would have ended, in order of steps and the last one of them that of the whole
 *     training; empty if the learning rate did not fall there
 */
public record LearningCurve(List<Point> points, List<Annealed> annealed) {
    /**
     * One check.
     *
     * @param step how many optimiser steps had been taken, counted from the shared start
     * @param crossEntropyNats mean negative log-likelihood of a validation sample, in nats
     */
    public record Point(int step, double crossEntropyNats) {
        /** Refuses a negative step and a cross-entropy that is NaN. */
        public Point {
            if (step < 0) {
                throw new IllegalArgumentException("a step must be 0 or more, got " + step);
            }
            if (Double.isNaN(crossEntropyNats)) {
                throw new IllegalArgumentException("the cross-entropy at step " + step + " is NaN");
            }
        }
    }

    /**
     * The value of a training that ends after so many steps: the learning rate had fallen to zero, and the best weights so far
     * were scored. Values at half and a quarter of the steps, which a training computes on a branch, show what smaller budgets
     * bring.
     *
     * @param step how many optimiser steps had been taken
     * @param crossEntropyNats mean negative log-likelihood of a validation sample, in nats
     * @param gainErrorNats standard error, over the validation samples, of what was gained since the annealed value before; 0 for
     *     the first
     */
    public record Annealed(int step, double crossEntropyNats, double gainErrorNats) {
        /** Refuses a negative step, and values that are NaN. */
        public Annealed {
            new Point(step, crossEntropyNats);
            if (!(gainErrorNats >= 0)) {
                throw new IllegalArgumentException(
                        "the standard error of a gain must be 0 or more, got " + gainErrorNats + " at step " + step);
            }
        }
    }

    /** Takes copies and checks the order of steps. */
    public LearningCurve {
        points = List.copyOf(points);
        annealed = List.copyOf(annealed);
        requireIncreasing(points, Point::step);
        requireIncreasing(annealed, Annealed::step);
    }

    /** A curve without annealed values. */
    public LearningCurve(List<Point> points) {
        this(points, List.of());
    }

    private static <T> void requireIncreasing(List<T> values, ToIntFunction<T> step) {
        for (int i = 1; i < values.size(); i++) {
            int before = step.applyAsInt(values.get(i - 1));
            int now = step.applyAsInt(values.get(i));
            if (now <= before) {
                throw new IllegalArgumentException("steps must increase, got " + before + " then " + now);
            }
        }
    }

    /** The number of steps taken in all; 0 for an empty curve. */
    public int steps() {
        return points.isEmpty() ? 0 : points.get(points.size() - 1).step();
    }

    /**
     * What the last quarter of the steps still gained: how far from convergence training stopped. Between two checks the curve
     * is taken to be straight. Near zero when it has flattened; empty curves, curves of one point and curves still at infinity
     * answer infinity.
     */
    public Information lastQuarterGain() {
        if (points.size() < 2) {
            return Information.ofNats(Double.POSITIVE_INFINITY);
        }
        double last = points.get(points.size() - 1).crossEntropyNats();
        return Information.ofNats(last == Double.POSITIVE_INFINITY ? last : at(0.75 * steps()) - last);
    }

    /**
     * By how much the last check cost more than the weights that were kept: what has been learned by heart since. Zero if those of the
     * last check were kept, and for empty curves. Kept are the weights of the last annealed value, or of the best check where a
     * training did not end with one.
     */
    public Information beyondBest() {
        if (points.isEmpty()) {
            return Information.ZERO;
        }
        double last = points.get(points.size() - 1).crossEntropyNats();
        boolean isAnnealed =
                !annealed.isEmpty() && annealed.get(annealed.size() - 1).step() == steps();
        double kept = isAnnealed
                ? annealed.get(annealed.size() - 1).crossEntropyNats()
                : points.stream().mapToDouble(Point::crossEntropyNats).min().orElseThrow();
        return last > kept ? Information.ofNats(last - kept) : Information.ZERO;
    }

    /** Whether the second half of the steps did nothing but learn by heart, so that the weights of half the steps were kept. */
    public boolean keptSmallerBudget() {
        int last = annealed.size() - 1;
        return last > 0
                && annealed.get(last).crossEntropyNats()
                        == annealed.get(last - 1).crossEntropyNats();
    }

    private double at(double step) {
        int next = 0;
        while (points.get(next).step() < step) {
            next++;
        }
        Point after = points.get(next);
        if (next == 0 || after.step() == step) {
            return after.crossEntropyNats();
        }
        Point before = points.get(next - 1);
        double share = (step - before.step()) / (after.step() - before.step());
        return (1 - share) * before.crossEntropyNats() + share * after.crossEntropyNats();
    }
}
