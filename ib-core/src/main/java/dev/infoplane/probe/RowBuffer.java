package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;

/** Collects arrays batch by batch on the heap. */
final class RowBuffer {
    private final int expectedRows;
    private float[] values = new float[0];
    private int used;
    private int rows;
    private DataType type;
    private Shape rowShape;

    /** For any number of rows. */
    RowBuffer() {
        this(0);
    }

    /** For a number of rows that is known beforehand, so that memory is taken once. */
    RowBuffer(int expectedRows) {
        this.expectedRows = expectedRows;
    }

    /**
     * Copies a batch {@code [n, ...]}, or a single number as one row.
     *
     * @throws IllegalArgumentException if its rows have another shape than those before
     */
    void add(NDArray batch) {
        Shape shape = batch.getShape().dimension() == 0
                ? batch.getShape()
                : batch.getShape().slice(1);
        if (rowShape == null) {
            rowShape = shape;
            type = batch.getDataType();
        } else if (!rowShape.equals(shape)) {
            throw new IllegalArgumentException(
                    "every row must have the shape of the first, " + rowShape + ", but a later one has " + shape);
        }
        append(floats(batch), Math.toIntExact(shape.size()));
    }

    private void append(float[] more, int rowSize) {
        int needed = Math.addExact(used, more.length);
        int expected = Math.multiplyExact(expectedRows, rowSize);
        if (used == 0 && more.length >= expected) {
            values = more;
        } else {
            if (needed > values.length) {
                int grown = used == 0 ? expected : (int) Math.min(Integer.MAX_VALUE - 8, 2L * values.length);
                values = Arrays.copyOf(values, Math.max(needed, grown));
            }
            System.arraycopy(more, 0, values, used, more.length);
        }
        used = needed;
        rows += more.length / rowSize;
    }

    int rows() {
        return rows;
    }

    void clear() {
        values = new float[0];
        used = 0;
        rows = 0;
        rowShape = null;
    }

    boolean isEmpty() {
        return rowShape == null;
    }

    DataType type() {
        return type;
    }

    /** All rows; later ones do not show in it. */
    Samples toSamples() {
        int[] row =
                Arrays.stream(rowShape.getShape()).mapToInt(Math::toIntExact).toArray();
        return Samples.of(used == values.length ? values : Arrays.copyOf(values, used), row);
    }

    private static float[] floats(NDArray array) {
        if (array.getDataType() == DataType.FLOAT32) {
            return array.toFloatArray();
        }
        try (NDArray converted = array.toType(DataType.FLOAT32, true)) {
            return converted.toFloatArray();
        }
    }
}
