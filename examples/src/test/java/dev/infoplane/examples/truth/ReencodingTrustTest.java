package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.contrast.Contrast;
import dev.infoplane.contrast.Verdict;
import dev.infoplane.contrast.Verdict.Outcome;
import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.DecoderBound;
import dev.infoplane.estimators.PooledBound;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.context.ContextMlp;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is read and claimed of activations that hold the same in another code, or nothing. */
class ReencodingTrustTest {
    private static final Folds FOLDS = new Folds(6, 1, 2);

    private static Samples normals(int rows, int d) {
        SplittableRandom random = new SplittableRandom(9);
        float[] values = new float[rows * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Samples.of(values, d);
    }

    @Test
    void aClosedFormReadsMixedActivationsAsTheyWereAndClaimsNothing() {
        Samples x = Sources.markovRows(2700, 4, 8, 1);
        Samples t = Sources.everyColumn(x, 2);
        try (MiEstimator.Prepared prepared = DecoderBound.withKnownEntropy(
                        ClosedForm.of(PixelLevels.BINARY), Information.ofBits(Sources.markovBits(4, 8, 1)))
                .folds(FOLDS)
                .prepare(x, 1)) {
            Estimate plain = prepared.estimate(t);
            Estimate mixed = prepared.estimate(Reencodings.mixedValues(t, 1));
            Estimate summed = prepared.estimate(Reencodings.cumulativeSums(t));

            assertThat(mixed.value().bits())
                    .isCloseTo(plain.value().bits(), within(0.01 * plain.value().bits()));
            assertThat(summed.value().bits())
                    .isCloseTo(plain.value().bits(), within(0.01 * plain.value().bits()));
            assertThat(plain.value().bits()).isCloseTo(Sources.markovBits(4, 8, 2), within(0.5));
        }
    }

    @Test
    void aPoolClaimsWhatIsLostAndNotWhatIsReencoded() {
        Samples x = Sources.markovRows(1800, 4, 8, 1);
        Samples t = Sources.everyColumn(x, 2);
        Map<String, Samples> points =
                Map.of("plain", t, "mixed", Reencodings.mixedValues(t, 1), "noise", normals(x.rows(), 16));
        Map<String, Estimate> found = PooledBound.withKnownEntropy(
                        PooledContextMlp.of(ContextMlpSize.SMALL, PixelLevels.BINARY)
                                .steps(120)
                                .batchSize(512),
                        Information.ofBits(Sources.markovBits(4, 8, 1)))
                .folds(FOLDS)
                .estimate(x, points.keySet(), points::get, 1);

        assertThat(Contrast.between(found.get("plain"), found.get("mixed"))
                        .verdict()
                        .outcome())
                .isEqualTo(Outcome.NOT_CLAIMED);
        assertThat(Contrast.between(found.get("plain"), found.get("noise")).verdict())
                .isEqualTo(Verdict.LOWER);
        assertThat(found.get("plain").convergenceGap()).isPresent();
    }

    /** The bound was −17 and −121 bits, and nothing warned of it. */
    @Test
    void independentActivationsOfFewRowsReadNothingAndRawOnesAreNeverClaimed() {
        Samples x = Sources.markovRows(900, 6, 6, 1);
        try (MiEstimator.Prepared prepared = DecoderBound.againstMarginal(
                        ContextMlp.of(ContextMlpSize.SMALL, PixelLevels.BINARY)
                                .budget(new TrainingBudget(100, 160, 64, 3e-3, 8)))
                .prepare(x, 1)) {
            Estimate nothing = prepared.estimate(normals(x.rows(), 256));
            Estimate all = prepared.estimate(x);

            assertThat(nothing.value().bits()).isBetween(-1.0, 0.5);
            assertThat(Contrast.between(nothing, all).verdict()).isEqualTo(Verdict.NOT_INVARIANT);
        }
    }

    /** The same of the PixelCNN++, in the case in which it read −121 bits. */
    @Test
    void aPixelCnnOfFewRowsReadsNothingFromIndependentActivations() {
        Samples x = Sources.markovRows(900, 6, 6, 1);
        Estimate nothing = DecoderBound.withKnownEntropy(
                        PixelCnn.of(PixelCnnSize.PLANE, PixelLevels.BINARY)
                                .budget(new TrainingBudget(200, 300, 16, 2e-3, 4)),
                        Information.ofBits(Sources.markovBits(6, 6, 1)))
                .estimate(x, normals(x.rows(), 256), 1);

        assertThat(nothing.value().bits()).isBetween(-2.0, 0.5);
    }
}
