package dev.infoplane.models.decoder.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransposedConvolutionTest {
    private static final int CHANNELS = 3;
    private static final int SIDE = 4;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void equalsTheDefinitionOfATransposedConvolution(boolean threeWide) {
        try (NDManager manager = NDManager.newBaseManager()) {
            ParameterLayout layout = new ParameterLayout();
            TransposedConvolution up =
                    new TransposedConvolution(layout, new TransposedSpec("up", CHANNELS, threeWide ? 3 : 2));
            Weights w = new Weights(layout, manager.create(layout.initial(new SplittableRandom(2))));
            Random random = new Random(4);
            float[] x = new float[CHANNELS * SIDE * SIDE];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) random.nextGaussian();
            }
            NDArray y = up.apply(
                            w,
                            manager.create(x, new Shape(1, CHANNELS, SIDE, SIDE))
                                    .transpose(0, 2, 3, 1))
                    .transpose(0, 3, 1, 2);
            float[] found = y.toFloatArray();
            double[] expected = direct(x, WeightNorm.kernel(w, "up").toFloatArray(), threeWide ? 3 : 2);
            for (int i = 0; i < found.length; i++) {
                assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5));
            }
        }
    }

    /** Spreads every input over the places its kernel reaches; a kernel of three columns starts one to the left. */
    private static double[] direct(float[] x, float[] kernel, int width) {
        int out = 2 * SIDE;
        int left = width == 3 ? 1 : 0;
        double[] y = new double[CHANNELS * out * out];
        for (int o = 0; o < CHANNELS; o++) {
            for (int c = 0; c < CHANNELS; c++) {
                for (int i = 0; i < SIDE; i++) {
                    for (int j = 0; j < SIDE; j++) {
                        for (int a = 0; a < 2; a++) {
                            for (int b = 0; b < width; b++) {
                                int row = 2 * i + a;
                                int column = 2 * j + b - left;
                                if (column >= 0 && column < out) {
                                    y[(o * out + row) * out + column] += x[(c * SIDE + i) * SIDE + j]
                                            * kernel[((o * CHANNELS + c) * 2 + a) * width + b];
                                }
                            }
                        }
                    }
                }
            }
        }
        return y;
    }
}
