package com.example.spearman;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.spi.Capabilities;
import dev.infoplane.estimate.spi.Capabilities.Invariance;
import dev.infoplane.estimate.spi.Capabilities.Variables;
import dev.infoplane.estimate.spi.EstimatorPlugin;
import dev.infoplane.estimate.spi.EstimatorProvider;
import java.util.List;

/** Offers {@link SpearmanMi} under the id {@code spearman}. */
public final class SpearmanPlugin implements EstimatorPlugin {
    /** For the service loader. */
    public SpearmanPlugin() {}

    @Override
    public List<EstimatorProvider> estimators() {
        Capabilities capabilities = Capabilities.of(BoundKind.POINT, Variables.CONTINUOUS)
                .upToDimensions(1)
                .asSymmetric()
                .invariantUnder(Invariance.SCALING, Invariance.MONOTONE);
        return List.of(EstimatorProvider.of("spearman", capabilities, new SpearmanMi(2), estimator -> estimator));
    }
}
