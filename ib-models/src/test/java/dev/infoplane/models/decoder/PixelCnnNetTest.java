package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import dev.infoplane.models.decoder.internal.net.Dropout;
import dev.infoplane.models.decoder.internal.net.PixelCnnNet;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class PixelCnnNetTest {
    /** Counts of the published architecture, three channels and a mixture of ten. */
    @ParameterizedTest
    @CsvSource({"160, 5, 53659080", "64, 5, 8610504", "64, 2, 3874632", "40, 2, 1519320", "32, 1, 578760"})
    void hasAsManyParametersAsThePublishedArchitecture(int filters, int units, int parameters) {
        PixelCnnSize size = new PixelCnnSize(filters, units, 10, 3);
        assertThat(net(size, 3).layout().size()).isEqualTo(parameters);
    }

    @Test
    void thePaperPresetIsThePublishedSize() {
        assertThat(net(PixelCnnSize.PAPER, 3).layout().size()).isEqualTo(53_659_080);
    }

    @Test
    void aLargeNetworkScoresFewImagesAtOnce() {
        assertThat(net(PixelCnnSize.PLANE, 1).rowsAtOnce(new int[] {1, 14, 14})).isEqualTo(100);
        assertThat(net(PixelCnnSize.DESKTOP, 3).rowsAtOnce(new int[] {3, 32, 32}))
                .isEqualTo(100);
        assertThat(net(PixelCnnSize.PAPER, 3).rowsAtOnce(new int[] {3, 32, 32})).isBetween(4, 16);
        assertThat(net(PixelCnnSize.PAPER, 3).rowsAtOnce(new int[] {3, 512, 512}))
                .isEqualTo(1);
    }

    /**
     * Changes every sub-pixel of an image in turn: no output at or before its pixel moves, and the very next output does.
     * (The channels of one pixel are ordered by the head, see PixelHeadTest.)
     */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 8, 8",
        "2, 1, 1, 8, 8",
        "3, 1, 1, 8, 8",
        "2, 2, 1, 8, 8",
        "1, 2, 3, 6, 6",
        "2, 1, 3, 6, 6",
        "3, 1, 3, 8, 8",
        "3, 1, 1, 6, 10",
        "3, 1, 3, 7, 5",
        "2, 1, 1, 5, 8"
    })
    void noOutputSeesItsOwnPixelOrALaterOne(int resolutions, int units, int channels, int height, int width) {
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnNet net = net(new PixelCnnSize(6, units, 2, resolutions), channels);
            Weights w = weights(manager, net);
            int places = height * width;
            float[] x = randomImage(places * channels, 5);
            float[][] before = outputs(net, w, manager, x, height, width);
            for (int changed = 0; changed < places * channels; changed++) {
                float[] other = x.clone();
                other[changed] += 0.5f;
                float[][] after = outputs(net, w, manager, other, height, width);
                int pixel = changed / channels;
                for (int p = 0; p <= pixel; p++) {
                    assertThat(after[p])
                            .as("output %d after a change of pixel %d", p, pixel)
                            .isEqualTo(before[p]);
                }
                if ((pixel + 1) % width != 0) {
                    assertThat(after[pixel + 1])
                            .as("output %d sees channel %d of the pixel to its left", pixel + 1, changed % channels)
                            .isNotEqualTo(before[pixel + 1]);
                }
            }
        }
    }

    /** Every pixel before the last one, in whatever row and column, is seen by some later output and in the end by the last. */
    @ParameterizedTest
    @CsvSource({"1, 2, 1", "1, 2, 3", "2, 2, 1", "2, 2, 3", "3, 2, 1", "3, 2, 3"})
    void everyAllowedDependencyIsLive(int resolutions, int units, int channels) {
        int side = 8;
        try (NDManager manager = NDManager.newBaseManager()) {
            PixelCnnNet net = net(new PixelCnnSize(6, units, 2, resolutions), channels);
            Weights w = weights(manager, net);
            float[] x = randomImage(side * side * channels, 6);
            int last = side * side - 1;
            float[] before = outputs(net, w, manager, x, side, side)[last];
            for (int changed = 0; changed < last * channels; changed++) {
                float[] other = x.clone();
                other[changed] += 2f;
                assertThat(outputs(net, w, manager, other, side, side)[last])
                        .as("the last output after a change of pixel %d", changed / channels)
                        .isNotEqualTo(before);
            }
        }
    }

    static PixelCnnNet net(PixelCnnSize size, int channels) {
        Head head = PixelHead.LOGISTIC_MIXTURE.create(channels, size.mixtures(), PixelLevels.BYTES.scale());
        return new PixelCnnNet(size.topology(channels, head.parameters()));
    }

    static Weights weights(NDManager manager, PixelCnnNet net) {
        return new Weights(net.layout(), manager.create(net.layout().initial(new SplittableRandom(1))));
    }

    public static float[] randomImage(int values, long seed) {
        Random random = new Random(seed);
        float[] x = new float[values];
        for (int i = 0; i < x.length; i++) {
            x[i] = 2 * random.nextFloat() - 1;
        }
        return x;
    }

    /** The parameters of the head at each pixel of one image. */
    private static float[][] outputs(PixelCnnNet net, Weights w, NDManager manager, float[] x, int height, int width) {
        int places = height * width;
        try (NDManager local = manager.newSubManager()) {
            float[] flat = net.apply(
                            w,
                            local.create(x, new Shape(1, height, width, x.length / places)),
                            ConditionFeatures.NONE,
                            Dropout.NONE)
                    .toFloatArray();
            int parameters = flat.length / places;
            float[][] byPixel = new float[places][];
            for (int p = 0; p < places; p++) {
                byPixel[p] = Arrays.copyOfRange(flat, p * parameters, (p + 1) * parameters);
            }
            return byPixel;
        }
    }
}
