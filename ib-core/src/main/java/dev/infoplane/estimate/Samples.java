package dev.infoplane.estimate;

import java.util.Arrays;
import java.util.Objects;

/**
 * Rows of float values, all of one shape: images {@code [channels, height, width]}, feature maps, vectors
 * {@code [d]}, or labels {@code []} (one number a row). Row {@code i} of two matched {@code Samples} belongs to the same
 * draw.
 *
 * <p>The values are not copied: do not change an array after handing it over. Memory: 4 bytes a value.
 */
public final class Samples {
    private static final int LARGEST_LABEL = 1 << 24;

    private final float[] values;
    private final int first;
    private final int rows;
    private final int[] shape;
    private final int dimensions;

    private Samples(float[] values, int first, int rows, int[] shape) {
        this.values = values;
        this.first = first;
        this.rows = rows;
        this.shape = shape;
        this.dimensions = dimensions(shape);
    }

    /**
     * Rows laid one after the other, each row-major in {@code rowShape}.
     *
     * @param values all values; its length must be a whole number of rows
     * @param rowShape the shape of one row, every extent at least 1; none for one number a row
     */
    public static Samples of(float[] values, int... rowShape) {
        int dimensions = dimensions(rowShape);
        if (values.length % dimensions != 0) {
            throw new IllegalArgumentException("rows of shape " + Arrays.toString(rowShape) + " take " + dimensions
                    + " values each, but " + values.length + " values are no whole number of rows");
        }
        return new Samples(values, 0, values.length / dimensions, rowShape.clone());
    }

    /** Vectors, one an inner array; rounded to float. All must have the same length. */
    public static Samples of(double[][] vectors) {
        int d = vectors.length == 0 ? 1 : vectors[0].length;
        float[] values = new float[Math.multiplyExact(vectors.length, d)];
        for (int i = 0; i < vectors.length; i++) {
            if (vectors[i].length != d) {
                throw new IllegalArgumentException("every vector must have the length of the first, " + d
                        + ", but vector " + i + " has " + vectors[i].length);
            }
            for (int j = 0; j < d; j++) {
                values[i * d + j] = (float) vectors[i][j];
            }
        }
        return of(values, d);
    }

    /** Class labels, one a row, of at most 2^24 in size: a float tells no larger ones apart. */
    public static Samples ofLabels(int... labels) {
        float[] values = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < -LARGEST_LABEL || labels[i] > LARGEST_LABEL) {
                throw new IllegalArgumentException("labels must lie within -" + LARGEST_LABEL + " and " + LARGEST_LABEL
                        + ", got " + labels[i] + " in row " + i);
            }
            values[i] = labels[i];
        }
        return of(values);
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** The number of values in a row. */
    public int dimensions() {
        return dimensions;
    }

    /** The shape of a row, a copy. */
    public int[] rowShape() {
        return shape.clone();
    }

    /** Value {@code j} of row {@code i}, counted in row-major order. */
    public float get(int i, int j) {
        return values[offset(i) + Objects.checkIndex(j, dimensions)];
    }

    /** Copies row {@code i} into {@code target} from {@code position} on. */
    public void copyRow(int i, float[] target, int position) {
        System.arraycopy(values, offset(i), target, position, dimensions);
    }

    /** The values of all rows, a copy. */
    public float[] toArray() {
        return Arrays.copyOfRange(values, first * dimensions, (first + rows) * dimensions);
    }

    /** Rows {@code from} (inclusive) to {@code to} (exclusive), sharing the values. */
    public Samples slice(int from, int to) {
        if (from < 0 || to < from || to > rows) {
            throw new IndexOutOfBoundsException("rows " + from + " to " + to + " of " + rows);
        }
        return new Samples(values, first + from, to - from, shape);
    }

    /** The rows at the given indices, in that order, copied. */
    public Samples select(int... indices) {
        float[] chosen = new float[Math.multiplyExact(indices.length, dimensions)];
        for (int i = 0; i < indices.length; i++) {
            copyRow(indices[i], chosen, i * dimensions);
        }
        return new Samples(chosen, 0, indices.length, shape);
    }

    /** The same rows under another shape of equal size, sharing the values. */
    public Samples reshape(int... rowShape) {
        Samples other = of(new float[0], rowShape);
        if (other.dimensions != dimensions) {
            throw new IllegalArgumentException("a row of " + dimensions + " values, shape " + Arrays.toString(shape)
                    + ", does not fit the shape " + Arrays.toString(rowShape));
        }
        return new Samples(values, first, rows, other.shape);
    }

    /**
     * Returns itself if every value is finite.
     *
     * @param name what these samples are, for the message
     * @throws IllegalArgumentException naming the first value that is not finite, and its row
     */
    public Samples requireFinite(String name) {
        for (int i = first * dimensions; i < (first + rows) * dimensions; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("every value of " + name + " must be finite, got " + values[i]
                        + " in row " + (i / dimensions - first) + ", position " + i % dimensions);
            }
        }
        return this;
    }

    /**
     * Checks that two samples can be measured against each other: same number of rows, at least {@code leastRows}, all
     * finite.
     *
     * @throws IllegalArgumentException saying what was found and what was expected
     */
    public static void requireMatched(Samples x, Samples t, int leastRows) {
        Objects.requireNonNull(x, "x must not be null");
        Objects.requireNonNull(t, "t must not be null");
        if (x.rows != t.rows) {
            throw new IllegalArgumentException(
                    "x and t must have the same number of rows, got " + x.rows + " and " + t.rows);
        }
        if (x.rows < leastRows) {
            throw new IllegalArgumentException("at least " + leastRows + " samples are needed, got " + x.rows);
        }
        x.requireFinite("x");
        t.requireFinite("t");
    }

    private static int dimensions(int[] shape) {
        long product = 1;
        for (int extent : shape) {
            if (extent < 1) {
                throw new IllegalArgumentException(
                        "every extent of a row must be at least 1, got " + Arrays.toString(shape));
            }
            product *= extent;
            if (product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a row may have at most " + Integer.MAX_VALUE
                        + " values, but its shape is " + Arrays.toString(shape));
            }
        }
        return (int) product;
    }

    private int offset(int i) {
        if (i < 0 || i >= rows) {
            throw new IndexOutOfBoundsException("row " + i + " of " + rows);
        }
        return (first + i) * dimensions;
    }

    @Override
    public String toString() {
        return "Samples[" + rows + " rows of " + Arrays.toString(shape) + "]";
    }
}
