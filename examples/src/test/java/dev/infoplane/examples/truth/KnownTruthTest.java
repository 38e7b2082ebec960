package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.Folds;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.DecoderBound;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The decoder bound on sources whose information is known exactly (docs/accuracy.md says how close it comes). */
class KnownTruthTest {
    private static final int SIDE = 8;
    private static final double FLIP = 0.15;
    private static final Folds FOLDS = new Folds(6, 1, 2);

    /** H(X) of independent rows, each a symmetric Markov chain with a fair first pixel, in bits. */
    private static double markovEntropy(int rows, int columns, double flip) {
        return rows * (1 + (columns - 1) * binaryEntropy(flip));
    }

    @Test
    void stridedMarkovRowsLandOnTheirInformation() {
        Samples x = markovRows(4500, 11);
        double entropy = markovEntropy(SIDE, SIDE, FLIP);
        DecoderBound bound = DecoderBound.withKnownEntropy(binary(120, 120), Information.ofBits(entropy))
                .folds(FOLDS);
        try (MiEstimator.Prepared prepared = bound.prepare(x, 1)) {
            for (int stride : new int[] {2, 4}) {
                double flip = (1 - Math.pow(1 - 2 * FLIP, stride)) / 2;
                double truth = markovEntropy(SIDE, SIDE / stride, flip);
                Estimate found = prepared.estimate(everyColumn(x, stride));
                assertThat(found.bound()).isEqualTo(BoundKind.LOWER);
                assertThat(found.value().bits())
                        .as("stride %d", stride)
                        .isLessThan(
                                truth + 3 * found.standardError().orElseThrow().bits())
                        .isCloseTo(truth, within(0.04 * entropy));
            }
        }
    }

    @Test
    void aPermutationOfThePixelsKeepsEverything() {
        Samples x = markovRows(4500, 12);
        double entropy = markovEntropy(SIDE, SIDE, FLIP);
        float[] flipped = new float[x.rows() * x.dimensions()];
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.dimensions(); j++) {
                flipped[i * x.dimensions() + j] = x.get(i, x.dimensions() - 1 - j);
            }
        }
        Samples turned = Samples.of(flipped, x.dimensions());
        Estimate found = DecoderBound.withKnownEntropy(binary(120, 300), Information.ofBits(entropy))
                .folds(FOLDS)
                .estimate(x, turned, 1);
        assertThat(found.value().bits()).isBetween(0.93 * entropy, 1.001 * entropy);
    }

    @Test
    void activationsThatKnowNothingTellNothing() {
        Samples x = markovRows(3600, 13);
        Samples independent = everyColumn(markovRows(3600, 99), 2);
        Estimate found =
                DecoderBound.againstMarginal(binary(120, 80)).folds(FOLDS).estimate(x, independent, 1);
        assertThat(found.bound()).isEqualTo(BoundKind.DECODABLE);
        double error = found.standardError().orElseThrow().bits();
        assertThat(found.value().bits()).isCloseTo(0, within(3 * error + 0.005 * markovEntropy(SIDE, SIDE, FLIP)));
    }

    @Test
    void againstItselfWithoutItsConditionADecoderReadsTheInformationToo() {
        Samples x = markovRows(4500, 14);
        Estimate found = DecoderBound.againstWithheldCondition(binary(120, 200).conditionDropped(0.3))
                .folds(FOLDS)
                .estimate(x, everyColumn(x, 4), 1);
        double truth = markovEntropy(SIDE, SIDE / 4, (1 - Math.pow(1 - 2 * FLIP, 4)) / 2);
        assertThat(found.bound()).isEqualTo(BoundKind.DECODABLE);
        assertThat(found.value().bits()).isCloseTo(truth, within(0.04 * markovEntropy(SIDE, SIDE, FLIP)));
    }

    @Test
    void bitPlanesLandOnTheirInformation() {
        bitPlanes(new TrainingBudget(120, 400, 64, 1e-2, 3), 0.08, 0, 2, 4);
    }

    /** Uniform pixels of eight bits, of which the activations keep the upper ones; tolerance is a share of H(X). */
    private static void bitPlanes(TrainingBudget budget, double tolerance, int... keptBits) {
        int n = 4500;
        int side = 4;
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[n * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256);
        }
        Samples x = Samples.of(values, 1, side, side);
        double entropy = 8.0 * side * side;
        PixelCnn family =
                PixelCnn.of(new PixelCnnSize(16, 1, 5, 1), PixelLevels.BYTES).budget(budget);
        DecoderBound bound = DecoderBound.withKnownEntropy(family, Information.ofBits(entropy))
                .folds(FOLDS);
        try (MiEstimator.Prepared prepared = bound.prepare(x, 1)) {
            for (int kept : keptBits) {
                float[] top = new float[values.length];
                for (int i = 0; i < top.length; i++) {
                    top[i] = (int) values[i] >> (8 - kept);
                }
                Estimate found = prepared.estimate(Samples.of(top, 1, side, side));
                double truth = kept * side * side;
                assertThat(found.value().bits())
                        .as("%d bits kept", kept)
                        .isLessThan(
                                truth + 3 * found.standardError().orElseThrow().bits())
                        .isCloseTo(truth, within(tolerance * entropy));
            }
        }
    }

    @Test
    void aLabelThroughANoisyChannelLandsOnItsInformation() {
        int n = 9000;
        int classes = 4;
        double error = 0.2;
        SplittableRandom random = new SplittableRandom(6);
        int[] labels = new int[n];
        float[] t = new float[n * 3];
        for (int i = 0; i < n; i++) {
            int seen = random.nextInt(classes);
            labels[i] = random.nextDouble() < error ? (seen + 1 + random.nextInt(classes - 1)) % classes : seen;
            t[i * 3] = seen & 1;
            t[i * 3 + 1] = seen >> 1;
            t[i * 3 + 2] = (float) random.nextGaussian();
        }
        double truth = log2(classes) + (1 - error) * log2(1 - error) + error * log2(error / (classes - 1));
        Estimate found = DecoderBound.withKnownEntropy(
                        LabelDecoder.of(classes).steps(400), Information.ofUniformChoice(classes))
                .folds(FOLDS)
                .estimate(Samples.ofLabels(labels), Samples.of(t, 3), 1);
        assertThat(found.value().bits())
                .isCloseTo(
                        truth,
                        within(0.02 + 3 * found.standardError().orElseThrow().bits()));
    }

    private static PixelCnn binary(int parentSteps, int steps) {
        return PixelCnn.of(new PixelCnnSize(16, 1, 1, 1), PixelLevels.BINARY)
                .budget(new TrainingBudget(parentSteps, steps, 64, 5e-3, 3));
    }

    private static Samples markovRows(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            boolean first = i % SIDE == 0;
            boolean flip = random.nextDouble() < (first ? 0.5 : FLIP);
            float before = first ? 0 : values[i - 1];
            values[i] = flip ? 1 - before : before;
        }
        return Samples.of(values, 1, SIDE, SIDE);
    }

    private static Samples everyColumn(Samples x, int stride) {
        int kept = SIDE / stride;
        float[] values = new float[x.rows() * SIDE * kept];
        for (int i = 0; i < x.rows(); i++) {
            for (int p = 0; p < SIDE * kept; p++) {
                values[i * SIDE * kept + p] = x.get(i, p / kept * SIDE + p % kept * stride);
            }
        }
        return Samples.of(values, 1, SIDE, kept);
    }

    private static double binaryEntropy(double p) {
        return -p * log2(p) - (1 - p) * log2(1 - p);
    }

    private static double log2(double v) {
        return Math.log(v) / Math.log(2);
    }
}
