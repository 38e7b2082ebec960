package dev.infoplane.models.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.KnownImages;
import dev.infoplane.models.decoder.PixelLevels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedFormTest {
    private static final int TEACH = 4000;
    private static final int ALL = 5000;
    private static final ClosedForm BINARY = ClosedForm.of(PixelLevels.BINARY);

    /** Bits an image, −log2 q(x|t), on rows that did not teach. */
    private static double bits(ClosedForm family, Samples x, Samples t) {
        try (DensityFamily.Pretrained parent = family.learn(x.slice(0, TEACH), x.slice(TEACH, ALL), 1);
                ConditionalDensity density = parent.given(t.slice(0, TEACH), t.slice(TEACH, ALL))) {
            return KnownImages.bits(-KnownImages.mean(density.logLikelihood(x.slice(TEACH, ALL), t.slice(TEACH, ALL))));
        }
    }

    private static double marginalBits(ClosedForm family, Samples x) {
        try (DensityFamily.Pretrained parent = family.learn(x.slice(0, TEACH), x.slice(TEACH, ALL), 1);
                ConditionalDensity density = parent.marginal()) {
            return KnownImages.bits(-KnownImages.mean(density.logLikelihood(x.slice(TEACH, ALL))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void everyColumnOfMarkovRowsLeavesWhatItDoesNotShow(int stride) {
        Samples x = KnownImages.markovRows(ALL, 16, 1);
        double truth = KnownImages.markovRest(16, stride);
        double found = bits(BINARY, x, KnownImages.everyColumn(x, stride));
        assertThat(found).isBetween(truth * 0.985, truth * 1.03);
    }

    @ParameterizedTest
    @CsvSource({"8, 0", "6, 128", "4, 256", "2, 384", "0, 512"})
    void upperBitsLeaveTheLowerOnes(int kept, double truth) {
        Samples x = KnownImages.uniformBytes(ALL, 8, 1);
        double found = bits(ClosedForm.of(PixelLevels.BYTES), x, KnownImages.upperBits(x, kept));
        assertThat(found).isBetween(truth * 0.999 - 0.1, truth + 11);
    }

    @Test
    void coloursSeeTheChannelsBefore() {
        Samples x = KnownImages.colours(ALL, 8, 1);
        double truth = KnownImages.markov(8, 1) + 2 * 64 * KnownImages.binaryEntropy(0.1);
        double found = marginalBits(BINARY, x);
        assertThat(found).isBetween(truth * 0.98, truth * 1.02);
    }

    @Test
    void labelsThatChooseAPrototypeLeaveTheFlips() {
        KnownImages.Prototypes known = KnownImages.prototypes(ALL, 6, 3);
        double truth = known.restBits(TEACH, ALL);
        assertThat(bits(BINARY.classLabels(8), known.images(), known.labels())).isBetween(truth - 0.15, truth + 0.15);
    }

    @Test
    void independentActivationsTellNothing() {
        Samples x = KnownImages.markovRows(ALL, 8, 1);
        Samples other = KnownImages.everyColumn(KnownImages.markovRows(ALL, 8, 2), 2);
        double marginal = marginalBits(BINARY, x);
        assertThat(marginal).isBetween(KnownImages.markov(8, 1) - 0.7, KnownImages.markov(8, 1) + 0.7);
        assertThat(bits(BINARY, x, other) - marginal).isBetween(-0.05, 0.05);
    }

    /** Offsets that a float still holds exactly, a common one and one for each column, and scales of each column. */
    @ParameterizedTest
    @CsvSource({"3e6, 0, 0", "0, 1e6, 0", "0, 0, 2", "-5e6, 3e5, 1"})
    void offsetsAndScalesOfActivationsDoNotMatter(float offset, float slope, int power) {
        Samples x = KnownImages.markovRows(ALL, 6, 1);
        float[] values = x.toArray();
        for (int i = 0; i < values.length; i++) {
            int column = i % 6;
            values[i] = (values[i] + offset + column * slope) * (float) Math.pow(10, power * (column - 3));
        }
        double found = bits(BINARY, x, Samples.of(values, 1, 6, 6));
        assertThat(found).isLessThan(0.05);
    }

    @Test
    void theSameImagesGiveTheSameBits() {
        Samples x = KnownImages.markovRows(ALL, 6, 1);
        Samples t = KnownImages.everyColumn(x, 2);
        assertThat(bits(BINARY, x, t)).isEqualTo(bits(BINARY, x, t));
    }

    @Test
    void saysWhatItCannotTake() {
        Samples x = KnownImages.markovRows(10, 4, 1);
        assertThatThrownBy(() -> BINARY.reconstruct(x.reshape(16), x)).hasMessageContaining("got rows of shape [16]");
        assertThatThrownBy(() -> BINARY.reconstruct(x, x.slice(0, 9))).hasMessageContaining("got 10 and 9");
        assertThatThrownBy(() -> BINARY.classLabels(2).reconstruct(x, Samples.ofLabels(0, 1, 2, 0, 0, 0, 0, 0, 0, 0)))
                .hasMessageContaining("from 0 to 1, got 2.0 in row 2");
        assertThatThrownBy(() -> BINARY.landmarks(9).reconstruct(x, x)).hasMessageContaining("got 9 and 10");
        assertThatThrownBy(() -> BINARY.reconstruct(x, Samples.of(new float[50000], 5000)))
                .hasMessageContaining("has 5000 values, more than the 4096");
        assertThatThrownBy(() -> ClosedForm.of(PixelLevels.BINARY).reconstruct(KnownImages.uniformBytes(4, 4, 1), x))
                .hasMessageContaining("pixels must be one of 2 levels");
        try (DensityFamily.Pretrained parent = BINARY.learn(x, x, 1);
                ConditionalDensity given = parent.given(x, x)) {
            assertThatThrownBy(() -> given.logLikelihood(x)).hasMessageContaining("score x together with t");
        }
        assertThatThrownBy(() -> BINARY.window(2)).hasMessageContaining("odd number of places");
        try (Reconstruction learned = BINARY.reconstruct(x, x)) {
            assertThatThrownBy(() -> learned.of(x, x.reshape(16)))
                    .hasMessage("activations must have rows of shape [1, 4, 4], got [16]");
        }
    }
}
