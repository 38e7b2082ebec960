package dev.infoplane.estimate.spi;

import java.util.List;

/**
 * What a jar brings: its estimators. Named in {@code META-INF/services/dev.infoplane.estimate.spi.EstimatorPlugin} and
 * constructed by {@link java.util.ServiceLoader} without arguments; construction does no work.
 */
public interface EstimatorPlugin {
    /** The estimators of this jar, ids all different. */
    List<EstimatorProvider> estimators();
}
