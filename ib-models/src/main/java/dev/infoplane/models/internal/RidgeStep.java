package dev.infoplane.models.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.Optional;

/**
 * One block of columns taken into a ridge regression after others. With P the hat matrix so far, B the new columns and
 * R = B − PB what is new in them, the hat matrix grows by R (BᵀR + λI)⁻¹ Rᵀ (block elimination of the normal equations). So
 * blocks may be shared: the first one by all pixels, the second by all pixels of a cell.
 *
 * @param inverse (BᵀR + λI)⁻¹, {@code [d, d]}
 * @param spread R (BᵀR + λI)⁻¹, {@code [n, d]}
 */
public record RidgeStep(NDArray inverse, NDArray spread) {
    private static final int ROWS_AT_ONCE = 4096;

    /**
     * Takes in a block.
     *
     * @param raw B, {@code [n, d]}
     * @param residual R, {@code [n, d]}
     */
    public static RidgeStep of(NDArray raw, NDArray residual, double ridge) {
        return of(raw, residual, ridge, Optional.empty());
    }

    /**
     * Takes in a block whose weights β have a penalty of their own, βᵀPβ, beside the ridge.
     *
     * @param raw B, {@code [n, d]}
     * @param residual R, {@code [n, d]}
     * @param penalty P, {@code [d, d]}
     */
    public static RidgeStep of(NDArray raw, NDArray residual, double ridge, Optional<NDArray> penalty) {
        NDManager manager = residual.getManager();
        NDArray product = product(raw, residual);
        NDArray gram = penalty.map(product::add).orElse(product).toType(DataType.FLOAT64, false);
        long d = gram.getShape().get(0);
        NDArray sum = gram.add(gram.transpose())
                .mul(0.5)
                .add(manager.eye((int) d, (int) d, 0, DataType.FLOAT64).mul(ridge));
        NDArray inverse = sum.inverse().toType(DataType.FLOAT32, false);
        return new RidgeStep(inverse, residual.matMul(inverse));
    }

    /** What the step takes away of the residuals of other columns: their part along R. */
    public NDArray part(NDArray residual, NDArray columns) {
        return spread.matMul(product(residual, columns));
    }

    /** By how much the diagonal of the hat matrix grows, {@code [n]}. */
    public NDArray leverage(NDArray residual) {
        return spread.mul(residual).sum(new int[] {1});
    }

    /** aᵀb, summed in blocks of rows, which keeps the rounding of floats small. */
    public static NDArray product(NDArray a, NDArray b) {
        long n = a.getShape().get(0);
        NDArray sum = null;
        for (long from = 0; from < n; from += ROWS_AT_ONCE) {
            NDIndex block = new NDIndex().addSliceDim(from, Math.min(n, from + ROWS_AT_ONCE));
            NDArray part = n <= ROWS_AT_ONCE
                    ? a.transpose().matMul(b)
                    : a.get(block).transpose().matMul(b.get(block));
            sum = sum == null ? part : sum.add(part);
        }
        return sum;
    }
}
