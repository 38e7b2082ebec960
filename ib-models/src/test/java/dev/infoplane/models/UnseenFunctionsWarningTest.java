package dev.infoplane.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.cnn.ContextCnn;
import dev.infoplane.models.cnn.ContextCnnSize;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A decoder that sees a layer through a linear reconstruction says if the layer tells more than that. */
class UnseenFunctionsWarningTest {
    private static final int ROWS = 1200;
    private static final int SIDE = 6;

    /** Changes a row, at random if it likes. */
    private interface Encoding {
        float[] of(float[] row, SplittableRandom random);
    }

    /** Of one value and the one before it, if there is one in the same row of the image. */
    private interface Change {
        double of(double value, double before, SplittableRandom random);
    }

    private static Samples encoded(Samples x, Encoding encoding) {
        SplittableRandom random = new SplittableRandom(5);
        int d = x.dimensions();
        float[] all = new float[x.rows() * d];
        float[] row = new float[d];
        for (int i = 0; i < x.rows(); i++) {
            x.copyRow(i, row, 0);
            System.arraycopy(encoding.of(row, random), 0, all, i * d, d);
        }
        return Samples.of(all, x.rowShape());
    }

    private static Samples changed(Samples x, Change change) {
        return encoded(x, (row, random) -> {
            float[] out = new float[row.length];
            for (int j = 0; j < row.length; j++) {
                out[j] = (float) change.of(row[j], j % SIDE == 0 ? 0 : row[j - 1], random);
            }
            return out;
        });
    }

