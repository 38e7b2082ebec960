package dev.infoplane.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;

/** Samples from arrays of DJL, and back. */
public final class NdArrays {
    private NdArrays() {}

    /**
     * The rows of an array along its first axis, copied to the heap.
     *
     * @throws IllegalArgumentException if it has no axis or no value, or if float32 cannot hold its values apart
     */
    public static Samples samples(NDArray array) {
        int[] shape = Arrays.stream(array.getShape().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        DataType type = array.getDataType();
        boolean wide = type == DataType.FLOAT64 || type == DataType.INT64 || type == DataType.INT32;
        return wide
                ? NumberArray.of(array.toType(DataType.FLOAT64, false).toDoubleArray(), shape)
                        .samples()
                : NumberArray.of(array.toType(DataType.FLOAT32, false).toFloatArray(), shape)
                        .samples();
    }

    /** A 32-bit array whose first axis are the rows. */
    public static NDArray array(NDManager manager, Samples samples) {
        int[] rowShape = samples.rowShape();
        long[] shape = new long[rowShape.length + 1];
        shape[0] = samples.rows();
        for (int j = 0; j < rowShape.length; j++) {
            shape[j + 1] = rowShape[j];
        }
        return manager.create(samples.toArray(), new Shape(shape));
    }
}
