package dev.infoplane.models.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Convolutions seen from their inputs: which outputs a place reaches, and through which taps of the kernel. */
final class Taps {
    private Taps() {}

    /** Of an ordinary convolution. */
    static List<Spread.Part> of(HeapKernel kernel, Convolution.Spec spec, SumWindow into) {
        return of(kernel, spec, into, 0, 0);
    }

    /**
     * Of a convolution, perhaps with a stride: from inputs at rows and columns that leave these remainders when divided by the
     * stride. Output y sees inputs stride · y + a − top through the rows a of the kernel.
     */
    static List<Spread.Part> of(HeapKernel kernel, Convolution.Spec spec, SumWindow into, int row, int column) {
        int stride = spec.stride();
        int[] columns = IntStream.range(0, kernel.width())
                .map(i -> kernel.width() - 1 - i)
                .filter(b -> (column + spec.left() - b) % stride == 0)
                .toArray();
        int first = (column + spec.left() - columns[0]) / stride;
        List<Spread.Part> parts = new ArrayList<>();
        for (int a = 0; a < kernel.height(); a++) {
            int reached = row + spec.top() - a;
            if (reached % stride == 0) {
                parts.add(new Spread.Part(kernel.columns(a, columns, 0, kernel.in()), into, reached / stride, first));
            }
        }
        return parts;
    }

    /** Of a convolution that doubles height and width: from the upper left place of the four that are made of an input. */
    static List<Spread.Part> doubling(HeapKernel kernel, boolean threeWide, SumWindow into) {
        int[] columns = IntStream.range(0, kernel.width()).toArray();
        return IntStream.range(0, kernel.height())
                .mapToObj(a -> new Spread.Part(kernel.columns(a, columns, 0, kernel.in()), into, a, threeWide ? -1 : 0))
                .toList();
    }

    /** Of some of the inputs of a convolution that sees one place. */
    static Spread.Part inPlace(HeapKernel kernel, SumWindow into, int from, int to) {
        return new Spread.Part(kernel.columns(0, new int[] {0}, from, to), into, 0, 0);
    }
}
