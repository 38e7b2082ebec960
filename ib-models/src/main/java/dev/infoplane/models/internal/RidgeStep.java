package dev.infoplane.models.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.Optional;

/**
 * One block of columns taken into a ridge regression after others. With P the hat matrix so far, B the new columns and
 * R = B − PB what is new in them, the hat matrix grows by R (BᵀR + λI)⁻¹ Rᵀ (block elimination of the normal equations). So
 * blocks may be shared: the first one by all pixels, the second by all pixels of a cell.
 *
 * @param inverse (BᵀR + λI)⁻¹, {@code [d, d]}
 */
public record RidgeStep(NDArray inverse) {
    private static final int ROWS_AT_ONCE = 4096;
    /** Into so many parts columns are divided; more of them make slow matrix products. */
    private static final int PARTS = 4;

    private static final int LEAST_PART = 32;

    /**
     * Takes in a block.
     *
     * @param raw B, {@code [n, d]}
     * @param residual R, {@code [n, d]}
     */
    public static RidgeStep of(NDArray raw, NDArray residual, double ridge) {
        return of(product(raw, residual), ridge, Optional.empty());
    }

    /**
     * Takes in a block whose weights β may have a penalty of their own, βᵀPβ, beside the ridge.
     *
     * @param product BᵀR, {@code [d, d]}, symmetric but for rounding
     * @param penalty P, {@code [d, d]}
     */
    public static RidgeStep of(NDArray product, double ridge, Optional<NDArray> penalty) {
        NDArray gram = penalty.map(product::add).orElse(product).toType(DataType.FLOAT64, false);
        long d = gram.getShape().get(0);
        NDArray sum = gram.add(gram.transpose())
                .mul(0.5)
                .add(product.getManager()
                        .eye((int) d, (int) d, 0, DataType.FLOAT64)
                        .mul(ridge));
        return new RidgeStep(sum.inverse().toType(DataType.FLOAT32, false));
    }

    /** What the step takes away of the residuals of other columns: their part along R. */
    public NDArray part(NDArray residual, NDArray columns) {
        return residual.matMul(inverse.matMul(product(residual, columns)));
    }

    /**
     * By how much the diagonal of the hat matrix grows, {@code [n]}. Of what is the same on both sides of the diagonal of {@link #inverse},
     * most is computed once.
     */
    public NDArray leverage(NDArray residual) {
        long d = inverse.getShape().get(0);
        long part = Math.max(LEAST_PART, (d + PARTS - 1) / PARTS);
        NDArray sum = null;
        for (long from = 0; from < d; from += part) {
            long to = Math.min(d, from + part);
            NDArray weights = inverse.get(new NDIndex().addSliceDim(from, to).addSliceDim(from, to));
            if (from > 0) {
                NDArray above = inverse.get(new NDIndex().addSliceDim(0, from).addSliceDim(from, to));
                weights = NDArrays.concat(new NDList(above.add(above), weights), 0);
            }
            NDArray some = residual.get(new NDIndex().addAllDim().addSliceDim(0, to))
                    .matMul(weights)
                    .mul(residual.get(new NDIndex().addAllDim().addSliceDim(from, to)))
                    .sum(new int[] {1});
            sum = sum == null ? some : sum.add(some);
        }
        return sum;
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
