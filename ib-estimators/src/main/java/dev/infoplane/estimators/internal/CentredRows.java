package dev.infoplane.estimators.internal;

import dev.infoplane.estimate.Samples;

/**
 * Rows in a given order, between which squared distances are wanted: of up to {@value #FEW} columns from differences, of more from inner
 * products of centred rows, |a|² + |b|² - 2ab, which take half the time.
 *
 * <p>Inner products of floats are off by about {@link #rounding} of the sum of both squared lengths. Where a distance is small beside
 * that, {@link #exact} computes it from differences.
 */
public final class CentredRows {
    /** Columns up to which distances come from differences. */
    static final int FEW = 32;

    /** Distances do not depend on the centre, so some rows are enough to find it. */
    private static final int ROWS_OF_CENTRE = 256;

    /** A power of two, so that dividing by it rounds nothing. */
    private final double unit;

    private final Samples samples;
    private final int[] order;
    private final int d;
    private final double scale;
    private final double[] centre;

    /** Squared, by place; zeros where distances come from differences. */
    private final float[] length;

    /**
     * @param order which row of the samples comes at each place
     * @param scale a length of the order of the distances that matter
     */
    CentredRows(Samples samples, int[] order, double scale) {
        unit = Math.scalb(1.0, Math.getExponent(scale));
        this.samples = samples;
        this.order = order;
        d = samples.dimensions();
        this.scale = scale;
        centre = new double[d];
        length = new float[order.length];
        float[] row = new float[d];
        int step = Math.max(1, order.length / ROWS_OF_CENTRE);
        for (int p = 0; p < order.length && !isNarrow(); p += step) {
            samples.copyRow(order[p], row, 0);
            for (int j = 0; j < d; j++) {
                centre[j] += row[j];
            }
        }
        int count = (order.length + step - 1) / step;
        for (int j = 0; j < d; j++) {
            centre[j] /= count;
        }
    }

    private float largest(int row) {
        float largest = samples.get(row, 0);
        for (int j = 1; j < d; j++) {
            float value = samples.get(row, j);
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        return largest;
    }

    /** The number of rows. */
    public int count() {
        return order.length;
    }

    /** The number of columns. */
    public int columns() {
        return d;
    }

    /** Whether distances come from differences. */
    public boolean isNarrow() {
        return d <= FEW;
    }

    /**
     * Copies the row at a place, centred, in {@link #unit units}, and keeps its length, which is not known before.
     *
     * @throws IllegalArgumentException for values too large beside the scale
     */
    public void copy(int place, float[] target, int at) {
        samples.copyRow(order[place], target, at);
        double factor = 1 / unit;
        double squares = 0;
        for (int j = at; j < at + d; j++) {
            float value = (float) ((target[j] - centre[j - at]) * factor);
            target[j] = value;
            squares += (double) value * value;
        }
        if (!(squares <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("values must be less than 1e38 times the scale " + scale + ", got "
                    + largest(order[place]) + " in row " + order[place]);
        }
        length[place] = isNarrow() ? 0 : (float) squares;
    }

    /** The length that distances are in. */
    double unit() {
        return unit;
    }

    /** The squared length of the row at a place, once copied. */
    float length(int place) {
        return length[place];
    }

    /** All squared lengths of copied rows, by place; not to be changed. */
    float[] lengths() {
        return length;
    }

    /** How far a squared distance from an inner product is off, as a share of the squared lengths. */
    double rounding() {
        return isNarrow() ? 0 : 0x1p-24 * (Math.sqrt(d) + 2);
    }

    /** The squared distance of two places, from differences of the samples themselves. */
    double exact(int place, int other) {
        int i = order[place];
        int k = order[other];
        double sum = 0;
        for (int j = 0; j < d; j++) {
            double difference = ((double) samples.get(i, j) - samples.get(k, j)) / unit;
            sum += difference * difference;
        }
        return sum;
    }
}
