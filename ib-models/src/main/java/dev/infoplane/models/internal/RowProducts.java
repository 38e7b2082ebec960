package dev.infoplane.models.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Products BᵀR of the columns of windows of a map, where R is what some columns that all windows share leave of B. Since R = (I −
 * P)B with a symmetric P, these are symmetric. Windows overlap, so products are taken once for each two rows of the map, and those of
 * a window are cut out of them: for windows of 5×5 on a row of 14 places that is a ninth of the work.
 */
public final class RowProducts {
    /** Places of a row whose products are taken together; fewer make slow matrix products. */
    private static final int STRIP = 8;

    private final IntFunction<NDArray> raw;
    private final IntFunction<NDArray> residual;
    private final int reach;
    private final Map<Integer, Map<Integer, NDArray>> products = new TreeMap<>();
    private long multiplyAdds;

    /**
     * Products of rows that are taken when they are needed.
     *
     * @param raw rows of the map by their number, {@code [n, width, channels]}
     * @param residual what is left of them
     * @param widest how many places of a row a window may have
     */
    public RowProducts(IntFunction<NDArray> raw, IntFunction<NDArray> residual, int widest) {
        this.raw = raw;
        this.residual = residual;
        reach = widest - 1;
    }

    /**
     * How many products of two columns are taken for two rows of a map.
     *
     * @param widest how many places of a row a window may have
     */
    public static long columnPairs(int width, int channels, int widest) {
        long places = 0;
        for (int from = 0; from < width; from += strip(width, widest - 1)) {
            int to = Math.min(width, from + strip(width, widest - 1));
            places += (long) (to - from) * (Math.min(width, to + widest - 1) - Math.max(0, from - widest + 1));
        }
        return places * channels * channels;
    }

    private static int strip(int width, int reach) {
        return width <= STRIP + 2 * reach ? width : STRIP;
    }

    /** The products of a window, {@code [d, d]}, its columns in the order of rows, places and channels. */
    public NDArray of(int top, int bottom, int left, int right) {
        NDList rows = new NDList();
        for (int y = top; y < bottom; y++) {
            NDList blocks = new NDList();
            for (int other = top; other < bottom; other++) {
                NDArray block = block(Math.min(y, other), Math.max(y, other), left, right);
                blocks.add(y <= other ? block : block.transpose());
            }
            rows.add(NDArrays.concat(blocks, 1));
        }
        return NDArrays.concat(rows, 0);
    }

    private NDArray block(int y, int other, int left, int right) {
        NDArray product = products.computeIfAbsent(y, k -> new TreeMap<>()).computeIfAbsent(other, k -> product(y, k));
        long channels = raw.apply(y).getShape().get(2);
        return product.get(new NDIndex()
                .addSliceDim(left * channels, right * channels)
                .addSliceDim(left * channels, right * channels));
    }

    private NDArray product(int y, int other) {
        NDArray first = raw.apply(y);
        NDArray second = residual.apply(other);
        NDManager manager = first.getManager();
        long n = first.getShape().get(0);
        int width = (int) first.getShape().get(1);
        long channels = first.getShape().get(2);
        int strip = strip(width, reach);
        multiplyAdds += n * columnPairs(width, (int) channels, reach + 1);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList strips = new NDList();
            for (int from = 0; from < width; from += strip) {
                int to = Math.min(width, from + strip);
                int left = Math.max(0, from - reach);
                int right = Math.min(width, to + reach);
                NDArray some = RidgeStep.product(places(first, from, to), places(second, left, right));
                long rows = (to - from) * channels;
                strips.add(NDArrays.concat(
                        new NDList(
                                manager.zeros(new Shape(rows, left * channels)),
                                some,
                                manager.zeros(new Shape(rows, (width - right) * channels))),
                        1));
            }
            NDArray all = NDArrays.concat(strips, 0);
            NDScope.unregister(all);
            return all;
        }
    }

    private static NDArray places(NDArray row, int from, int to) {
        return row.get(new NDIndex().addAllDim().addSliceDim(from, to))
                .reshape(row.getShape().get(0), -1);
    }

    /** Forgets products of rows above this one. */
    public void dropAbove(int top) {
        for (Iterator<Map.Entry<Integer, Map<Integer, NDArray>>> all =
                        products.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<Integer, Map<Integer, NDArray>> one = all.next();
            if (one.getKey() < top) {
                one.getValue().values().forEach(NDArray::close);
                all.remove();
            }
        }
    }

    /** How many multiplications with an addition all this has taken. */
    public long multiplyAdds() {
        return multiplyAdds;
    }
}
