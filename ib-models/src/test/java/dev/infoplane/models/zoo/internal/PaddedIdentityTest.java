package dev.infoplane.models.zoo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddedIdentityTest {
    private static final int CHANNELS = 2;

    @ParameterizedTest
    @CsvSource({"6, 4, 2, 3", "7, 5, 2, 3", "7, 5, 2, 2", "1, 1, 2, 4", "5, 4, 3, 2", "3, 4, 1, 3", "3, 4, 1, 2"})
    void valuesAndGradientsAreThoseOfEveryFewPlaces(int height, int width, int stride, int out) {
        int rows = (height + stride - 1) / stride;
        int columns = (width + stride - 1) / stride;
        Block shortcut = Layers.paddedIdentity(CHANNELS, out, stride);
        try (NDManager manager = NDManager.newBaseManager()) {
            Shape shape = new Shape(2, CHANNELS, height, width);
            NDArray x = manager.arange((float) shape.size()).reshape(shape);
            x.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray y = shortcut.forward(new ParameterStore(manager, false), new NDList(x), true)
                        .singletonOrThrow();
                collector.backward(y.square().sum().mul(0.5f)); // the gradient of half a square is the value
                assertThat(y.getShape()).isEqualTo(new Shape(2, out, rows, columns));
                NDArray gradient = x.getGradient();
                for (int n = 0; n < 2; n++) {
                    for (int c = 0; c < out; c++) {
                        for (int i = 0; i < rows; i++) {
                            for (int j = 0; j < columns; j++) {
                                float wanted =
                                        c < CHANNELS ? x.getFloat(n, c, (long) i * stride, (long) j * stride) : 0;
                                assertThat(y.getFloat(n, c, i, j)).isEqualTo(wanted);
                            }
                        }
                    }
                }
                for (int c = 0; c < CHANNELS; c++) {
                    for (int i = 0; i < height; i++) {
                        for (int j = 0; j < width; j++) {
                            float wanted = i % stride == 0 && j % stride == 0 ? x.getFloat(1, c, i, j) : 0;
                            assertThat(gradient.getFloat(1, c, i, j)).isEqualTo(wanted);
                        }
                    }
                }
            }
        }
    }
}
