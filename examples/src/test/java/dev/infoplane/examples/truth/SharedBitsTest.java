package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.neural.Critic;
import dev.infoplane.estimators.neural.CriticEstimator;
import dev.infoplane.estimators.neural.CriticTraining;
import dev.infoplane.estimators.neural.VariationalBound;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pairs of pictures that share bits (as Lee &amp; Rhee 2024 build them from MNIST). A bit is drawn as a pair of trousers or as an ankle
 * boot; x draws its bits, t draws the same bits after a binary symmetric channel, with other images of the same kinds. Kinds can be told
 * apart, so I(X;T) is that of the bits.
 */
class SharedBitsTest {
    private static final int TROUSERS = 1;
    private static final int BOOT = 9;
    private static final Critic WIDE = Critic.separable(128, 1, 32);

    /** A short training of a wide critic, whose penalty holds it back: the result says that it is too low. */
    @Test
    void aLooseBoundOnImagesSaysSo() throws IOException {
        Estimate estimate = CriticEstimator.of(VariationalBound.NWJ)
                .withCritic(WIDE)
                .withTraining(CriticTraining.standard().withSteps(120))
                .estimate(drawn(1200, 4, 0, 0), drawn(1200, 4, 0, 1), 1);
        assertThat(estimate.value().bits()).isLessThan(3.6);
        assertThat(estimate.warnings()).anyMatch(warning -> warning.startsWith("too low"));
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({
        "INFO_NCE, 2, 0",
        "INFO_NCE, 6, 0",
        "INFO_NCE, 10, 0",
        "INFO_NCE, 4, 0.1",
        "NWJ, 4, 0.1",
        "NWJ, 6, 0",
        "MINE, 8, 0.1"
    })
    void sharedBitsAreReadOrTheResultWarns(VariationalBound bound, int bits, double flipped) throws IOException {
        Estimate estimate = CriticEstimator.of(bound)
                .withCritic(WIDE)
                .estimate(drawn(4000, bits, flipped, 0), drawn(4000, bits, flipped, 1), 1);
        double truth = bits * (1 - entropy(flipped));
        double error = estimate.standardError().orElseThrow().bits();
        assertThat(estimate.value().bits()).as("%s", estimate).isBetween(0.25 * truth, truth + 3 * error);
        if (estimate.warnings().isEmpty()) {
            assertThat(estimate.value().bits()).as("%s", estimate).isGreaterThan(0.85 * truth - 3 * error);
        }
    }

    private static double entropy(double p) {
        return p == 0 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }

    /** One image a bit, as channels; the same bits for both sides, but for those that the channel flips on the way to the second. */
    private static Samples drawn(int rows, int bits, double flipped, int side) throws IOException {
        LabelledImages images = FashionMnist.bundled().halved();
        Random sent = new Random(bits);
        Random channel = new Random(100 + bits);
        Random picture = new Random(200 + side);
        int[][] kinds = {ofClass(images, TROUSERS), ofClass(images, BOOT)};
        int[] shape = images.images().rowShape();
        int d = images.images().dimensions();
        float[] values = new float[rows * bits * d];
        for (int k = 0; k < rows * bits; k++) {
            boolean bit = sent.nextBoolean() ^ (channel.nextDouble() < flipped && side == 1);
            int[] kind = kinds[bit ? 1 : 0];
            images.images().copyRow(kind[picture.nextInt(kind.length)], values, k * d);
        }
        return Samples.of(values, bits, shape[shape.length - 2], shape[shape.length - 1]);
    }

    private static int[] ofClass(LabelledImages images, int label) {
        return IntStream.range(0, images.size())
                .filter(i -> images.labels().get(i, 0) == label)
                .toArray();
    }
}
