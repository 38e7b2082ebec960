package dev.infoplane.density;

import dev.infoplane.estimate.Samples;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A family of densities q(x|t) and the way they are learned. This is the seam between estimators that need a density and
 * the models that are one: neither knows the other.
 *
 * <p>Learning starts from a {@link Pretrained}, which sees x alone and is shared by every t that will be compared. Every
 * density of one comparison then takes the same number of steps from that same start (a star, not a chain), so that a
 * difference between two layers or epochs is not a difference in training.
 */
public interface DensityFamily {
    /** A short stable name, for instance {@code "pixelcnn"}. */
    String id();

    /** What was chosen, by name; goes into every result. */
    Map<String, String> settings();

    /** Whether its conditional densities also learn q(x), for {@link ConditionalDensity#withoutCondition}. */
    default boolean learnsWithoutCondition() {
        return false;
    }

    /**
     * How far decodable information moves, as a share of itself, if nothing changes but the seed of the decoder and an invertible
     * linear re-encoding of t: a standard deviation that was measured for this family. Without it no difference between two t
     * can be claimed, since the two may hold the same and say it differently. Empty unless the family looks at t through something
     * that such re-encodings leave alone.
     *
     * @param values how many values a row of t has
     * @param rows how many rows teach
     */
    default OptionalDouble relativeSpread(int values, int rows) {
        return OptionalDouble.empty();
    }

    /**
     * Learns what all densities over these x share.
     *
     * @param fit rows to learn from
     * @param validate rows to draw learning curves on, and to stop by where the family stops early
     * @param seed the only source of randomness
     */
    Pretrained learn(Samples fit, Samples validate, long seed);

    /** The common start of all densities over one set of x. Not thread-safe. */
    interface Pretrained extends AutoCloseable {
        /** The density q(x) after as many further steps as every {@link #given} takes; owned by the caller. */
        ConditionalDensity marginal();

        /**
         * Learns q(x|t) from this start; owned by the caller.
         *
         * @param fit rows matching the x it was learned on
         * @param validate rows matching the x that validate
         */
        ConditionalDensity given(Samples fit, Samples validate);

        /**
         * Learns q(x|t + noise) from this start; owned by the caller. By default, each row that
         * teaches gets its noise once. A family that learns in passes may override this and draw new noise for every pass.
         *
         * @param fit rows matching the x it was learned on, without noise
         * @param validate rows matching the x that validate, their noise already added
         * @param noise what to add to rows of {@code fit}
         */
        default ConditionalDensity given(Samples fit, Samples validate, ConditionNoise noise) {
            return given(noise.fixed(fit), validate);
        }

        /** Frees native memory; closing twice is harmless. */
        @Override
        void close();
    }
}
