package dev.infoplane.models.decoder.internal.sampling;

import dev.infoplane.models.decoder.internal.net.ConvolutionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Convolutions seen from their inputs: which outputs a place reaches, and through which taps of the kernel. */
final class KernelTaps {
    private KernelTaps() {}

    /** The taps of a convolution without stride. */
    static List<TapScatter.Part> of(HeapKernel kernel, ConvolutionSpec spec, PartialSums into) {
        return of(kernel, spec, into, 0, 0);
    }

    /**
     * The taps of a convolution that reach outputs from inputs whose row and column leave these remainders when divided by the
     * stride. Output y sees inputs stride · y + a − top through the rows a of the kernel.
     */
    static List<TapScatter.Part> of(HeapKernel kernel, ConvolutionSpec spec, PartialSums into, int row, int column) {
        int stride = spec.stride();
        int[] columns = IntStream.range(0, kernel.width())
                .map(i -> kernel.width() - 1 - i)
                .filter(b -> (column + spec.kernel().left() - b) % stride == 0)
                .toArray();
        int first = (column + spec.kernel().left() - columns[0]) / stride;
        List<TapScatter.Part> parts = new ArrayList<>();
        for (int a = 0; a < kernel.height(); a++) {
            int reached = row + spec.kernel().top() - a;
            if (reached % stride == 0) {
                parts.add(
                        new TapScatter.Part(kernel.columns(a, columns, 0, kernel.in()), into, reached / stride, first));
            }
        }
        return parts;
    }

    /** The taps of a transposed convolution of stride 2, relative to the upper left of the four places an input becomes. */
    static List<TapScatter.Part> doubling(HeapKernel kernel, boolean isCentred, PartialSums into) {
        int[] columns = IntStream.range(0, kernel.width()).toArray();
        return IntStream.range(0, kernel.height())
                .mapToObj(a ->
                        new TapScatter.Part(kernel.columns(a, columns, 0, kernel.in()), into, a, isCentred ? -1 : 0))
                .toList();
    }

    /** The taps of a 1×1 convolution for inputs {@code from} to {@code to}. */
    static TapScatter.Part pointwise(HeapKernel kernel, PartialSums into, int from, int to) {
        return new TapScatter.Part(kernel.columns(0, new int[] {0}, from, to), into, 0, 0);
    }
}
