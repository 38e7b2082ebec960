package dev.infoplane.estimate;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

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
    private final boolean standardised;

    private Samples(float[] values, int first, int rows, int[] shape, boolean standardised) {
        this.values = values;
        this.first = first;
        this.rows = rows;
        this.shape = shape;
        this.dimensions = dimensions(shape);
        this.standardised = standardised;
    }

    /**
     * Rows laid one after the other, each row-major in {@code rowShape}.
     *
     * @param values all values; its length must be a whole number of rows
     * @param rowShape the shape of one row, every extent at least 1; none for one number a row
     */
    public static Samples of(float[] values, int... rowShape) {
        int dimensions = dimensions(rowShape);
        return new Samples(values, 0, requireWhole(values.length, dimensions, rowShape), rowShape.clone(), false);
    }

    /**
     * Rows of doubles laid one after the other, rounded to float.
     *
     * @param values all values; its length must be a whole number of rows
     * @param rowShape the shape of one row, every extent at least 1; none for one number a row
     * @throws IllegalArgumentException if a column has values that float cannot hold, or cannot hold apart, naming them:
     *     choose {@link #standardised} for those
     */
    public static Samples of(double[] values, int... rowShape) {
        int dimensions = dimensions(rowShape);
        int rows = requireWhole(values.length, dimensions, rowShape);
        return new Samples(FloatRounding.round(values, dimensions), 0, rows, rowShape.clone(), false);
    }

    /** Vectors, one an inner array and all of the same length; rounded to float as by {@link #of(double[], int...)}. */
    public static Samples of(double[][] vectors) {
        return of(flat(vectors), vectors.length == 0 ? 1 : vectors[0].length);
    }

    /**
     * Vectors whose columns are centred (at the median) and scaled (to a root mean square of 1) in double precision before
     * they are rounded to float: for time stamps, ids and other numbers far from zero beside their spread. Mutual information
     * does not change under such maps. What is stated in the unit of the values, such as a cell width or the deviation of
     * added noise, loses its meaning, and estimators that use one refuse {@link #isStandardised standardised} samples.
     *
     * @throws IllegalArgumentException if a value is not finite, or if float cannot hold a column apart even so
     */
    public static Samples standardised(double[][] vectors) {
        int d = vectors.length == 0 ? 1 : vectors[0].length;
        double[] values = flat(vectors);
        FloatRounding.standardise(values, d);
        return new Samples(FloatRounding.round(values, d), 0, vectors.length, new int[] {d}, true);
    }

    private static double[] flat(double[][] vectors) {
        int d = vectors.length == 0 ? 1 : vectors[0].length;
        double[] values = new double[Math.multiplyExact(vectors.length, d)];
        for (int i = 0; i < vectors.length; i++) {
            if (vectors[i].length != d) {
                throw new IllegalArgumentException("every vector must have the length of the first, " + d
                        + ", but vector " + i + " has " + vectors[i].length);
            }
            System.arraycopy(vectors[i], 0, values, i * d, d);
        }
        return values;
    }

    /** Class labels, one a row, of at most 2^24 in size: a float does not hold larger ones apart. */
    public static Samples ofLabels(int... labels) {
        float[] values = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < -LARGEST_LABEL || labels[i] > LARGEST_LABEL) {
                throw new IllegalArgumentException("labels must lie within -" + LARGEST_LABEL + " and " + LARGEST_LABEL
                        + ", got " + labels[i] + " in row " + i + "; number the classes from 0");
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

    /** Whether columns were centred and scaled on the way in, so that values are no longer in their own unit. */
    public boolean isStandardised() {
        return standardised;
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
        return new Samples(values, first + from, to - from, shape, standardised);
    }

    /** The rows at the given indices, in that order, copied. */
    public Samples select(int... indices) {
        float[] chosen = new float[Math.multiplyExact(indices.length, dimensions)];
        for (int i = 0; i < indices.length; i++) {
            copyRow(indices[i], chosen, i * dimensions);
        }
        return new Samples(chosen, 0, indices.length, shape, standardised);
    }

    /** A view of these rows under another shape of equal size; the values are shared, not copied. */
    public Samples reshape(int... rowShape) {
        Samples other = of(new float[0], rowShape);
        if (other.dimensions != dimensions) {
            throw new IllegalArgumentException("a row of " + dimensions + " values, shape " + Arrays.toString(shape)
                    + ", does not fit the shape " + Arrays.toString(rowShape));
        }
        return new Samples(values, first, rows, other.shape, standardised);
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
                    "x and t must have the same number of rows, got " + x.rows + " and " + t.rows + transposed(x, t));
        }
        if (x.rows < leastRows) {
            throw new IllegalArgumentException("at least " + leastRows + " samples are needed, got " + x.rows
                    + lookTransposed(x, t).map(both -> "; " + both).orElse(""));
        }
        x.requireFinite("x");
        t.requireFinite("t");
    }

    /** What to say where vectors of both sides have equally many columns, and more than there are rows: nothing else would tell. */
    public static Optional<String> lookTransposed(Samples x, Samples t) {
        boolean vectors = x != t && x.shape.length == 1 && t.shape.length == 1;
        return vectors && x.dimensions == t.dimensions && x.dimensions > Math.max(x.rows, t.rows)
                ? Optional.of("both look transposed: each has rows of " + x.dimensions
                        + " values, and samples go in rows, so give their transposes")
                : Optional.empty();
    }

    /** What to say where the rows of one side, or of both, are as many as the other's columns. */
    private static String transposed(Samples x, Samples t) {
        boolean tLooksSo = t.dimensions == x.rows;
        boolean xLooksSo = x.dimensions == t.rows;
        Optional<String> both = lookTransposed(x, t);
        if (both.isPresent()) {
            return "; " + both.orElseThrow();
        }
        if (!tLooksSo && !xLooksSo) {
            return "";
        }
        boolean isT = tLooksSo && (!xLooksSo || t.rows < x.rows);
        Samples side = isT ? t : x;
        return "; " + (isT ? "t" : "x") + " looks transposed: it has " + side.rows + " rows of " + side.dimensions
                + " values, and " + (isT ? "x" : "t") + " has " + (isT ? x : t).rows
                + " rows; samples go in rows, so give its transpose";
    }

    private static int requireWhole(int length, int dimensions, int[] rowShape) {
        if (length % dimensions != 0) {
            throw new IllegalArgumentException("rows of shape " + Arrays.toString(rowShape) + " take " + dimensions
                    + " values each, but " + length + " values are no whole number of rows");
        }
        return length / dimensions;
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
        return "Samples[" + rows + " rows of " + Arrays.toString(shape) + (standardised ? ", standardised]" : "]");
    }
}
