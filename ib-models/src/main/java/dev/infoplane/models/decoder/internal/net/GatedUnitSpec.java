package dev.infoplane.models.decoder.internal.net;

import java.util.Optional;

/**
 * A gated residual unit, as declared by a {@link PixelCnnTopology}.
 *
 * @param name of its parameters
 * @param stream the stream whose features it changes
 * @param resolution where it works, 0 for full resolution
 * @param ordinal its number among the units of both streams at this resolution, in the order they are reached
 * @param filters channels of the stream
 * @param sides how many features come in by skip connections
 */
public record GatedUnitSpec(String name, PixelStream stream, int resolution, int ordinal, int filters, int sides) {
    /** The convolution of the activated features. */
    public ConvolutionSpec first() {
        return stream.convolution(name + ".first", 2 * filters, filters);
    }

    /** The 1×1 convolution of the activated features that come in by skip connections, if there are any. */
    public Optional<ConvolutionSpec> skip() {
        return sides == 0
                ? Optional.empty()
                : Optional.of(ConvolutionSpec.pointwise(name + ".skip", 2 * sides * filters, filters));
    }

    /** The convolution whose output is the gates. */
    public ConvolutionSpec second() {
        return stream.convolution(name + ".second", 2 * filters, 2 * filters).startingAt(0.1);
    }
}
