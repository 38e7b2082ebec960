package dev.infoplane.examples.truth;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A version of what is seen of images that holds less, by a known share: some pixels of it are always 0.
 *
 * @param t the version
 * @param share of the information that it lacks, between 0 and 1
 */
record ReducedView(Samples t, double share) {
    /** The shares that versions lack, as nearly as whole pixels allow. */
    private static final double[] SHARES = {0.02, 0.05, 0.1};

    /** So many rows without so many pixels at their end, and the bits that these hold. */
    private record Cut(int rows, int pixels, double bits) {}

    /**
     * Without the ends of rows, from the first row on, of a map with one channel whose rows are independent.
     *
     * @param truth what t holds, in bits
     * @param bitsOfRow what so many pixels at the beginning of a row hold, in bits
     */
    static List<ReducedView> withoutEnds(Samples t, double truth, IntToDoubleFunction bitsOfRow) {
        int height = t.rowShape()[1];
        int width = t.rowShape()[2];
        double[] beginnings =
                IntStream.rangeClosed(1, width).mapToDouble(bitsOfRow).toArray();
        List<Cut> cuts = IntStream.rangeClosed(1, height)
                .boxed()
                .flatMap(rows -> IntStream.range(1, width)
                        .mapToObj(k -> new Cut(rows, k, rows * (beginnings[width - 1] - beginnings[width - k - 1]))))
                .toList();
        return nearest(t, truth, cuts, width, height);
    }

    /**
     * Without pixels of the last colour, row by row from the first one on. Nothing else depends on these pixels.
     *
     * @param truth what t holds, in bits
     * @param bitsOfPixel what a pixel of this colour in a column adds to all others, in bits
     */
    static List<ReducedView> withoutLastColour(Samples t, double truth, IntToDoubleFunction bitsOfPixel) {
        int width = t.rowShape()[2];
        int places = t.rowShape()[1] * width;
        double[] sums = new double[places + 1];
        for (int p = 0; p < places; p++) {
            sums[p + 1] = sums[p] + bitsOfPixel.applyAsDouble(p % width);
        }
        return Arrays.stream(SHARES)
                .mapToInt(share -> IntStream.rangeClosed(1, places)
                        .reduce((a, b) -> distance(sums[b], share * truth) < distance(sums[a], share * truth) ? b : a)
                        .orElseThrow())
                .distinct()
                .mapToObj(count -> new ReducedView(
                        without(t, j -> {
                            int p = j - (t.dimensions() - places);
                            return p >= 0 && p < count;
                        }),
                        sums[count] / truth))
                .toList();
    }

    private static List<ReducedView> nearest(Samples t, double truth, List<Cut> cuts, int width, int height) {
        return Arrays.stream(SHARES)
                .mapToObj(share -> cuts.stream()
                        .reduce((a, b) -> distance(b.bits, share * truth) < distance(a.bits, share * truth) ? b : a)
                        .orElseThrow())
                .distinct()
                .map(cut -> new ReducedView(
                        without(t, j -> j % width >= width - cut.pixels && j / width % height < cut.rows),
                        cut.bits / truth))
                .toList();
    }

    private static double distance(double bits, double wanted) {
        return Math.abs(bits - wanted);
    }

    private static Samples without(Samples t, IntPredicate isUnseen) {
        float[] values = t.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = isUnseen.test(i % t.dimensions()) ? 0 : values[i];
        }
        return Samples.of(values, t.rowShape());
    }
}
