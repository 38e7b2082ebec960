package dev.infoplane.models.decoder.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the engine computes, against sums written out, at sizes where its kernels for channels-last differ from those for small
 * arrays (docs/decisions/0008-channels-the-engine-pads.md).
 */
class CausalConvolutionTest {
    private static final int SIDE = 32;
    private static final int BATCH = 16;

    @ParameterizedTest
    @CsvSource({
        "IN_PLACE, 32, 100",
        "IN_PLACE, 32, 48",
        "IN_PLACE, 64, 32",
        "IN_PLACE, 16, 30",
        "IN_PLACE, 24, 40",
        "DOWN, 16, 48",
        "DOWN, 8, 16",
        "DOWN_RIGHT, 16, 48",
        "DOWN_RIGHT, 12, 24",
        "HALVING, 16, 48",
        "HALVING, 40, 40",
        "HALVING, 48, 48",
        "DOWN, 40, 40",
        "DOWN, 80, 40",
        "DOWN_RIGHT, 80, 40",
        "DOWN_RIGHT, 3, 40"
    })
    void valuesAndGradientsAreTheSumsTheyStandFor(String kind, int in, int out) {
        ConvolutionSpec spec = switch (kind) {
            case "IN_PLACE" -> ConvolutionSpec.pointwise("c", in, out);
            case "DOWN" -> ConvolutionSpec.down("c", in, out);
            case "DOWN_RIGHT" -> ConvolutionSpec.downRight("c", in, out);
            default -> ConvolutionSpec.down("c", in, out).halving();
        };
        try (NDManager manager = NDManager.newBaseManager()) {
            ParameterLayout layout = new ParameterLayout();
            CausalConvolution convolution = new CausalConvolution(layout, spec);
            NDArray vector = manager.create(numbers(layout.size(), 2));
            float[] x = numbers(BATCH * SIDE * SIDE * in, 1);
            NDArray images = manager.create(x, new Shape(BATCH, SIDE, SIDE, in));
            vector.setRequiresGradient(true);
            images.setRequiresGradient(true);
            Weights w;
            NDArray y;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                w = new Weights(layout, vector);
                y = convolution.apply(w, images);
                collector.backward(y.sum());
            }
            float[] kernel = WeightNorm.kernel(w, "c").toFloatArray();
            float[] bias = w.get("c.b").toFloatArray();
            float[] found = y.toFloatArray();
            long width = y.getShape().get(2);
            int places = found.length / out;
            Random random = new Random(3);
            for (int check = 0; check < 4000; check++) {
                int place = random.nextInt(places);
                int o = check % out;
                double expected = bias[o] + sum(x, kernel, spec, place, width, o);
                assertThat(Math.abs(found[place * out + o] - expected))
                        .as("place %d, channel %d of %d", place, o, out)
                        .isLessThan(1e-4);
            }
            float[] gradient = vector.getGradient().toFloatArray();
            int atBias = layout.slot("c.b").offset();
            for (int o = 0; o < out; o++) {
                assertThat(gradient[atBias + o]).as("gradient of bias %d", o).isEqualTo(places);
            }
            assertThat(gradient).doesNotContain(Float.NaN);
            double[] sums = new double[out];
            for (int i = 0; i < found.length; i++) {
                sums[i % out] += found[i] - (double) bias[i % out];
            }
            // Outputs less bias are linear in gains and in images: values times gradients add up to them.
            int atGain = layout.slot("c.g").offset();
            float[] gains = w.get("c.g").toFloatArray();
            for (int o = 0; o < out; o++) {
                assertThat(gradient[atGain + o] * (double) gains[o])
                        .as("gradient of gain %d", o)
                        .isCloseTo(sums[o], within(0.05 + 1e-3 * Math.abs(sums[o])));
            }
            float[] byImage = images.getGradient().toFloatArray();
            double total = 0;
            for (int i = 0; i < x.length; i++) {
                total += x[i] * (double) byImage[i];
            }
            double expected = Arrays.stream(sums).sum();
            assertThat(total).as("gradient of images").isCloseTo(expected, within(0.05 + 1e-3 * Math.abs(expected)));
        }
    }

    /** One output, from the definition; rows and columns outside of the image are zero. */
    private static double sum(float[] x, float[] kernel, ConvolutionSpec spec, int place, long width, int o) {
        int cells = SIDE / spec.stride() * (int) width;
        int image = place / cells;
        int row = (int) (place % cells / width) * spec.stride() - spec.kernel().top();
        int column = (int) (place % width) * spec.stride() - spec.kernel().left();
        double sum = 0;
        for (int i = 0; i < spec.in(); i++) {
            for (int a = 0; a < spec.kernel().height(); a++) {
                for (int b = 0; b < spec.kernel().width(); b++) {
                    int r = row + a;
                    int c = column + b;
                    if (r >= 0 && c >= 0 && r < SIDE && c < SIDE) {
                        sum += x[((image * SIDE + r) * SIDE + c) * spec.in() + i]
                                * (double) kernel[
                                        ((o * spec.in() + i) * spec.kernel().height() + a)
                                                        * spec.kernel().width()
                                                + b];
                    }
                }
            }
        }
        return sum;
    }

    private static float[] numbers(int n, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
