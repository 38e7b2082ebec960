package dev.infoplane.models.decoder.internal.net;

/**
 * A weight-normalised convolution, as declared by a {@link PixelCnnTopology}.
 *
 * @param name of its parameters
 * @param in channels of the input
 * @param out channels of the output
 * @param kernel what a place sees
 * @param stride 1, or 2 to halve height and width
 * @param deviation of the outputs at the start, by data-dependent initialisation
 */
public record ConvolutionSpec(String name, int in, int out, Kernel kernel, int stride, double deviation) {
    static ConvolutionSpec of(String name, Kernel kernel, int in, int out) {
        return new ConvolutionSpec(name, in, out, kernel, 1, 1);
    }

    /** A convolution of the down stream: 2×3, over the place's own row and the one above. */
    static ConvolutionSpec down(String name, int in, int out) {
        return of(name, Kernel.aboveAndHere(2, 3), in, out);
    }

    /** A convolution of the right stream: 2×2, over the place, its left neighbour and the row above. */
    static ConvolutionSpec downRight(String name, int in, int out) {
        return of(name, Kernel.aboveLeftAndHere(2, 2), in, out);
    }

    /** A 1×1 convolution. */
    static ConvolutionSpec pointwise(String name, int in, int out) {
        return of(name, Kernel.POINT, in, out);
    }

    ConvolutionSpec halving() {
        return new ConvolutionSpec(name, in, out, kernel, 2, deviation);
    }

    ConvolutionSpec startingAt(double initialDeviation) {
        return new ConvolutionSpec(name, in, out, kernel, stride, initialDeviation);
    }

    boolean isPointwise() {
        return kernel.isPoint() && stride == 1;
    }
}
