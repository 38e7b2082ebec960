package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.density.DensityFamily;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Inputs of known information on which decoders once read a wrong number in silence. */
class ReportedFaultsTest {
    private static final Folds FOLDS = new Folds(4, 1, 1);

    /** 4×6 images of 256 levels whose rows are chains. */
    private static final ChainImages CHAINS = ChainImages.grey(LevelChain.autoregressive(256, 1, 6), 4, 6);

    /** Within 2 % of H(X) and 5 % of I, beside three standard errors; or warned of. Never above the truth. */
    private static void requireTrustworthy(String name, Estimate found, double truth, double entropy) {
        double chance = 3 * found.standardError().orElseThrow().bits();
        assertThat(found.value().bits()).as(name).isLessThan(truth + chance);
        double bound = truth < 5 ? 0.02 * entropy : Math.min(0.02 * entropy, 0.05 * truth);
        if (found.value().bits() < truth - bound - chance) {
            assertThat(found.warnings())
                    .as("%s: %s for %.2f bits", name, found, truth)
                    .isNotEmpty();
        }
    }

    @Test
    void chainsOfManyLevelsAreReadOrWarnedOf() {
        chains(ContextMlp.of(ContextMlpSize.SMALL, PixelLevels.BYTES)
                .budget(new TrainingBudget(200, 200, 64, 8e-3, 4)));
    }

    /** The decoder and the budget that read 10.63 of 15.63 bits, and 46.8 of 76.0. */
    @Test
    @Tag("long")
    void chainsOfManyLevelsAreReadByAPixelCnnAtItsDefaultBudgetOrWarnedOf() {
        chains(PixelCnn.of(PixelCnnSize.PLANE, PixelLevels.BYTES));
    }

    private static void chains(DensityFamily family) {
        Samples x = CHAINS.draw(2400, 1);
        DecoderBound bound = DecoderBound.withKnownEntropy(family, Information.ofBits(CHAINS.bits()))
                .folds(FOLDS);
        try (MiEstimator.Prepared prepared = bound.prepare(x, 1)) {
            requireTrustworthy(
                    "upper two bits",
                    prepared.estimate(ChainImages.withoutLowerBits(x, 6)),
                    CHAINS.bitsOfUpper(6),
                    CHAINS.bits());
            requireTrustworthy(
                    "every second column",
                    prepared.estimate(Sources.everyColumn(x, 2)),
                    CHAINS.bitsOfEveryColumn(2),
                    CHAINS.bits());
        }
    }

    @Test
    @Tag("long")
    void chainsOfManyLevelsAreReadByTheDecoderOfPlanes() {
        Samples x = CHAINS.draw(12_000, 1);
        Map<String, Samples> points = new LinkedHashMap<>();
        points.put("upper two bits", ChainImages.withoutLowerBits(x, 6));
        points.put("every second column", Sources.everyColumn(x, 2));
        Map<String, Double> truths =
                Map.of("upper two bits", CHAINS.bitsOfUpper(6), "every second column", CHAINS.bitsOfEveryColumn(2));
        PooledBound.withKnownEntropy(
                        PooledContextMlp.of(ContextMlpSize.DEFAULT, PixelLevels.BYTES),
                        Information.ofBits(CHAINS.bits()))
                .estimate(x, points.keySet(), points::get, 1)
                .forEach((name, found) -> requireTrustworthy(name, found, truths.get(name), CHAINS.bits()));
    }

    /** Given the sum of a row of fair bits, each tells of all others, however far: a decoder that saw six of them read half. */
    @Test
    void sumsOverFarPixelsAreRead() {
        int n = 3000;
        int width = 14;
        Random random = new Random(5);
        float[] bits = new float[n * 2 * width];
        float[] sums = new float[n * 2];
        for (int k = 0; k < bits.length; k++) {
            bits[k] = random.nextInt(2);
            sums[k / width] += bits[k];
        }
        Samples x = Samples.of(bits, 1, 2, width);
        Estimate found = DecoderBound.withKnownEntropy(
                        PooledContextMlp.of(ContextMlpSize.SMALL, PixelLevels.BINARY)
                                .steps(1000)
                                .alone(),
                        Information.ofBits(2.0 * width))
                .estimate(x, Samples.of(sums, 2), 1);
        requireTrustworthy("two sums of 14 bits", found, 2 * 2.9476, 2.0 * width);
        assertThat(found.value().bits()).isGreaterThan(5);
    }

    /** The right half repeats the left one, but for a twentieth: without activations, far pixels must be seen, or their bits count twice. */
    @Test
    void whatFarPixelsShareCountsOnce() {
        int n = 1500;
        int width = 20;
        Random random = new Random(6);
        float[] images = new float[n * 6 * width];
        float[] half = new float[n * 60];
        for (int i = 0; i < n * 6; i++) {
            for (int j = 0; j < 10; j++) {
                int bit = random.nextInt(2);
                images[i * width + j] = bit;
                images[i * width + width - 1 - j] = random.nextInt(20) == 0 ? 1 - bit : bit;
                half[i * 10 + j] = (float) (bit + 0.01 * random.nextGaussian());
            }
        }
        Estimate found = DecoderBound.againstMarginal(PooledContextMlp.of(ContextMlpSize.SMALL, PixelLevels.BINARY)
                        .steps(1000)
                        .alone())
                .estimate(Samples.of(images, 1, 6, width), Samples.of(half, 1, 6, 10), 1);
        requireTrustworthy("half of a mirrored image", found, 60, 60 * 1.2864);
        assertThat(found.value().bits()).isBetween(55.0, 61.5);
    }

