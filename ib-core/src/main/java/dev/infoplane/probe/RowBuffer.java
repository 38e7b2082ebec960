package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;

/** Collects arrays batch by batch on the heap. */
final class RowBuffer {
    private final String what;
    private final String advice;
    private final int expectedRows;
    private float[] values = new float[0];
    private int used;
    private int rows;
    private DataType type;
    private Shape rowShape;

    /** For any number of rows; errors do not mention it. */
    RowBuffer() {
        this(0);
    }

    /** For a number of rows that is known beforehand, so that memory is taken once. */
    RowBuffer(int expectedRows) {
        this("", "", expectedRows);
    }

    private RowBuffer(String what, String advice, int expectedRows) {
        this.what = what;
        this.advice = advice;
        this.expectedRows = expectedRows;
    }

    /** For what a tap sees, whose name errors say. */
    static RowBuffer captured(String name, int expectedRows) {
        return new RowBuffer(
                "what is captured at '" + name + "' cannot be kept as rows of numbers: ",
                "; look through a view that pools over what varies, such as View.averageOver(1), or clear the capture"
                        + " before passes of another shape",
                expectedRows);
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
        requireShape(shape, batch.getDataType());
        append(floats(batch), Math.toIntExact(shape.size()));
        rows += batch.getShape().dimension() == 0
                ? 1
                : Math.toIntExact(batch.getShape().get(0));
    }

    /** Takes over the rows of another, which is then to be dropped. */
    void add(RowBuffer others) {
        requireShape(others.rowShape, others.type);
        append(others.values(), Math.toIntExact(rowShape.size()));
        rows += others.rows;
    }

    private void requireShape(Shape shape, DataType dataType) {
        if (rowShape == null) {
            rowShape = shape;
            type = dataType;
        } else if (!rowShape.equals(shape)) {
            throw new IllegalArgumentException(what + "every row must have the shape of the first, " + rowShape
                    + ", but a later one has " + shape + advice);
        }
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
        if (rowShape.size() == 0) {
            throw new IllegalArgumentException(what + "a row of shape " + rowShape + " holds no value");
        }
        int[] row =
                Arrays.stream(rowShape.getShape()).mapToInt(Math::toIntExact).toArray();
        return Samples.of(values(), row);
    }

    /** All values, row after row; not to be changed. */
    float[] values() {
        return used == values.length ? values : Arrays.copyOf(values, used);
    }

    private float[] floats(NDArray array) {
        DataType of = array.getDataType();
        if (of == DataType.FLOAT32) {
            return array.toFloatArray();
        }
        if (!of.isFloating() && !of.isInteger() && !of.isBoolean()) {
            throw new IllegalArgumentException(what + "its values are of type " + of);
        }
        if (of == DataType.FLOAT64) {
            return rounded(array.toDoubleArray());
        }
        if (of == DataType.INT64 || of == DataType.INT32) {
            try (NDArray whole = array.toType(DataType.INT64, true)) {
                return exact(whole.toLongArray());
            }
        }
        try (NDArray converted = array.toType(DataType.FLOAT32, true)) {
            return converted.toFloatArray();
        } catch (UnsupportedOperationException e) {
            return onTheHeap(array);
        }
    }

    private float[] rounded(double[] values) {
        int size = Math.toIntExact(rowShape.size());
        try {
            return size == 0 ? new float[0] : Samples.of(values, size).toArray();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + e.getMessage(), e);
        }
    }

    private float[] exact(long[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
            if ((long) floats[i] != values[i]) {
                throw new IllegalArgumentException(
                        what + "float32 does not hold the integer " + values[i] + " exactly; number ids from 0");
            }
        }
        return floats;
    }

    /** For engines that do not convert. */
    private static float[] onTheHeap(NDArray array) {
        Number[] numbers = array.toArray();
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers[i].floatValue();
        }
        return floats;
    }
}
