package dev.infoplane.density;

import dev.infoplane.estimate.Samples;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A pooled family whose learning comes in stages that different processes can do, each from what the stages before it have
 * written. All of them together give what {@link #learn} gives, bit by bit.
 *
 * <pre>{@code
 *   t of a point ──prepare──▶ prepared ─┬─▶ learnShared ────────┬─▶ given
 *   nothing ───────prepare──▶ prepared ─┴─▶ learnUnconditional ─┴─▶ marginal
 * }</pre>
 *
 * <p>What a {@link PointPreparation} writes is read by all families that have an equal one; what the other stages write, by the same
 * revision of the same family only. Where it is kept must be named by everything that determines it, {@link #settings} among them.
 */
public interface StagedFamily extends PooledFamily {
    /**
     * What all stages share.
     *
     * @param x rows of all folds
     * @param folds which rows teach, which draw the learning curves, and which are measured
     * @param seed the only source of randomness
     */
    record Rows(Samples x, Folds folds, long seed) {}

    /**
     * What is prepared of all points: a file of each, asked for when it is needed. All of them together may be much larger than
     * memory, so a family reads from them what a step needs. They do not change while it learns.
     *
     * @param points by the names of the points
     * @param none without activations
     */
    record Prepared(Map<String, ? extends Supplier<Path>> points, Supplier<Path> none) {}

    /** The part of the learning that concerns one point alone. Families whose preparations have equal settings share it. */
    PointPreparation preparation();

    /** The training that all points share. */
    byte[] learnShared(Rows rows, Prepared prepared);

    /** The training of an unconditional density of its own; may be empty if the family needs none. */
    byte[] learnUnconditional(Rows rows, Prepared prepared);

    /**
     * The density of one point. If it trains on by itself, that happens here.
     *
     * @param point its name
     * @param prepared of this point
     * @param shared what all points have learned
     * @throws IllegalArgumentException if it is not a point of this training, listing those there are
     */
    PooledDensity given(Rows rows, String point, Path prepared, byte[] shared);

    /**
     * The density that the points are compared with.
     *
     * @param none what is prepared without activations
     * @param shared what all points have learned
     * @param unconditional what it has learned by itself
     */
    PooledDensity marginal(Rows rows, Path none, byte[] shared, byte[] unconditional);
}