    /**
     * Pixels that are majorities of fifteen far ones, each of which tells little: no pair is clear enough to be taken in with so few
     * rows, so that the density without activations counts bits twice.
     */
    @Test
    void whatManyFarPixelsShareIsWarnedOf() {
        int n = 900;
        int width = 28;
        Random random = new Random(7);
        float[] images = new float[n * 2 * width];
        float[] upper = new float[n * width];
        int[][] chosen = new int[width / 2][];
        Arrays.setAll(chosen, k -> random.ints(0, width).distinct().limit(15).toArray());
        for (int i = 0; i < n; i++) {
            int at = i * 2 * width;
            for (int j = 0; j < width + width / 2; j++) {
                images[at + j] = random.nextInt(2);
            }
            for (int k = 0; k < chosen.length; k++) {
                double sum = Arrays.stream(chosen[k])
                        .mapToDouble(j -> images[at + j])
                        .sum();
                images[at + width + width / 2 + k] = sum > 7 ? 1 : 0;
            }
            System.arraycopy(images, at, upper, i * width, width);
        }
        Samples x = Samples.of(images, 1, 2, width);
        Samples t = Samples.of(upper, width);
        PooledContextMlp family = PooledContextMlp.of(ContextMlpSize.SMALL, PixelLevels.BINARY)
                .steps(30)
                .marginalSteps(30);
        Estimate alone = DecoderBound.againstMarginal(family.alone()).estimate(x, t, 1);
        Estimate pooled = PooledBound.againstMarginal(family)
                .estimate(x, Set.of("upper row"), name -> t, 1)
                .get("upper row");
        for (Estimate found : List.of(alone, pooled)) {
            assertThat(found.warnings())
                    .anySatisfy(w -> assertThat(w)
                            .startsWith("distant pixels predict each other")
                            .contains("without activations")
                            .endsWith("the value may be too high"));
        }
    }

    /** A vector of 4000 on 8×8 pixels. */
    @Test
    void aVectorThatIsTooWideForAPixelCnnIsWarnedOf() {
        Samples x = Sources.markovRows(60, 8, 8, 1);
        PixelCnn family =
                PixelCnn.of(PixelCnnSize.PLANE, PixelLevels.BINARY).budget(new TrainingBudget(1, 1, 4, 1e-3, 1));
        Estimate found = DecoderBound.againstMarginal(family).estimate(x, Samples.of(new float[60 * 4000], 4000), 1);
        assertThat(found.warnings()).anyMatch(w -> w.contains("neighbouring pixels share"));
    }

    /** Labels 0, …, 7 that choose one of eight prototypes. */
    @Test
    void labelsAreReadAsLabelsOrWarnedOf() {
        PrototypeMixture mixture = PrototypeMixture.random(8, 0.1, 8, 8, 1);
        PrototypeMixture.Drawn drawn = mixture.draw(6000, 1);
        double truth = mixture.labelBits().bits();
        double entropy = mixture.imageBits().bits();
        ClosedForm form = ClosedForm.of(PixelLevels.BINARY);
        Estimate labels = read(form.classLabels(8), drawn.images(), drawn.labels(), entropy);
        requireTrustworthy("labels", labels, truth, entropy);
        assertThat(labels.warnings()).hasSize(1).allMatch(w -> w.startsWith("nothing was trained"));
        requireTrustworthy("one-hot", read(form, drawn.images(), drawn.oneHot(8), entropy), truth, entropy);
        assertThat(read(form, drawn.images(), drawn.labels(), entropy).warnings())
                .anyMatch(w -> w.contains("choose classLabels(8)"));
    }

    /** Products of neighbouring pixels hold 32 of 64 bits, and nothing of that is linear. */
    @Test
    void whatAClosedFormCannotReadIsWarnedOf() {
        Samples x = Sources.uniformBytes(1500, 8, 1);
        float[] bits = x.toArray();
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (int) bits[i] >> 7;
        }
        float[] products = new float[bits.length / 2];
        for (int i = 0; i < products.length; i++) {
            products[i] = (2 * bits[2 * i] - 1) * (2 * bits[2 * i + 1] - 1);
        }
        Estimate found =
                read(ClosedForm.of(PixelLevels.BINARY), Samples.of(bits, 1, 8, 8), Samples.of(products, 1, 8, 4), 64);
        assertThat(found.value().bits()).isLessThan(1);
        assertThat(found.warnings()).anyMatch(w -> w.startsWith("nothing was trained"));
    }

    private static Estimate read(DensityFamily family, Samples x, Samples t, double entropy) {
        return DecoderBound.withKnownEntropy(family, Information.ofBits(entropy))
                .folds(FOLDS)
                .estimate(x, t, 1);
    }
}
