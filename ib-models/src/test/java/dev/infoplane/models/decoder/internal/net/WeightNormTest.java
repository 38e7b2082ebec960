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
import org.junit.jupiter.api.Test;

/** Weight normalisation, its initialisation, dropout and corruption: what a training would hide if it were missing. */
class WeightNormTest {
    private static final int OUT = 5;

    @Test
    void aKernelHasTheLengthThatItsScaleSaysInEachChannel() {
        ParameterLayout layout = new ParameterLayout();
        new CausalConvolution(layout, ConvolutionSpec.down("c", 3, OUT));
        float[] vector = layout.initial(new SplittableRandom(1));
        float[] scales = {0.5f, 1, 2, 3, 4};
        System.arraycopy(scales, 0, vector, layout.slot("c.g").offset(), OUT);
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] kernel = WeightNorm.kernel(new Weights(layout, manager.create(vector)), "c")
                    .toFloatArray();
            int each = kernel.length / OUT;
            for (int c = 0; c < OUT; c++) {
                double square = 0;
                for (int i = 0; i < each; i++) {
                    square += kernel[c * each + i] * kernel[c * each + i];
                }
                assertThat(Math.sqrt(square)).isCloseTo(scales[c], within(1e-5));
            }
        }
    }

    /** Salimans &amp; Kingma 2016, equation 6: mean 0 and the wanted deviation on the batch that initialises. */
    @Test
    void theFirstBatchLeavesEachChannelCentredAndScaled() {
        ParameterLayout layout = new ParameterLayout();
        CausalConvolution c =
                new CausalConvolution(layout, ConvolutionSpec.down("c", 3, OUT).startingAt(0.1));
        float[] host = layout.initial(new SplittableRandom(1));
        Random random = new Random(2);
        float[] values = new float[16 * 8 * 8 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (50 + 40 * random.nextGaussian());
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(values, new Shape(16, 8, 8, 3));
            NDArray first = c.apply(Weights.initialising(layout, manager.create(host.clone()), host), x);
            NDArray then = c.apply(new Weights(layout, manager.create(host)), x);
            assertThat(then.sub(first).abs().max().getFloat()).isLessThan(1e-4f);
            for (int channel = 0; channel < OUT; channel++) {
                NDArray y = then.get("..., " + channel);
                double mean = y.mean().getFloat();
                assertThat(mean).isCloseTo(0, within(1e-4));
                assertThat(Math.sqrt(y.sub(mean).square().mean().getFloat())).isCloseTo(0.1, within(1e-3));
            }
        }
    }

    @Test
    void dropoutSetsItsShareToZeroAndScalesTheOthersUp() {
        try (NDManager manager = NDManager.newBaseManager();
                Dropout.Pool pool = new Dropout.Pool(manager, 0.25, 40_000, 1)) {
            NDArray ones = manager.ones(new Shape(4, 10, 10, 100));
            Dropout pass = pool.pass(3);
            float[] a = pass.apply(ones).toFloatArray();
            float[] b = pass.apply(ones).toFloatArray();
            int zeros = 0;
            int both = 0;
            for (int i = 0; i < a.length; i++) {
                assertThat(a[i]).isIn(0f, 4 / 3f);
                zeros += a[i] == 0 ? 1 : 0;
                both += a[i] == 0 && b[i] == 0 ? 1 : 0;
            }
            assertThat(zeros / 40_000.0).isCloseTo(0.25, within(0.01));
            assertThat(both / 40_000.0).as("each layer has a mask of its own").isCloseTo(0.0625, within(0.01));
            assertThat(pool.pass(3).apply(ones).toFloatArray()).isEqualTo(a);
            assertThat(pool.pass(4).apply(ones).toFloatArray()).isNotEqualTo(a);
        }
    }
}
