package dev.infoplane.estimate;

import java.util.List;

/**
 * How the cross-entropy of a learned density fell while it was trained: one point a check on validation samples that it
 * did not learn from.
 *
 * @param points in order of steps
 */
public record LearningCurve(List<Point> points) {
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

    /** Takes a copy of the points and checks their order. */
    public LearningCurve {
        points = List.copyOf(points);
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).step() <= points.get(i - 1).step()) {
                throw new IllegalArgumentException("steps must increase, got "
                        + points.get(i - 1).step() + " then " + points.get(i).step());
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
