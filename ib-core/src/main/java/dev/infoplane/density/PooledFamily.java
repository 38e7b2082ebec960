package dev.infoplane.density;

import dev.infoplane.estimate.Samples;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A family whose densities q(x|t) of many t are learned together, in one training: those of all points of an information plane.
 *
 * <p>Most of what such densities have to learn is the same at every point, so that a point of a pool costs a fraction of what it
 * costs {@linkplain DensityFamily alone}. All points enter every step in equal shares, which makes their amounts of training
 * equal by construction. In return a point cannot be added later: the points of a comparison belong in one pool.
 *
 * <p>Activations are read one point at a time, and a family keeps of each only what has the size of the images.
 */
public interface PooledFamily {
    /** A short stable name, for instance {@code "pooled-context-mlp"}. */
    String id();

    /** What was chosen, by name; goes into every result. */
    Map<String, String> settings();

    /**
     * As {@link DensityFamily#relativeSpread}, of a point of a pool.
     *
     * @param values how many values a row of t has
     * @param rows how many rows teach
     */
    default OptionalDouble relativeSpread(int values, int rows) {
        return OptionalDouble.empty();
    }

    /**
     * Learns the densities of all points; owned by the caller. The result depends on the points and their names, not on the
     * order of the map.
     *
     * @param x rows of all folds
     * @param folds which rows teach, which draw the learning curves, and which are measured
     * @param points activations by the name of the point, matching the rows of x; asked for one after the other, and perhaps
     *     more than once
     * @param seed the only source of randomness
     * @throws IllegalArgumentException if there are no points, if there are too few rows, or if activations do not match x,
     *     naming the point
     */
    PooledDensities learn(Samples x, Folds folds, Map<String, ? extends Supplier<Samples>> points, long seed);
}
