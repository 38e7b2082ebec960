package dev.infoplane.models.internal;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Draws images from densities on the heap, several in parallel. */
public final class ImageDraws {
    private ImageDraws() {}

    /** Draws one image. */
    @FunctionalInterface
    public interface Draw {
        /** The values of image i, in the order of its shape. */
        float[] image(int i, SplittableRandom random);
    }

    /**
     * Images of a shape. Each depends on its number and the seed, not on the other images.
     *
     * @param shape channels, height and width
     */
    public static Samples of(int count, int[] shape, long seed, Draw draw) {
        int d = shape[0] * shape[1] * shape[2];
        SplittableRandom seeds = new SplittableRandom(seed);
        long[] own = new long[count];
        Arrays.setAll(own, i -> seeds.nextLong());
        float[] values = new float[count * d];
        IntStream.range(0, count)
                .parallel()
                .forEach(i -> System.arraycopy(draw.image(i, new SplittableRandom(own[i])), 0, values, i * d, d));
        return Samples.of(values, shape);
    }

    /** Visits the sub-pixels of an image in the order in which they are drawn: pixel by pixel, all channels of one before the next. */
    public static void eachSubPixel(int[] shape, IntConsumer visit) {
        int places = shape[1] * shape[2];
        for (int place = 0; place < places; place++) {
            for (int c = 0; c < shape[0]; c++) {
                visit.accept(c * places + place);
            }
        }
    }

    /** @throws IndexOutOfBoundsException if one of the rows is not among those that were measured */
    public static void requireRows(int[] rows, int measured) {
        for (int row : rows) {
            if (row < 0 || row >= measured) {
                throw new IndexOutOfBoundsException("measured row " + row + " of " + measured);
            }
        }
    }
}
