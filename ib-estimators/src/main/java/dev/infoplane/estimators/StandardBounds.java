package dev.infoplane.estimators;

import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.Folds;
import dev.infoplane.density.PooledFamily;
import dev.infoplane.density.spi.DensityBounds;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.util.Map;
import java.util.Optional;

/** {@link DecoderBound} and {@link PooledBound} for those who cannot know this module. */
public final class StandardBounds implements DensityBounds {
    /** For the service loader. */
    public StandardBounds() {}

    @Override
    public MiEstimator of(DensityFamily family, Optional<Information> entropy, Folds folds) {
        return entropy.map(h -> DecoderBound.withKnownEntropy(family, h))
                .orElseGet(() -> DecoderBound.againstMarginal(family))
                .folds(folds);
    }

    @Override
    public <K> Map<K, Estimate> of(PooledFamily family, Folds folds, Samples x, Learned<K> pool) {
        return PooledBound.againstMarginal(family).folds(folds).estimate(x, pool);
    }
}
