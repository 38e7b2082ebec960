package dev.infoplane.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.cnn.ContextCnn;
import dev.infoplane.models.cnn.ContextCnnSize;
import dev.infoplane.models.context.ContextMlp;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Families that learn in passes or from sums draw the noise of activations afresh, so that few rows are not learned by heart. */
class FreshNoiseTest {
    private static final int ROWS = 128;
    private static final ConditionNoise NOISE = new ConditionNoise(1, 7);

    static Stream<Arguments> families() {
        return Stream.of(
                Arguments.of(LabelDecoder.of(2).steps(300), bits()),
                Arguments.of(
                        PixelCnn.of(new PixelCnnSize(4, 1, 1, 1), PixelLevels.BINARY)
                                .budget(new TrainingBudget(20, 200, 16, 1e-2, 1)),
                        bits(1, 2, 2)),
                Arguments.of(
                        ContextMlp.of(ContextMlpSize.SMALL, PixelLevels.BINARY)
                                .budget(new TrainingBudget(20, 200, 32, 8e-3, 1)),
                        bits(1, 2, 2)),
                Arguments.of(ClosedForm.of(PixelLevels.BINARY), bits(1, 2, 2)),
                Arguments.of(
                        PooledContextMlp.of(ContextMlpSize.SMALL, PixelLevels.BINARY)
                                .steps(100)
                                .batchSize(256)
                                .alone(),
                        bits(1, 2, 2)),
                Arguments.of(
                        PixelCnn.of(new PixelCnnSize(4, 1, 1, 1), PixelLevels.BINARY)
                                .budget(new TrainingBudget(20, 100, 16, 1e-2, 1))
                                .onClosedForm(ClosedForm.of(PixelLevels.BINARY)),
                        bits(1, 2, 2)),
                Arguments.of(
                        ContextCnn.of(new ContextCnnSize(4, 1), PixelLevels.BINARY)
                                .steps(200)
                                .alone(),
                        bits(1, 2, 2)));
    }

    /** Rows of random bits; those that teach, validate and measure follow each other. */
    private static Samples bits(int... shape) {
        int d = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[4 * ROWS * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(2);
        }
        return Samples.of(values, shape);
    }

    /** The bits between −1 and 1, and as many values again that say nothing. */
    private static Samples activations(Samples x) {
        int d = x.dimensions();
        float[] values = new float[x.rows() * (d + 16)];
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < d; j++) {
                values[i * (d + 16) + j] = 2 * x.get(i, j) - 1;
            }
        }
        return Samples.of(values, d + 16);
    }

    private static double mean(double[] nats) {
        return Arrays.stream(nats).average().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("families")
    void freshNoiseReadsMoreThanOneDraw(DensityFamily family, Samples x) {
        Samples t = activations(x);
        Samples noisy = NOISE.fixed(t);
        int[] taught = IntStream.range(0, ROWS).toArray();
        int[] validating = IntStream.range(ROWS, 2 * ROWS).toArray();
        int[] others = IntStream.range(2 * ROWS, x.rows()).toArray();
        try (DensityFamily.Pretrained parent = family.learn(x.select(taught), x.select(validating), 1);
                ConditionalDensity fresh = parent.given(t.select(taught), noisy.select(validating), NOISE);
                ConditionalDensity again = parent.given(t.select(taught), noisy.select(validating), NOISE);
                ConditionalDensity once = parent.given(noisy.select(taught), noisy.select(validating))) {
            double[] found = fresh.logLikelihood(x.select(others), noisy.select(others));
            assertThat(again.logLikelihood(x.select(others), noisy.select(others)))
                    .isEqualTo(found);
            assertThat(mean(found)).isGreaterThan(mean(once.logLikelihood(x.select(others), noisy.select(others))));
            double gap = mean(fresh.logLikelihood(x.select(taught), noisy.select(taught))) - mean(found);
            double gapOfOne = mean(once.logLikelihood(x.select(taught), noisy.select(taught)))
                    - mean(once.logLikelihood(x.select(others), noisy.select(others)));
            assertThat(gap).isLessThan(0.7 * gapOfOne);
        }
    }
}
