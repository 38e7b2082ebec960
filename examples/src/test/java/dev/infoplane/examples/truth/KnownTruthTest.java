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
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The decoder bound on sources whose information is known exactly (docs/accuracy.md says how close it comes). */
class KnownTruthTest {
    private static final int SIDE = 8;
    private static final Folds FOLDS = new Folds(6, 1, 2);

    @Test
    void stridedMarkovRowsLandOnTheirInformation() {
        Samples x = Sources.markovRows(4500, SIDE, SIDE, 11);
        double entropy = Sources.markovBits(SIDE, SIDE, 1);
        DecoderBound bound = DecoderBound.withKnownEntropy(binary(120, 120), Information.ofBits(entropy))
                .folds(FOLDS);
        try (MiEstimator.Prepared prepared = bound.prepare(x, 1)) {
            for (int stride : new int[] {2, 4}) {
                double truth = Sources.markovBits(SIDE, SIDE, stride);
                Estimate found = prepared.estimate(Sources.everyColumn(x, stride));
                assertThat(found.bound()).isEqualTo(BoundKind.LOWER);
                assertThat(found.value().bits())
                        .as("stride %d", stride)
                        .isLessThan(
                                truth + 3 * found.standardError().orElseThrow().bits())
                        .isCloseTo(truth, within(0.04 * entropy));
            }
        }
    }

    /** Three colours, three resolutions; an image of 9×8 is not a whole number of cells. */
    @Test
    void colouredRowsLandOnTheirInformation() {
        Samples x = Sources.colouredRows(3600, SIDE + 1, SIDE, 15);
        double entropy = Sources.colouredBits(SIDE + 1, SIDE, 1);
        PixelCnn family = PixelCnn.of(new PixelCnnSize(16, 1, 1, 3), PixelLevels.BINARY)
                .budget(new TrainingBudget(120, 200, 64, 5e-3, 3));
        Estimate found = DecoderBound.withKnownEntropy(family, Information.ofBits(entropy))
                .folds(FOLDS)
                .estimate(x, Sources.everyColumn(x, 2), 1);
        double truth = Sources.colouredBits(SIDE + 1, SIDE, 2);
        assertThat(found.value().bits())
                .isLessThan(truth + 3 * found.standardError().orElseThrow().bits())
                .isCloseTo(truth, within(0.04 * entropy));
    }

    @Test
    void aPermutationOfThePixelsKeepsEverything() {
        Samples x = Sources.markovRows(4500, SIDE, SIDE, 12);
        double entropy = Sources.markovBits(SIDE, SIDE, 1);
        Samples turned = Sources.permuted(x, 3, x.dimensions());
        Estimate found = DecoderBound.withKnownEntropy(binary(120, 300), Information.ofBits(entropy))
                .folds(FOLDS)
                .estimate(x, turned, 1);
        assertThat(found.value().bits()).isBetween(0.93 * entropy, 1.001 * entropy);
    }

    @Test
    void activationsThatKnowNothingTellNothing() {
        Samples x = Sources.markovRows(3600, SIDE, SIDE, 13);
        Samples independent = Sources.everyColumn(Sources.markovRows(3600, SIDE, SIDE, 99), 2);
        Estimate found =
                DecoderBound.againstMarginal(binary(120, 80)).folds(FOLDS).estimate(x, independent, 1);
        assertThat(found.bound()).isEqualTo(BoundKind.DECODABLE);
        double error = found.standardError().orElseThrow().bits();
        assertThat(found.value().bits()).isCloseTo(0, within(3 * error + 0.005 * Sources.markovBits(SIDE, SIDE, 1)));
    }

    @Test
    void againstItselfWithoutItsConditionADecoderReadsTheInformationToo() {
        Samples x = Sources.markovRows(4500, SIDE, SIDE, 14);
        Estimate found = DecoderBound.againstDroppedCondition(binary(120, 200).conditionDropout(0.3))
                .folds(FOLDS)
                .estimate(x, Sources.everyColumn(x, 4), 1);
        double truth = Sources.markovBits(SIDE, SIDE, 4);
        assertThat(found.bound()).isEqualTo(BoundKind.DECODABLE);
        assertThat(found.value().bits()).isCloseTo(truth, within(0.04 * Sources.markovBits(SIDE, SIDE, 1)));
    }

    @Test
    void bitPlanesLandOnTheirInformation() {
        bitPlanes(bytes(new TrainingBudget(120, 400, 64, 1e-2, 3)), 0.05, 0, 2, 4, 6, 8);
    }

    @Test
    void bitPlanesLandOnTheirInformationOnAClosedFormSooner() {
        bitPlanes(
                bytes(new TrainingBudget(60, 100, 32, 5e-3, 3)).onClosedForm(ClosedForm.of(PixelLevels.BYTES)),
                0.05,
                0,
                2,
                4,
                6,
                8);
    }

    /** The hardest planes: each cell is narrow, but wider than a level, and the mixture has to be moved there as a whole. */
    @Test
    @Tag("long")
    void bitPlanesInTheMiddleAreReadToTwoPercent() {
        bitPlanes(bytes(new TrainingBudget(120, 1500, 64, 1e-2, 3)), 0.02, 4, 5, 6);
    }

    /** Uniform pixels of eight bits, of which the activations keep the upper ones; tolerance is a share of H(X). */
    private static void bitPlanes(PixelCnn family, double tolerance, int... keptBits) {
        int n = 4500;
        int side = 4;
        Samples x = Sources.uniformBytes(n, side, 5);
        double entropy = 8.0 * side * side;
        DecoderBound bound = DecoderBound.withKnownEntropy(family, Information.ofBits(entropy))
                .folds(FOLDS);
        try (MiEstimator.Prepared prepared = bound.prepare(x, 1)) {
            for (int kept : keptBits) {
                Estimate found = prepared.estimate(Sources.upperBits(x, kept));
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
        int classes = 4;
        Sources.Channel channel = Sources.Channel.of(9000, classes, 0.2, 6);
        Estimate found = DecoderBound.withKnownEntropy(
                        LabelDecoder.of(classes).steps(400), Information.ofUniformChoice(classes))
                .folds(FOLDS)
                .estimate(channel.labels(), channel.received(), 1);
        assertThat(found.value().bits())
                .isCloseTo(
                        channel.bits(),
                        within(0.02 + 3 * found.standardError().orElseThrow().bits()));
    }

    private static PixelCnn bytes(TrainingBudget budget) {
        return PixelCnn.of(new PixelCnnSize(16, 1, 5, 1), PixelLevels.BYTES).budget(budget);
    }

    private static PixelCnn binary(int parentSteps, int steps) {
        return PixelCnn.of(new PixelCnnSize(16, 1, 1, 1), PixelLevels.BINARY)
                .budget(new TrainingBudget(parentSteps, steps, 64, 5e-3, 3));
    }
}
