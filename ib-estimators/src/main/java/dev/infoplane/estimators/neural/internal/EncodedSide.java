package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.internal.ColumnTransforms;
import dev.infoplane.estimators.internal.discrete.Symbols;
import java.util.Arrays;
import java.util.Optional;

/**
 * One side of a pair as networks see it. Vectors are mapped column by column as a {@link MarginalTransform} says. Labels (one number a
 * row) of few values become indicators, in the order of first appearance, so that their codes make no difference. Rows with more axes,
 * such as images, keep their shape and are centred and scaled as a whole, so that pixels keep their proportions.
 *
 * @param values row after row
 * @param rowShape the shape of a row, at least one axis
 */
public record EncodedSide(float[] values, Shape rowShape) {
    /** Labels of more values than this are taken for amounts. */
    private static final int MOST_LABELS = 256;

    /** Labels must repeat this often in the mean. */
    private static final int LEAST_REPEATS = 5;

    /** Encodes samples; the rows of all roles are mapped alike, each side without regard to the other. */
    public static EncodedSide of(Samples samples, MarginalTransform margins) {
        return labels(samples).map(EncodedSide::indicators).orElseGet(() -> amounts(samples, margins));
    }

    /** The labels of samples that are taken for labels. */
    static Optional<Symbols> labels(Samples samples) {
        return Optional.of(samples)
                .filter(side -> side.rowShape().length == 0)
                .map(Symbols::ofRows)
                .filter(symbols -> symbols.distinct() <= MOST_LABELS)
                .filter(symbols -> (long) symbols.distinct() * LEAST_REPEATS <= samples.rows());
    }

    private static EncodedSide amounts(Samples samples, MarginalTransform margins) {
        int[] shape = samples.rowShape();
        if (shape.length < 2) {
            return new EncodedSide(ColumnTransforms.rows(samples, margins), new Shape(samples.dimensions()));
        }
        return new EncodedSide(
                scaled(samples, margins),
                new Shape(Arrays.stream(shape).asLongStream().toArray()));
    }

    /** The values themselves, each column on a common scale, for distances between rows. */
    static EncodedSide standardised(Samples samples) {
        return new EncodedSide(
                ColumnTransforms.rows(samples, MarginalTransform.STANDARDISED), new Shape(samples.dimensions()));
    }

    private static EncodedSide indicators(Symbols symbols) {
        int d = symbols.distinct();
        float[] values = new float[symbols.of().length * d];
        for (int i = 0; i < symbols.of().length; i++) {
            values[i * d + symbols.of()[i]] = (float) Math.sqrt(d);
        }
        return new EncodedSide(values, new Shape(d));
    }

    private static float[] scaled(Samples samples, MarginalTransform margins) {
        float[] all = samples.toArray();
        return margins == MarginalTransform.AS_THEY_ARE
                ? all
                : ColumnTransforms.rows(Samples.of(all), MarginalTransform.STANDARDISED);
    }

    /** How many values a row has. */
    public int dimensions() {
        return Math.toIntExact(rowShape.size());
    }

    /** Whether all rows are equal. */
    public boolean isConstant() {
        int d = dimensions();
        for (int i = d; i < values.length; i++) {
            if (values[i] != values[i - d]) {
                return false;
            }
        }
        return true;
    }

    /** The rows of these numbers, one after the other. */
    float[] select(int[] rows) {
        int d = dimensions();
        float[] chosen = new float[Math.multiplyExact(rows.length, d)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * d, chosen, i * d, d);
        }
        return chosen;
    }

    /** The shape of this many rows together. */
    public Shape batch(int rows) {
        return new Shape(rows).addAll(rowShape);
    }
}
