package dev.infoplane.data;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;

/**
 * Numbers in an array of any shape, row-major. Values of up to 32 bits are held as floats, others as doubles. Immutable; the values
 * are not copied.
 */
public final class NumberArray {
    private final int[] shape;
    private final float[] floats;
    private final double[] doubles;

    private NumberArray(int[] shape, float[] floats, double[] doubles) {
        this.shape = shape.clone();
        this.floats = floats;
        this.doubles = doubles;
    }

    /** An array of floats; the product of the extents must be their number. */
    public static NumberArray of(float[] values, int... shape) {
        requireFit(values.length, shape);
        return new NumberArray(shape, values, new double[0]);
    }

    /** An array of doubles; the product of the extents must be their number. */
    public static NumberArray of(double[] values, int... shape) {
        requireFit(values.length, shape);
        return new NumberArray(shape, new float[0], values);
    }

    private static void requireFit(int count, int... shape) {
        long product = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
        if (product != count) {
            throw new IllegalArgumentException(
                    count + " values do not fill the shape " + Arrays.toString(shape) + ", which has " + product);
        }
    }

    /** The extents, a copy; none for a single number. */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * The rows along the first axis, each in the shape of the other axes.
     *
     * @throws IllegalArgumentException if there is no axis or no value, and if doubles lose in float32 what holds them apart
     */
    public Samples samples() {
        if (shape.length == 0 || floats.length + doubles.length == 0) {
            throw new IllegalArgumentException("samples go in rows along the first axis, but the shape is "
                    + Arrays.toString(shape) + (shape.length == 0 ? ", a single number" : ", without a value"));
        }
        int[] rowShape = Arrays.copyOfRange(shape, 1, shape.length);
        return floats.length > 0 ? Samples.of(floats, rowShape) : Samples.of(doubles, rowShape);
    }
}
