package dev.infoplane.models.context;

import dev.infoplane.models.decoder.internal.head.BernoulliHead;
import dev.infoplane.models.decoder.internal.head.CategoricalHead;
import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.decoder.internal.head.LevelTreeHead;
import dev.infoplane.models.decoder.internal.head.PointMassHead;

/** The distribution of a single sub-pixel, by how many levels it has. */
final class SubPixelHead {
    private static final int FEW_LEVELS = 16;

    private SubPixelHead() {}

    /** Bernoulli for two levels, categorical for up to sixteen, else a mixture of logistics whose ranges can be cut off, and a point mass. */
    static Head of(LevelScale levels, int mixtures) {
        if (levels.count() == 2) {
            return new BernoulliHead(1, levels);
        }
        return levels.count() <= FEW_LEVELS
                ? new CategoricalHead(1, levels)
                : new PointMassHead(new LevelTreeHead(mixtures, levels), -1 + 1f / (levels.count() - 1));
    }
}
