package dev.infoplane.density;

import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import java.util.List;
import java.util.Optional;

/**
 * The density q(x|t) of one point of a pool, or the unconditional one. It knows the rows the pool was given, no others: of their
 * activations it keeps only what it needs.
 */
public interface PooledDensity {
    /** The log-likelihood of every measured row, in nats, exactly normalised over the values x can take. */
    double[] logLikelihood();

    /** The log-likelihood of every row that validates, in nats. */
    double[] validationLogLikelihood();

    /**
     * The log-likelihood of some of the rows that taught, in nats, as many as validate if there are so many: what the density
     * has overfitted shows against those. Empty if it did not keep what it needs to score them.
     */
    default Optional<double[]> taughtLogLikelihood() {
        return Optional.empty();
    }

    /**
     * How it was learned: the cross-entropy of the rows that validate, under the last weights, where smaller budgets and the common
     * training end.
     */
    LearningCurve learningCurve();

    /** What a reader of its values must know about how it takes its condition, a sentence each; usually nothing. */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Draws one x for each of some measured rows, given its activations.
     *
     * @param rows numbers of measured rows, from 0; the same may be named several times
     * @throws UnsupportedOperationException if this density can only score
     */
    default Samples sample(int[] rows, long seed) {
        throw new UnsupportedOperationException(getClass().getName() + " cannot draw samples");
    }
}