    /** Pixels of which half are flipped, then whether they are. */
    private static Samples flipped(Samples x) {
        SplittableRandom random = new SplittableRandom(5);
        int d = x.dimensions();
        float[] all = new float[x.rows() * 2 * d];
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < d; j++) {
                float flip = random.nextInt(2);
                all[2 * i * d + j] = Math.abs(x.get(i, j) - flip);
                all[(2 * i + 1) * d + j] = flip;
            }
        }
        return Samples.of(all, 2 * d);
    }

    private static Arguments of(String name, PixelLevels levels, Samples x, Samples t) {
        return Arguments.of(Named.of(name, levels), x, t);
    }

    static Stream<Arguments> notLinear() {
        Samples x = KnownImages.markovRows(ROWS, SIDE, 1);
        Samples bytes = KnownImages.uniformBytes(ROWS, SIDE, 1);
        return Stream.of(
                of("a random sign of each pixel", PixelLevels.BINARY, x, changed(x, (v, before, r) -> v * sign(r))),
                of("a random sign of the image", PixelLevels.BINARY, x, encoded(x, (row, r) -> {
                    double sign = sign(r);
                    float[] out = new float[row.length];
                    for (int j = 0; j < out.length; j++) {
                        out[j] = (float) (sign * (row[j] - 0.5));
                    }
                    return out;
                })),
                of("changes from pixel to pixel", PixelLevels.BINARY, x, changed(x, (v, b, r) -> Math.abs(v - b))),
                of("pixels that are flipped, and which", PixelLevels.BINARY, x, flipped(x)),
                of("tanh of levels", PixelLevels.BYTES, bytes, changed(bytes, (v, b, r) -> Math.tanh((v - 128) / 20))),
                of("the lower four bits", PixelLevels.BYTES, bytes, changed(bytes, (v, b, r) -> (int) v & 15)),
                of(
                        "the distance from the middle",
                        PixelLevels.BYTES,
                        bytes,
                        changed(bytes, (v, b, r) -> Math.abs(v - 128))),
                of("a code of each level", PixelLevels.BYTES, bytes, changed(bytes, (v, b, r) -> (int) v * 77 % 256)));
    }

    static Stream<Arguments> linear() {
        Samples x = KnownImages.markovRows(ROWS, SIDE, 1);
        Samples bytes = KnownImages.uniformBytes(ROWS, SIDE, 1);
        return Stream.of(
                of("the image itself", PixelLevels.BINARY, x, x),
                of("every other column", PixelLevels.BINARY, x, KnownImages.everyColumn(x, 2)),
                of("a little noise", PixelLevels.BINARY, x, changed(x, (v, b, r) -> v + 0.3 * r.nextGaussian())),
                of("much noise", PixelLevels.BINARY, x, changed(x, (v, b, r) -> v + r.nextGaussian())),
                of("nothing", PixelLevels.BINARY, x, changed(x, (v, b, r) -> r.nextGaussian())),
                of("bytes themselves", PixelLevels.BYTES, bytes, bytes),
                of("bytes with noise", PixelLevels.BYTES, bytes, changed(bytes, (v, b, r) -> v + 9 * r.nextGaussian())),
                of("upper bits", PixelLevels.BYTES, bytes, KnownImages.upperBits(bytes, 2)),
                of("nothing of bytes", PixelLevels.BYTES, bytes, changed(bytes, (v, b, r) -> r.nextGaussian())));
    }

    private static double sign(SplittableRandom random) {
        return random.nextBoolean() ? 1 : -1;
    }

    private static List<String> warnings(DensityFamily family, Samples x, Samples t) {
        try (DensityFamily.Pretrained parent = family.learn(x, x, 1);
                ConditionalDensity density = parent.given(t, t)) {
            return density.warnings().stream()
                    .filter(w -> w.contains("linear reconstruction"))
                    .toList();
        }
    }

    private static DensityFamily pool(PixelLevels levels) {
        return PooledContextMlp.of(ContextMlpSize.SMALL, levels).steps(1).alone();
    }

    @ParameterizedTest
    @MethodSource("notLinear")
    void whatIsNotLinearIsWarnedOf(PixelLevels levels, Samples x, Samples t) {
        assertThat(warnings(pool(levels), x, t))
                .singleElement()
                .asString()
                .contains("functions of activations that are not linear would add about", "ContextCnn");
    }

    /** A border that nothing is told of, or that never changes, whichever column it is. */
    @Test
    void oneColumnDoesNotStandForAll() {
        Samples x = KnownImages.markovRows(ROWS, SIDE, 1);
        for (int column = 0; column < SIDE; column++) {
            int border = column;
            Samples t = encoded(x, (row, random) -> {
                float[] out = new float[row.length];
                for (int j = 0; j < row.length; j++) {
                    out[j] = (float) (j % SIDE == border ? random.nextGaussian() : row[j] * sign(random));
                }
                return out;
            });
            Samples framed = encoded(x, (row, random) -> {
                float[] out = row.clone();
                for (int j = border; j < row.length; j += SIDE) {
                    out[j] = 0;
                }
                return out;
            });
            assertThat(warnings(pool(PixelLevels.BINARY), x, t))
                    .as("told of all but column %d", column)
                    .hasSize(1);
            assertThat(warnings(pool(PixelLevels.BINARY), framed, t))
                    .as("column %d is blank", column)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("linear")
    void whatALinearReconstructionShowsIsNot(PixelLevels levels, Samples x, Samples t) {
        assertThat(warnings(pool(levels), x, t)).isEmpty();
    }

    @Test
    void aLittleNoiseHidesNothingOfThat() {
        Samples x = KnownImages.markovRows(ROWS, SIDE, 1);
        Samples t = changed(x, (v, before, r) -> v * sign(r));
        try (DensityFamily.Pretrained parent = pool(PixelLevels.BINARY).learn(x, x, 1);
                ConditionalDensity density = parent.given(t, t, new ConditionNoise(0.05, 1))) {
            assertThat(density.warnings()).anyMatch(w -> w.contains("linear reconstruction"));
        }
    }

    @Test
    void aPixelCnnOnTheClosedFormSaysSoToo() {
        Samples x = KnownImages.markovRows(ROWS, SIDE, 1);
        Samples t = changed(x, (v, before, r) -> v * sign(r));
        DensityFamily family = PixelCnn.of(new PixelCnnSize(16, 1, 1, 1), PixelLevels.BINARY)
                .budget(new TrainingBudget(1, 1, 4, 1e-3, 1))
                .onClosedForm(ClosedForm.of(PixelLevels.BINARY));
        assertThat(warnings(family, x, t)).hasSize(1);
    }

    @Test
    void aNetworkThatReadsActivationsDoesNot() {
        Samples x = KnownImages.markovRows(ROWS, SIDE, 1);
        Samples t = changed(x, (v, before, r) -> v * sign(r));
        DensityFamily family = ContextCnn.of(ContextCnnSize.DEFAULT, PixelLevels.BINARY)
                .steps(1)
                .alone();
        assertThat(warnings(family, x, t)).isEmpty();
    }
}
