package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.DecoderBound;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelLevels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Images of 32×32 pixels in three colours whose information is known exactly: rows are chains, colours follow one another. */
class ColourTruthTest {
    private static final int SIDE = 32;
    private static final PixelLevels LEVELS = new PixelLevels(4, 0, 3);
    private static final ChainImages IMAGES = ChainImages.coloured(
            LevelChain.autoregressive(4, 0.8, 0.6),
            LevelChain.autoregressive(4, 0.9, 0.4).step(),
            SIDE,
            SIDE);

    /** Within 2 % of H(X) and 5 % of I, beside three standard errors, or warned of. Never above the truth. */
    private static void requireTrustworthy(Estimate found, double truth) {
        double chance = 3 * found.standardError().orElseThrow().bits();
        assertThat(found.value().bits()).isLessThan(truth + chance);
        double bound = Math.min(0.02 * IMAGES.bits(), 0.05 * truth);
        if (found.value().bits() < truth - bound - chance) {
            assertThat(found.warnings()).as("%s for %.2f bits", found, truth).isNotEmpty();
        }
    }

    private static Estimate read(DensityFamily family, Samples x, Samples t) {
        return DecoderBound.withKnownEntropy(family, Information.ofBits(IMAGES.bits()))
                .folds(new Folds(4, 1, 1))
                .estimate(x, t, 1);
    }

    /** A short training, on a closed form that sees as little as these images need. */
    @Test
    void everySecondColumnInAllColoursIsReadOrWarnedOf() {
        Samples x = IMAGES.draw(900, 1);
        ClosedForm form = ClosedForm.of(LEVELS).causalRadius(1).window(3).components(0);
        DensityFamily family = PooledContextMlp.of(ContextMlpSize.SMALL, LEVELS)
                .closedForm(form)
                .steps(100)
                .batchSize(1024)
                .alone();
        Estimate found = read(family, x, Sources.everyColumn(x, 2));
        double truth = IMAGES.bitsOfEveryColumn(2);
        requireTrustworthy(found, truth);
        assertThat(found.value().bits()).isGreaterThan(0.85 * truth);
    }

    @Test
    @Tag("long")
    void theRecommendedDecoderReadsThemAtItsDefaultBudget() {
        Samples x = IMAGES.draw(3000, 1);
        DensityFamily family =
                PooledContextMlp.of(ContextMlpSize.DEFAULT, LEVELS).alone();
        requireTrustworthy(read(family, x, Sources.everyColumn(x, 2)), IMAGES.bitsOfEveryColumn(2));
        requireTrustworthy(read(family, x, ChainImages.firstColour(x)), IMAGES.bitsOfFirstColour());
    }
}
