package dev.infoplane.density;

import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A learned density (or probability mass) q(x|t), for instance an inverse representation decoder. Not thread-safe. */
public interface ConditionalDensity extends AutoCloseable {
    /**
     * The log-likelihood of every row, in nats: log q(x_i|t_i), exactly normalised over the values x can take.
     *
     * @param x rows {@code [n, ...]} of the shape it was learned on
     * @param t rows {@code [n, ...]} of the shape it was learned on; ignored by a density that is not
     *     conditional, for which it may be null
     */
    double[] logLikelihood(Samples x, @Nullable Samples t);

    /**
     * The log-likelihood of every row under a density that is not conditional, in nats: log q(x_i).
     *
     * @param x rows {@code [n, ...]} of the shape it was learned on
     * @throws UnsupportedOperationException if this density is conditional
     */
    default double[] logLikelihood(Samples x) {
        throw new UnsupportedOperationException(
                getClass().getName() + " is conditional: it scores rows of x together with rows of t");
    }

    /** How it was learned. */
    LearningCurve learningCurve();

    /** What a reader of its values must know about how it takes its condition, a sentence each; usually nothing. */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Draws one x for every row of t.
     *
     * @throws UnsupportedOperationException if this density can only score
     */
    default Samples sample(Samples t, long seed) {
        throw new UnsupportedOperationException(getClass().getName() + " cannot draw samples");
    }

    /**
     * The density q(x) of the very same model, for differences that owe nothing to a second model's training; owned by the
     * caller.
     *
     * @throws UnsupportedOperationException if this model cannot do without a condition
     */
    default ConditionalDensity withoutCondition() {
        throw new UnsupportedOperationException(getClass().getName() + " always needs its condition");
    }

    /** Frees native memory; closing twice is harmless. */
    @Override
    void close();
}
