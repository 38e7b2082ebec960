package dev.infoplane.estimate;

import java.util.Comparator;
import java.util.List;

/**
 * Information about noisy activations, I(X; T + N(0, σ²)), at several σ. For a deterministic network on discrete inputs I(X;T) is
 * the whole entropy of X, however small the differences are by which T tells its inputs apart. With noise the amount is finite
 * and well defined, and what falls from one σ to the next is what hangs on differences of that size.
 *
 * @param points by ascending σ
 */
public record NoiseCurve(List<Point> points) {
    /** Sorts the points and refuses none, or two of the same σ. */
    public NoiseCurve {
        points = points.stream()
                .sorted(Comparator.comparingDouble(Point::relativeSigma))
                .toList();
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a noise curve needs at least 1 point, got none");
        }
        for (int k = 1; k < points.size(); k++) {
            if (points.get(k).relativeSigma() == points.get(k - 1).relativeSigma()) {
                throw new IllegalArgumentException("two points of a noise curve have sigma "
                        + points.get(k).relativeSigma() + " of the layer's deviation");
            }
        }
    }

    /**
     * One amount.
     *
     * @param relativeSigma σ as a share of the layer's deviation; 0 without noise
     * @param estimate carries σ itself in its {@link Estimate#noise noise model}
     */
    public record Point(double relativeSigma, Estimate estimate) {
        /** Refuses a σ below zero. */
        public Point {
            if (!(relativeSigma >= 0) || Double.isInfinite(relativeSigma)) {
                throw new IllegalArgumentException("a relative sigma must be 0 or more, got " + relativeSigma);
            }
        }
    }
}
