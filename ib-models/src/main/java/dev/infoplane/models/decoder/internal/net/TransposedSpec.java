package dev.infoplane.models.decoder.internal.net;

/**
 * A weight-normalised transposed convolution of stride 2, as declared by a {@link PixelCnnTopology}.
 *
 * @param name of its parameters
 * @param channels of input and output
 * @param width columns of the kernel, 3 in the down stream and 2 in the right stream; it has 2 rows
 */
public record TransposedSpec(String name, int channels, int width) {
    /** Whether the kernel reaches one column to the left. */
    public boolean isCentred() {
        return width == 3;
    }
}
