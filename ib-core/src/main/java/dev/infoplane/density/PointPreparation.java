package dev.infoplane.density;

import dev.infoplane.estimate.Samples;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * What is made of each point by itself before densities of many points are {@linkplain StagedFamily learned together}: for
 * families on closed forms, the closed form. It follows from the rows, the activations and its own settings, so that families with
 * equal settings share it.
 */
public interface PointPreparation {
    /** A short stable name: the id of the density family that {@linkplain #choices these choices} make in a registry. */
    String id();

    /** Everything that determines what is prepared, {@code revision} among it. */
    Map<String, String> settings();

    /** The settings with which a registry makes this preparation again, in another process. */
    Map<String, Object> choices();

    /**
     * Prepares a point. Does not depend on the seed of the rows.
     *
     * @param t activations of the point, matching the rows of x; empty for the unconditional density
     * @param out receives what is prepared, and stays open
     * @throws IllegalArgumentException if they do not match
     * @throws IOException if it cannot be written
     */
    void prepare(StagedFamily.Rows rows, Optional<Samples> t, OutputStream out) throws IOException;

    /**
     * Prepares a point whose activations have noise. By default each row gets its noise once. What is learned in passes or from
     * sums may override this, and give rows that teach several draws or all of them; the others have the
     * {@linkplain ConditionNoise#fixed one of their number}.
     *
     * @param t activations of the point without noise, matching the rows of x
     */
    default void prepare(StagedFamily.Rows rows, Samples t, ConditionNoise noise, OutputStream out) throws IOException {
        prepare(rows, Optional.of(noise.fixed(t)), out);
    }
}
