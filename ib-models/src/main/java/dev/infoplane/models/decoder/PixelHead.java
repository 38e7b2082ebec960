package dev.infoplane.models.decoder;

/** The distribution a PixelCNN++ gives to each pixel, over its levels; that of a colour channel depends on those before it. */
public enum PixelHead {
    /**
     * A discretised mixture of logistics (Salimans et al. 2017, equation 2), by the exact mass of each bin; log-scales stop at
     * −12. For pixels whose levels have an order.
     */
    LOGISTIC_MIXTURE {
        @Override
        Head create(int channels, int mixtures, PixelLevels levels) {
            return new LogisticMixture(channels, mixtures, levels, BinMass.EXACT);
        }
    },

    /**
     * The same as published code computes it: log-scales stop at −7, and where a bin's mass is below 1e-5 density times width
     * replaces it. It is not normalised and costs at least 0.039 bits a sub-pixel that is all but known: for comparison only.
     */
    PUBLISHED_LOGISTIC_MIXTURE {
        @Override
        Head create(int channels, int mixtures, PixelLevels levels) {
            return new LogisticMixture(channels, mixtures, levels, BinMass.PUBLISHED);
        }
    },

    /** A probability of its own for every level: for pixels of few values, in any order. */
    CATEGORICAL {
        @Override
        Head create(int channels, int mixtures, PixelLevels levels) {
            return new CategoricalHead(channels, levels);
        }
    },

    /** One probability: for pixels of two values. */
    BERNOULLI {
        @Override
        Head create(int channels, int mixtures, PixelLevels levels) {
            if (levels.count() != 2) {
                throw new IllegalArgumentException(
                        "a Bernoulli head is for pixels of 2 levels, got " + levels.count() + "; choose CATEGORICAL");
            }
            return new BernoulliHead(channels, levels);
        }
    };

    private static final int FEW = 16;

    /** Bernoulli for two levels, categorical up to sixteen, else a mixture of logistics. */
    static PixelHead fitting(PixelLevels levels) {
        if (levels.count() == 2) {
            return BERNOULLI;
        }
        return levels.count() <= FEW ? CATEGORICAL : LOGISTIC_MIXTURE;
    }

    abstract Head create(int channels, int mixtures, PixelLevels levels);
}
