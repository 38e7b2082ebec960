package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.NoiseCurve;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.DecoderBound;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.cnn.ContextCnn;
import dev.infoplane.models.cnn.ContextCnnSize;
import dev.infoplane.models.context.ContextMlp;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Information through noise, known exactly and as decoders read it. */
class NoisyLayerTest {
    private static final PixelLevels FOUR = new PixelLevels(4, 0, 3);

    /** Against the mean of log p(y|x) − log p(y) over draws. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 2})
    void aLevelThroughNoiseSaysWhatDrawsSay(double sigma) {
        double[] p = {0.5, 0.2, 0.3};
        SplittableRandom random = new SplittableRandom(1);
        int n = 200_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            int v = LevelChain.draw(p, random);
            double y = v + sigma * random.nextGaussian();
            double own = Math.exp(-Math.pow((y - v) / sigma, 2) / 2);
            double all = 0;
            for (int w = 0; w < 3; w++) {
                all += p[w] * Math.exp(-Math.pow((y - w) / sigma, 2) / 2);
            }
            double bits = Math.log(own / all) / Math.log(2);
            sum += bits;
            squares += bits * bits;
        }
        double mean = sum / n;
        assertThat(NoisyLayer.pixelBits(p, sigma))
                .isCloseTo(mean, within(4 * Math.sqrt((squares / n - mean * mean) / n) + 1e-9));
    }

    /** Many levels of a bell shape are nearly a normal variable, of which ½ log₂(1 + signal / noise) is known. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 3})
    void manyLevelsOfABellShapeAreAGaussianChannel(double relative) {
        NoisyLayer layer = new NoisyLayer(NoisyLayer.bellShaped(256), 1, 1);
        double gaussian = Math.log(1 + 1 / (relative * relative)) / Math.log(4);
        assertThat(layer.bits(relative)).isCloseTo(gaussian, within(0.01));
    }

    @Test
    void littleNoiseHidesNothingAndMuchNoiseAll() {
        NoisyLayer layer = new NoisyLayer(new double[] {0.25, 0.25, 0.25, 0.25}, 3, 2);
        assertThat(layer.bits(0.01)).isCloseTo(12, within(1e-9));
        assertThat(layer.bits(0)).isEqualTo(12);
        assertThat(layer.bits(100)).isBetween(0.0, 0.001);
    }

    @Test
    void rotationsKeepLengths() {
        Samples x = new NoisyLayer(new double[] {0.5, 0.5}, 3, 3).draw(20, 1);
        Samples t = NoisyLayer.rotated(x, 2);
        for (int i = 0; i < 20; i++) {
            double before = 0;
            double after = 0;
            for (int j = 0; j < 9; j++) {
                before += x.get(i, j) * x.get(i, j);
                after += t.get(i, j) * t.get(i, j);
            }
            assertThat(after).isCloseTo(before, within(1e-4));
        }
    }

    static Stream<Named<DensityFamily>> families() {
        return Stream.of(
                Named.of("closed form", ClosedForm.of(FOUR)),
                Named.of(
                        "context MLP",
                        ContextMlp.of(ContextMlpSize.SMALL, FOUR).budget(new TrainingBudget(60, 300, 128, 8e-3, 4))));
    }

    /** A rotation of 16 pixels of four levels. */
    @ParameterizedTest
    @MethodSource("families")
    void decodersReadWhatALinearLayerHoldsThroughNoise(DensityFamily family) {
        NoisyLayer layer = new NoisyLayer(new double[] {0.25, 0.25, 0.25, 0.25}, 4, 4);
        Samples x = layer.draw(6000, 1);
        DecoderBound bound = DecoderBound.withKnownEntropy(family, Information.ofBits(layer.bits()))
                .folds(new Folds(4, 1, 1));
        NoiseCurve curve = bound.noiseCurve(x, NoisyLayer.rotated(x, 2), 1, 1, 0.2, 0.5);
        assertThat(curve.points()).extracting(NoiseCurve.Point::relativeSigma).containsExactly(0.2, 0.5, 1.0);
        for (NoiseCurve.Point point : curve.points()) {
            Estimate found = point.estimate();
            double truth = layer.bits(point.relativeSigma());
            double error = found.standardError().orElseThrow().bits();
            assertThat(found.value().bits())
                    .as("sigma %s", point.relativeSigma())
                    .isBetween(truth - 0.02 * layer.bits() - 3 * error, truth + 3 * error);
            NoiseModel.Gaussian noise = (NoiseModel.Gaussian) found.noise();
            assertThat(noise.sigma()).isCloseTo(point.relativeSigma() * layer.deviation(), within(0.02));
        }
    }

