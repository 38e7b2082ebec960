package dev.infoplane.models.decoder;

import dev.infoplane.models.decoder.internal.head.BernoulliHead;
import dev.infoplane.models.decoder.internal.head.BinMass;
import dev.infoplane.models.decoder.internal.head.CategoricalHead;
import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.decoder.internal.head.LogisticMixture;
import dev.infoplane.models.decoder.internal.head.PointMassHead;

/** The distribution over the levels of a pixel. Each colour channel depends on the channels before it. */
public enum PixelHead {
    /**
     * A discretised mixture of logistics (Salimans et al. 2017, equation 2), with the exact mass of each bin and log-scales of at
     * least −12. For pixels whose levels have an order.
     */
    LOGISTIC_MIXTURE {
        @Override
        Head create(int channels, int mixtures, LevelScale levels) {
            return new LogisticMixture(channels, mixtures, levels, BinMass.EXACT);
        }
    },

    /**
     * The mixture as published code computes it, for comparison only: log-scales of at least −7, and density times width in
     * place of a mass below 1e-5. It is not normalised, and costs at least 0.039 bits a sub-pixel that is almost certain.
     */
    PUBLISHED_LOGISTIC_MIXTURE {
        @Override
        Head create(int channels, int mixtures, LevelScale levels) {
            return new LogisticMixture(channels, mixtures, levels, BinMass.PUBLISHED);
        }
    },

    /** One probability for every level: for pixels of few values, in any order. */
    CATEGORICAL {
        @Override
        Head create(int channels, int mixtures, LevelScale levels) {
            return new CategoricalHead(channels, levels);
        }
    },

    /** One probability: for pixels of two values. */
    BERNOULLI {
        @Override
        Head create(int channels, int mixtures, LevelScale levels) {
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

    /**
     * The head whose parameters are relative to predictions. Where levels have an order, a point mass at the lowest one is added
     * for images of one channel: an exact background needs it.
     */
    Head relative(int channels, int mixtures, LevelScale levels) {
        Head head = create(channels, mixtures, levels);
        return channels == 1 && !readsLevelTable()
                ? new PointMassHead(head, (levels.position(0) + levels.position(1)) / 2)
                : head;
    }

    /** Whether it starts from how likely each level is, given a prediction, instead of from the prediction itself. */
    boolean readsLevelTable() {
        return this == CATEGORICAL || this == BERNOULLI;
    }

    abstract Head create(int channels, int mixtures, LevelScale levels);
}
