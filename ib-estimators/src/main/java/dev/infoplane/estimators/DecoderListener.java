package dev.infoplane.estimators;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.estimate.Samples;

/** Sees the densities a {@link DecoderBound} learns, before they are closed: to draw samples, to score more rows. */
public interface DecoderListener {
    /** A listener that does nothing. */
    DecoderListener NONE = new DecoderListener() {};

    /** The unconditional density of one set of x. */
    default void marginal(ConditionalDensity density) {}

    /**
     * A conditional density, just after it measured.
     *
     * @param density valid during this call only
     * @param measured the rows of t it measured on
     */
    default void conditional(ConditionalDensity density, Samples measured) {}
}
