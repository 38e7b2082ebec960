package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrototypeMixtureTest {
    /** One bit through a symmetric channel, repeated over independent uses: a sum over how many of them are flipped. */
    @Test
    void twoOppositePrototypesAreARepetitionCode() {
        int d = 7;
        float[][] opposite = {new float[d], new float[] {1, 1, 1, 1, 1, 1, 1}};
        double flip = 0.2;
        double truth = 0;
        double choose = 1;
        for (int k = 0; k <= d; k++) {
            double zero = Math.pow(flip, k) * Math.pow(1 - flip, d - k);
            double one = Math.pow(flip, d - k) * Math.pow(1 - flip, k);
            truth += choose * zero * Math.log(2 * zero / (zero + one)) / Math.log(2);
            choose = choose * (d - k) / (k + 1);
        }
        PrototypeMixture mixture = new PrototypeMixture(opposite, flip, 1, d);
        assertThat(mixture.labelBits().bits()).isCloseTo(truth, within(1e-10));
        assertThat(mixture.labelBits().error()).isZero();
    }

    /** H(X) by its definition, a sum over all images. */
    @Test
    void imagesHoldTheEntropyOfTheirEnumeration() {
        PrototypeMixture mixture = PrototypeMixture.random(5, 0.15, 3, 4, 2);
        double truth = 0;
        for (int number = 0; number < 1 << 12; number++) {
            int image = number;
            double p = 0;
            for (float[] prototype : mixture.prototypes()) {
                long flipped = IntStream.range(0, 12)
                        .filter(j -> (image >> j & 1) != prototype[j])
                        .count();
                p += Math.pow(0.15, flipped) * Math.pow(0.85, 12 - flipped) / 5;
            }
            truth -= p * Math.log(p) / Math.log(2);
        }
        assertThat(mixture.imageBits().bits()).isCloseTo(truth, within(1e-9));
    }

    @Test
    void drawnTruthsAgreeWithEnumeratedOnes() {
        PrototypeMixture small = PrototypeMixture.random(8, 0.1, 4, 4, 3);
        PrototypeMixture padded = new PrototypeMixture(padded(small.prototypes()), 0.1, 4, 5);
        PrototypeMixture.Truth drawn = padded.labelBits();
        assertThat(drawn.error()).isBetween(1e-5, 5e-3);
        // pixels that are the same in all prototypes say nothing of the label
        assertThat(drawn.bits()).isCloseTo(small.labelBits().bits(), within(4 * drawn.error()));
    }

    private static float[][] padded(float[][] prototypes) {
        float[][] padded = new float[prototypes.length][];
        for (int k = 0; k < padded.length; k++) {
            padded[k] = Arrays.copyOf(prototypes[k], 20);
        }
        return padded;
    }

    @Test
    void eightPrototypesOfManyPixelsAreToldApartAlmostAlways() {
        PrototypeMixture.Truth truth =
                PrototypeMixture.random(8, 0.1, 12, 12, 1).labelBits();
        assertThat(truth.bits()).isBetween(2.99, 3.0);
    }

    @Test
    void drawnImagesFollowTheirLabels() {
        PrototypeMixture mixture = PrototypeMixture.random(8, 0.1, 6, 6, 1);
        PrototypeMixture.Drawn drawn = mixture.draw(4000, 2);
        double flipped = 0;
        for (int i = 0; i < 4000; i++) {
            float[] prototype = mixture.prototypes()[(int) drawn.labels().get(i, 0)];
            for (int j = 0; j < 36; j++) {
                flipped += prototype[j] == drawn.images().get(i, j) ? 0 : 1;
            }
        }
        assertThat(flipped / 4000 / 36).isCloseTo(0.1, within(0.004));
        Samples oneHot = drawn.oneHot(8);
        assertThat(oneHot.get(17, (int) drawn.labels().get(17, 0))).isEqualTo(1);
        assertThat(IntStream.range(0, 8).mapToDouble(k -> oneHot.get(17, k)).sum())
                .isEqualTo(1);
    }
}
