package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimators.internal.FloydRivestSelect;
import dev.infoplane.estimators.internal.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;

/**
 * The neighbourhood of each point of a pair (x, t): how far its k nearest neighbours in the joint space reach along x and
 * along t.
 *
 * @param radiusX for counting strictly inside, by row
 * @param radiusT the same array unless each side has its own
 * @param copies how many points have k copies of themselves, so that their neighbourhood has no width
 * @param looked how many points have neighbourhoods
 * @param close how many of them have a neighbour that is nearly a copy
 */
public record Neighbourhoods(float[] radiusX, float[] radiusT, int copies, long looked, long close) {
    /** Half-width, in standard deviations, from which the density is hardly constant inside the median neighbourhood. */
    private static final double WIDE = 0.9;

    /**
     * Finds those of some rows; the others keep a radius of 0, within which nothing is counted.
     *
     * @param eachSide for radii a side and one ulp wider than the neighbours reach, else the joint radius
     */
    public static Neighbourhoods of(Side x, Side t, int k, boolean eachSide, IntPredicate some, Parallel workers) {
        int dx = x.d();
        int d = dx + t.d();
        int n = x.n();
        float[] joint = x.beside(t);
        float[] radiusX = new float[n];
        float[] radiusT = eachSide ? new float[n] : radiusX;
        LongAdder looked = new LongAdder();
        LongAdder close = new LongAdder();
        NearestNeighbours.each(joint, d, k, some, workers, () -> (row, nearest) -> {
            looked.increment();
            if (DuplicateRows.isNearly(nearest, k)) {
                close.increment();
            }
            if (eachSide) {
                radiusX[row] = Math.nextUp(reach(joint, d, row, nearest, k, 0, dx));
                radiusT[row] = Math.nextUp(reach(joint, d, row, nearest, k, dx, d));
            } else {
                radiusX[row] = nearest.distance(k - 1);
            }
        });
        float none = eachSide ? Float.MIN_VALUE : 0;
        int copies = 0;
        for (int i = 0; i < n; i++) {
            copies += some.test(i) && radiusX[i] <= none && radiusT[i] <= none ? 1 : 0;
        }
        return new Neighbourhoods(radiusX, radiusT, copies, looked.sum(), close.sum());
    }

    /** The largest distance along the coordinates from to to among the k neighbours. */
    private static float reach(float[] joint, int d, int row, NearestNeighbours nearest, int k, int from, int to) {
        float reach = 0;
        for (int i = 0; i < k; i++) {
            int other = nearest.neighbour(i);
            for (int j = from; j < to; j++) {
                reach = Math.max(reach, Math.abs(joint[other * d + j] - joint[row * d + j]));
            }
        }
        return reach;
    }

    /** What a reader must know about an estimate for continuous variables from these neighbourhoods. */
    public List<String> warnings(int k, double scale) {
        List<String> warnings = new ArrayList<>();
        if (copies > 0) {
            warnings.add(
                    copies + " of " + radiusX.length + " samples have " + k + " or more exact copies: the variables"
                            + " are not continuous, use an estimator for mixed or discrete variables");
        }
        wide(scale).ifPresent(warnings::add);
        return warnings;
    }

    /**
     * A warning if neighbourhoods are too wide to be local.
     *
     * @param scale the standard deviation of the widest column
     */
    public Optional<String> wide(double scale) {
        float[] widths = new float[radiusX.length];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(radiusX[i], radiusT[i]);
        }
        return wide(widths, scale);
    }

    /**
     * A warning if neighbourhoods of these radii are too wide to be local.
     *
     * @param scale the standard deviation of the widest column
     */
    public static Optional<String> wide(float[] radii, double scale) {
        float radius = FloydRivestSelect.median(radii.clone());
        if (radius >= Side.APART) {
            return Optional.of(
                    "outside the regime: most samples share their discrete values with fewer others than neighbours are"
                            + " sought, so neighbourhoods mix values and the estimate is likely too low; more samples are needed");
        }
        double median = radius / scale;
        if (median <= WIDE) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "outside the regime: the median neighbourhood reaches %.2f standard deviations to each side, so the density"
                        + " is hardly constant inside it and the estimate is likely too low; more samples or fewer"
                        + " dimensions are needed",
                median));
    }
}
