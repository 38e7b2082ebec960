package dev.infoplane.models.internal;

import dev.infoplane.models.decoder.internal.head.BernoulliHead;
import dev.infoplane.models.decoder.internal.head.BinMass;
import dev.infoplane.models.decoder.internal.head.CategoricalHead;
import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.decoder.internal.head.LevelTreeHead;
import dev.infoplane.models.decoder.internal.head.LogisticMixture;
import dev.infoplane.models.decoder.internal.head.PointMassHead;

/** The distribution of a single sub-pixel, by how many levels it has. */
public final class SubPixelHead {
    private static final int FEW_LEVELS = 16;

    private SubPixelHead() {}

    /**
     * Bernoulli for two levels, categorical for up to sixteen, else a mixture of logistics and a point mass.
     *
     * @param hasLevelTree whether ranges of levels of the mixture can be cut off
     */
    public static Head of(LevelScale levels, int mixtures, boolean hasLevelTree) {
        if (levels.count() == 2) {
            return new BernoulliHead(1, levels);
        }
        return levels.count() <= FEW_LEVELS
                ? new CategoricalHead(1, levels)
                : new PointMassHead(mixture(levels, mixtures, hasLevelTree), -1 + 1f / (levels.count() - 1));
    }

    private static Head mixture(LevelScale levels, int mixtures, boolean hasLevelTree) {
        return hasLevelTree
                ? new LevelTreeHead(mixtures, levels)
                : new LogisticMixture(1, mixtures, levels, BinMass.EXACT);
    }
}
