package dev.infoplane.learn;

import java.util.random.RandomGenerator;

/** How a parameter starts. */
public enum Initializer {
    /** Normal with standard deviation 0.05, as published for PixelCNN++ (Salimans et al. 2017). */
    SMALL_NORMAL {
        @Override
        float draw(double fanIn, RandomGenerator random) {
            return (float) (0.05 * random.nextGaussian());
        }
    },
    /** Normal with variance 2 / fan-in, for layers before a rectifier (He et al. 2015). */
    HE_NORMAL {
        @Override
        float draw(double fanIn, RandomGenerator random) {
            return (float) (Math.sqrt(2 / fanIn) * random.nextGaussian());
        }
    },
    /** Normal with variance 1 / fan-in, for layers before units that keep the variance of their inputs (LeCun et al. 1998). */
    LECUN_NORMAL {
        @Override
        float draw(double fanIn, RandomGenerator random) {
            return (float) (Math.sqrt(1 / fanIn) * random.nextGaussian());
        }
    },
    /** One. */
    ONE {
        @Override
        float draw(double fanIn, RandomGenerator random) {
            return 1;
        }
    },
    /** Zero. */
    ZERO {
        @Override
        float draw(double fanIn, RandomGenerator random) {
            return 0;
        }
    };

    /** @param fanIn how many inputs an output of the layer has */
    abstract float draw(double fanIn, RandomGenerator random);
}
