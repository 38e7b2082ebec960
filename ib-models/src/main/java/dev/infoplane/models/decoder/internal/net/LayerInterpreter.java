package dev.infoplane.models.decoder.internal.net;

import java.util.List;

/**
 * Gives meaning to the layers that a {@link PixelCnnTopology} declares: parameters, arrays of the engine, or sums on the heap.
 *
 * @param <F> what stands for the features of a stream after a layer
 */
public interface LayerInterpreter<F> {
    /**
     * The first layer of a stream, at full resolution.
     *
     * @param convolutions of the framed image; their outputs are added
     */
    F input(PixelStream stream, List<ConvolutionSpec> convolutions);

    /**
     * A gated residual unit.
     *
     * @param features of the unit's stream
     * @param sides features that come in by skip connections, in the order in which they are joined
     */
    F gatedUnit(GatedUnitSpec unit, F features, List<F> sides);

    /**
     * Halves height and width.
     *
     * @param resolution the resolution that is reached
     */
    F halve(PixelStream stream, int resolution, ConvolutionSpec convolution, F features);

    /**
     * Doubles height and width.
     *
     * @param resolution the resolution that is reached
     */
    F enlarge(PixelStream stream, int resolution, TransposedSpec convolution, F features);
}
