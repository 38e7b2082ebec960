package dev.infoplane.study.network;

import ai.djl.training.loss.Loss;
import dev.infoplane.estimate.Samples;

/**
 * What a network is trained for. Named in a spec, {@code classifier} and {@code autoencoder} by these names, others by the name
 * of their class, which needs a public constructor without parameters.
 */
public interface Regime {
    /** What runs are called, and what factories of networks are told; for instance {@code "classifier"}. */
    String name();

    /** Raised whenever the same network learns something else. */
    default int revision() {
        return 1;
    }

    /** A new loss. */
    Loss loss();

    /**
     * What the network should answer, a row for each image.
     *
     * @param images values from 0 to 1, {@code [n, channels, height, width]}
     * @param labels classes from 0 on, {@code [n]}
     */
    Samples wanted(Samples images, Samples labels);
}
