package dev.infoplane.models.zoo.noise;

import ai.djl.nn.Block;

/**
 * Noise that is part of a network: it is drawn in training and in inference, from the engine's random stream. With noise, the mutual
 * information of input and activation is finite and not a matter of rounding (Goldfeld et al. 2019).
 */
public sealed interface Noise {
    /** The block that adds the noise. */
    Block block();

    private static void requireSingle(String what, double value) {
        if (value > Float.MAX_VALUE) {
            throw new IllegalArgumentException(what + " must be finite in single precision, got " + value);
        }
    }

    /**
     * Normal noise of one standard deviation, added to every value.
     *
     * @param sigma its standard deviation, at least 0
     */
    record Gaussian(double sigma) implements Noise {
        /** Refuses a negative standard deviation. */
        public Gaussian {
            if (!(sigma >= 0) || Double.isInfinite(sigma)) {
                throw new IllegalArgumentException("the standard deviation of noise must be at least 0, got " + sigma);
            }
            requireSingle("the standard deviation of noise", sigma);
        }

        @Override
        public Block block() {
            return new GaussianNoise((float) sigma);
        }
    }

    /**
     * Information dropout (Achille &amp; Soatto 2018): every activation of a ReLU is multiplied by exp(α·n), n standard normal, where α between 0
     * and a maximum is learned as a function of the activations. {@link NoisePenalty} adds its cost to a loss, without which
     * training removes the noise.
     *
     * @param maximum of α, greater than 0; 0.7 as published
     */
    record InformationDropout(double maximum) implements Noise {
        /** Refuses a maximum that is not positive. */
        public InformationDropout {
            if (!((float) maximum > 0) || Double.isInfinite(maximum)) {
                throw new IllegalArgumentException(
                        "the largest deviation of information dropout must be positive, got " + maximum);
            }
            requireSingle("the largest deviation of information dropout", maximum);
        }

        @Override
        public Block block() {
            return new LearnedNoise((float) maximum);
        }
    }
}
