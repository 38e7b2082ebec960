package dev.infoplane.models.zoo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddedConv2dTest {
    /** Gradients computed in memory full of NaN equal sums written out. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "16, 1, 1",
        "1, 16, 1",
        "16, 3, 2",
        "8, 8, 1",
        "3, 12, 2",
        "24, 24, 1",
        "24, 48, 2",
        "40, 32, 2",
        "48, 96, 2",
        "80, 32, 2",
        "32, 32, 1",
        "32, 64, 2"
    })
    void valuesAndGradientsAreThoseOfSumsWhateverFreedMemoryHolds(int in, int out, int stride) {
        for (int repeat = 0; repeat < 20; repeat++) {
            try (NDManager manager = NDManager.newBaseManager()) {
                compareWithSums(manager, in, out, stride);
            }
        }
    }

    private static void compareWithSums(NDManager manager, int in, int out, int stride) {
        int extent = 6;
        Shape shape = new Shape(2, in, extent, extent);
        Block block = Layers.convolution(out, 3, stride);
        block.initialize(manager, DataType.FLOAT32, shape);
        NDArray x = manager.randomNormal(shape);
        x.setRequiresGradient(true);
        NDArray kernel = block.getDirectParameters().get("weight").getArray();
        assertThat(kernel.getShape()).isEqualTo(new Shape(out, in, 3, 3));
        leaveNaNBehind(manager);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray y = block.forward(new ParameterStore(manager, false), new NDList(x), true)
                    .singletonOrThrow();
            collector.backward(y.square().sum().mul(0.5f));
            float[] values = y.toFloatArray();
            Sums sums = new Sums(in, out, extent, stride);
            sums.run(x.toFloatArray(), kernel.toFloatArray(), values); // the gradient of half a square is the value
            assertClose(values, sums.y);
            assertClose(x.getGradient().toFloatArray(), sums.dx);
            assertClose(kernel.getGradient().toFloatArray(), sums.dw);
        }
    }

    private static void leaveNaNBehind(NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            for (int size = 64; size <= 1 << 16; size *= 2) {
                for (int i = 0; i < 4; i++) {
                    scope.full(new Shape(size), Float.NaN);
                }
            }
        }
    }

    private static void assertClose(float[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-3 * (1 + Math.abs(expected[i]))));
        }
    }

    /** The convolution and its gradients as sums, for a batch of two. */
    private static final class Sums {
        private final int in;
        private final int out;
        private final int extent;
        private final int stride;
        private final int places;
        private final double[] y;
        private final double[] dx;
        private final double[] dw;

        Sums(int in, int out, int extent, int stride) {
            this.in = in;
            this.out = out;
            this.extent = extent;
            this.stride = stride;
            this.places = (extent + stride - 1) / stride;
            this.y = new double[2 * out * places * places];
            this.dx = new double[2 * in * extent * extent];
            this.dw = new double[out * in * 9];
        }

        void run(float[] x, float[] w, float[] upstream) {
            for (int at = 0; at < y.length; at++) {
                int col = at % places * stride - 1;
                int row = at / places % places * stride - 1;
                int o = at / (places * places) % out;
                int image = at / (places * places * out);
                for (int c = 0; c < in; c++) {
                    for (int k = 0; k < 9; k++) {
                        int r = row + k / 3;
                        int q = col + k % 3;
                        if (r < 0 || r >= extent || q < 0 || q >= extent) {
                            continue;
                        }
                        int source = ((image * in + c) * extent + r) * extent + q;
                        int weight = (o * in + c) * 9 + k;
                        y[at] += (double) x[source] * w[weight];
                        dx[source] += (double) upstream[at] * w[weight];
                        dw[weight] += (double) upstream[at] * x[source];
                    }
                }
            }
        }
    }
}
