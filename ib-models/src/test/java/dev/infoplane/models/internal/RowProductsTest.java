package dev.infoplane.models.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of windows that are cut out of those of rows, against products of the windows themselves. */
class RowProductsTest {
    private static final int ROWS = 60;
    private static final int HEIGHT = 6;

    @ParameterizedTest
    @CsvSource({"1, 3, 1", "4, 2, 3", "14, 2, 5", "19, 2, 3", "30, 1, 5", "9, 3, 9"})
    void windowsAreCutOut(int width, int channels, int widest) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray map = normals(manager, new Shape(HEIGHT, ROWS, width, channels));
            NDArray left =
                    map.sub(projected(manager, map.reshape(HEIGHT, ROWS, -1)).reshape(map.getShape()));
            List<NDArray> raw = rows(map);
            List<NDArray> residual = rows(left);
            RowProducts products = new RowProducts(raw::get, residual::get, widest);
            for (int top = 0; top < HEIGHT; top++) {
                int bottom = Math.min(HEIGHT, top + widest);
                products.dropAbove(top);
                for (int from = 0; from < width; from++) {
                    int to = Math.min(width, from + widest);
                    float[] expected = RidgeStep.product(
                                    window(raw, top, bottom, from, to), window(residual, top, bottom, from, to))
                            .toFloatArray();
                    assertThat(products.of(top, bottom, from, to).toFloatArray())
                            .usingComparatorWithPrecision(2e-3f)
                            .containsExactly(expected);
                }
            }
            assertThat(products.multiplyAdds()).isPositive();
        }
    }

    @Test
    void whatIsSharedCostsLess() {
        assertThat(RowProducts.columnPairs(14, 16, 5)).isEqualTo(14L * 14 * 256);
        assertThat(RowProducts.columnPairs(64, 1, 3)).isEqualTo(64 * 12 - 2 * 8 * 2);
    }

    @ParameterizedTest
    @CsvSource({"1", "31", "100", "150"})
    void leverageIsTheDiagonalOfTheHatMatrix(int columns) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray b = normals(manager, new Shape(200, columns));
            RidgeStep step = RidgeStep.of(b, b, 3);
            float[] all = b.matMul(step.inverse()).matMul(b.transpose()).toFloatArray();
            float[] leverage = step.leverage(b).toFloatArray();
            assertThat(leverage).hasSize(200);
            for (int i = 0; i < 200; i++) {
                assertThat(leverage[i]).isEqualTo(all[i * 200 + i], within(1e-5f));
            }
        }
    }

    private static NDArray normals(NDManager manager, Shape shape) {
        manager.getEngine().setRandomSeed(1);
        return manager.randomNormal(shape);
    }

    /** The part of each row of the map that lies along five columns; the hat matrix of a ridge regression is symmetric. */
    private static NDArray projected(NDManager manager, NDArray flat) {
        NDArray columns = normals(manager, new Shape(ROWS, 5));
        RidgeStep step = RidgeStep.of(columns, columns, 3);
        NDList parts = new NDList();
        for (int y = 0; y < HEIGHT; y++) {
            parts.add(step.part(columns, flat.get(y)));
        }
        return NDArrays.stack(parts);
    }

    private static List<NDArray> rows(NDArray map) {
        return IntStream.range(0, HEIGHT).mapToObj(y -> map.get(y)).toList();
    }

    private static NDArray window(List<NDArray> rows, int top, int bottom, int from, int to) {
        NDList parts = new NDList();
        for (int y = top; y < bottom; y++) {
            parts.add(rows.get(y)
                    .get(new NDIndex().addAllDim().addSliceDim(from, to))
                    .reshape(ROWS, -1));
        }
        return NDArrays.concat(parts, 1);
    }
}
