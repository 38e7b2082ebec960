package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects arrays batch by batch on the heap. */
final class RowBuffer {
    private final List<float[]> parts = new ArrayList<>();
    private DataType type;
    private Shape rowShape;
    private int rows;

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
        float[] values = floats(batch);
        parts.add(values);
        rows += values.length / Math.toIntExact(shape.size());
    }

    int rows() {
        return rows;
    }

    void clear() {
        parts.clear();
        rowShape = null;
        rows = 0;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    DataType type() {
        return type;
    }

    Samples toSamples() {
        int total = parts.stream().mapToInt(p -> p.length).reduce(0, Math::addExact);
        float[] values = new float[total];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, values, at, part.length);
            at += part.length;
        }
        int[] row =
                Arrays.stream(rowShape.getShape()).mapToInt(Math::toIntExact).toArray();
        return Samples.of(values, row);
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
