package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Objective;
import dev.infoplane.models.decoder.internal.sampling.ConditionSource;
import java.util.Optional;

/** How rows of t, or none, enter a trained decoder. */
interface ConditionPath extends AutoCloseable {
    /**
     * Checks rows of t, as far as more is asked of them than a shape.
     *
     * @throws IllegalArgumentException naming the first row that cannot be used
     */
    void require(Samples t);

    /** The negative log-likelihood of images. */
    Objective scoring(Samples x, Optional<Samples> t);

    /** What conditions images that are drawn. */
    ConditionSource drawing(Optional<Samples> t, NDArray weights);

    @Override
    void close();
}