    /**
     * Where one draw of noise would be learned by heart, and 0.8 bits be missed: 128 dimensions, of which 112 are noise only, and 1,000
     * images that teach.
     */
    @ParameterizedTest
    @MethodSource("familiesOnAClosedForm")
    void familiesOnAClosedFormReadWhatAWideLayerHoldsThroughNoise(DensityFamily family) {
        NoisyLayer layer = new NoisyLayer(new double[] {0.25, 0.25, 0.25, 0.25}, 4, 4);
        Samples x = layer.draw(3000, 1);
        double relative = 1.5;
        DecoderBound bound = DecoderBound.withKnownEntropy(family, Information.ofBits(layer.bits()))
                .folds(new Folds(2, 1, 3))
                .noise(relative);
        Estimate found = bound.estimate(x, NoisyLayer.rotated(x, 128, 2), 1);
        double truth = layer.bits(relative, 128);
        double error = found.standardError().orElseThrow().bits();
        assertThat(found.value().bits()).isBetween(truth - 0.01 * layer.bits() - error, truth + 3 * error);
        assertThat(found.warnings()).noneMatch(w -> w.contains("overfitting"));
    }

    static Stream<Named<DensityFamily>> familiesOnAClosedForm() {
        return Stream.of(
                Named.of("closed form", ClosedForm.of(FOUR)),
                Named.of(
                        "pooled context MLP",
                        PooledContextMlp.of(ContextMlpSize.SMALL, FOUR)
                                .steps(300)
                                .alone()),
                Named.of(
                        "context CNN",
                        ContextCnn.of(new ContextCnnSize(4, 1), FOUR).steps(300).alone()));
    }

    /** Offsets that a float hardly holds beside the signal, scales, and turns of the layer do not move σ relative to it. */
    @Test
    void offsetsAndCommonScalesChangeNothing() {
        NoisyLayer layer = new NoisyLayer(new double[] {0.5, 0.5}, 3, 3);
        Samples x = layer.draw(3000, 1);
        float[] moved = x.toArray();
        for (int i = 0; i < moved.length; i++) {
            moved[i] = moved[i] * 8 + 3e6f;
        }
        DecoderBound bound = DecoderBound.withKnownEntropy(
                        ClosedForm.of(PixelLevels.BINARY), Information.ofBits(layer.bits()))
                .noise(0.7);
        Estimate plain = bound.estimate(x, x, 1);
        Estimate offset = bound.estimate(x, Samples.of(moved, 1, 3, 3), 1);
        assertThat(offset.value().bits()).isCloseTo(plain.value().bits(), within(0.02));
        assertThat(plain.value().bits()).isCloseTo(layer.bits(0.7), within(0.2));
        assertThat(bound.settings()).containsEntry("noise", "0.7 of the layer's deviation");
        assertThat(bound.estimate(x, Samples.of(new float[9 * 3000], 9), 1)
                        .value()
                        .bits())
                .isCloseTo(0, within(0.1));
    }

    /** The same seed gives the same bits, also for a family that takes fixed draws of noise. */
    @Test
    void everyFamilyTakesNoise() {
        NoisyLayer layer = new NoisyLayer(new double[] {0.5, 0.5}, 4, 4);
        Samples x = layer.draw(120, 1);
        DecoderBound bound = DecoderBound.againstMarginal(PixelCnn.of(new PixelCnnSize(4, 1, 1, 1), PixelLevels.BINARY)
                        .budget(new TrainingBudget(2, 2, 16, 1e-3, 1)))
                .noise(0.5);
        Estimate first = bound.estimate(x, x, 1);
        assertThat(bound.estimate(x, x, 1).value()).isEqualTo(first.value());
        assertThat(first.noise()).isInstanceOf(NoiseModel.Gaussian.class);
    }
}
