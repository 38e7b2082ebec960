package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tiles of photographs, the baseline on them, and a closed form that beats it. */
class TileBitsTest {
    private static final int SIDE = 8;

    @Test
    void photographsAreReducedByAveragesAndCutIntoTiles(@TempDir Path folder) throws IOException {
        BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 20; x++) {
                image.setRGB(x, y, x << 16 | 2 * y << 8 | (x % 2 == 0 ? 100 : 200));
            }
        }
        ImageIO.write(image, "png", folder.resolve("a.png").toFile());
        List<Path> files = PhotoTiles.shuffled(folder, 1);
        PhotoTiles read = PhotoTiles.of(files, 10, 4);
        assertThat(read.tiles().rows()).isEqualTo(2);
        assertThat(read.tiles().rowShape()).containsExactly(3, 4, 4);
        // of the second tile: red of columns 8 and 9, green of rows 6 and 7, blue of both kinds of columns
        assertThat(read.tiles().get(1, 0)).isEqualTo(9);
        assertThat(read.tiles().get(1, 16 + 12)).isEqualTo(13);
        assertThat(read.tiles().get(1, 32)).isEqualTo(150);
        assertThat(read.pngBits()).isPositive();
    }

    /** Smooth images in three colours: random planes, and noise that is larger in some images than in others. */
    private static Samples smooth(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n * 3 * SIDE * SIDE];
        for (int i = 0; i < n; i++) {
            double noise = random.nextDouble() < 0.5 ? 0.3 : 6;
            double grey = random.nextDouble(60, 190);
            double across = random.nextDouble(-5, 5);
            double down = random.nextDouble(-5, 5);
            for (int p = 0; p < SIDE * SIDE; p++) {
                double plane = grey + across * (p % SIDE - 4) + down * (p / SIDE - 4.0) + noise * random.nextGaussian();
                for (int c = 0; c < 3; c++) {
                    double v = plane + 8 * c + noise / 2 * random.nextGaussian();
                    values[(i * 3 + c) * SIDE * SIDE + p] = Math.round(Math.max(0, Math.min(255, v)));
                }
            }
        }
        return Samples.of(values, 3, SIDE, SIDE);
    }

    private static double bits(double[] nats) {
        return -Arrays.stream(nats).average().orElseThrow() / Math.log(2) / (3 * SIDE * SIDE);
    }

    @Test
    void aClosedFormWithoutActivationsBeatsTheLinearBaseline() {
        Samples fit = smooth(800, 1);
        Samples measure = smooth(200, 2);
        double baseline = bits(LinearLogistic.learn(fit).logLikelihood(measure));
        try (DensityFamily.Pretrained parent = ClosedForm.of(PixelLevels.BYTES).learn(fit, fit, 1);
                ConditionalDensity density = parent.marginal()) {
            assertThat(bits(density.logLikelihood(measure))).isLessThan(baseline - 0.02);
        }
        assertThat(baseline).isBetween(1.5, 4.0);
    }

    /** The two decoders of the table in the benchmarks, at a size for tests. */
    static Stream<Named<DensityFamily>> trainedDecoders() {
        ClosedForm form = ClosedForm.of(PixelLevels.BYTES).causalRadius(1);
        return Stream.of(
                Named.of(
                        "context MLP",
                        PooledContextMlp.of(ContextMlpSize.SMALL, PixelLevels.BYTES)
                                .closedForm(form)
                                .withoutLevelTree()
                                .steps(60)
                                .alone()),
                Named.of(
                        "PixelCNN++",
                        PixelCnn.of(new PixelCnnSize(8, 1, 3, 2), PixelLevels.BYTES)
                                .budget(new TrainingBudget(1, 15, 8, 2e-3, 1))
                                .onClosedForm(form)));
    }

    @ParameterizedTest
    @MethodSource("trainedDecoders")
    void decodersTrainedOnAClosedFormBeatTheLinearBaseline(DensityFamily family) {
        Samples fit = smooth(800, 1);
        Samples measure = smooth(200, 2);
        double baseline = bits(LinearLogistic.learn(fit).logLikelihood(measure));
        try (DensityFamily.Pretrained parent = family.learn(fit, smooth(60, 3), 1);
                ConditionalDensity density = parent.marginal()) {
            assertThat(bits(density.logLikelihood(measure))).isLessThan(baseline - 0.02);
        }
    }
}
