package dev.infoplane.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.cnn.ContextCnn;
import dev.infoplane.models.cnn.ContextCnnSize;
import dev.infoplane.models.context.ContextMlp;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A density whose condition is encoded in a doubtful way says so. */
class ConditionWarningsTest {
    private static final TrainingBudget LEAST = new TrainingBudget(1, 1, 4, 1e-3, 1);
    private static final PixelCnn PIXELS =
            PixelCnn.of(new PixelCnnSize(16, 1, 1, 1), PixelLevels.BINARY).budget(LEAST);
    private static final ContextMlp CONTEXT =
            ContextMlp.of(ContextMlpSize.SMALL, PixelLevels.BINARY).budget(LEAST);
    private static final ClosedForm CLOSED = ClosedForm.of(PixelLevels.BINARY);

    static Stream<Arguments> families() {
        return Stream.of(
                Arguments.of(Named.of("pixelcnn", PIXELS), PIXELS.classLabels(8)),
                Arguments.of(Named.of("context MLP", CONTEXT), CONTEXT.classLabels(8)),
                Arguments.of(Named.of("closed form", CLOSED), CLOSED.classLabels(8)));
    }

    /** Those of the condition. */
    private static List<String> warnings(DensityFamily family, Samples x, Samples t) {
        try (DensityFamily.Pretrained parent = family.learn(x, x, 1);
                ConditionalDensity density = parent.given(t, t)) {
            return density.warnings().stream()
                    .filter(w -> !w.startsWith("nothing was trained"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void labelsThatAreReadAsAmountsAreWarnedOf(DensityFamily plain, DensityFamily labelled) {
        KnownImages.Prototypes known = KnownImages.prototypes(64, 4, 3);
        assertThat(warnings(plain, known.images(), known.labels()))
                .singleElement()
                .asString()
                .contains("read as amounts", "choose classLabels(8)");
        assertThat(warnings(labelled, known.images(), known.labels())).isEmpty();
        assertThat(warnings(plain, known.images(), known.images().reshape(16))).isEmpty();
    }

    static Stream<Arguments> familiesOnAClosedForm() {
        PooledContextMlp pool =
                PooledContextMlp.of(ContextMlpSize.SMALL, PixelLevels.BINARY).closedForm(CLOSED);
        ContextCnn cnn =
                ContextCnn.of(new ContextCnnSize(4, 1), PixelLevels.BINARY).closedForm(CLOSED);
        return Stream.of(
                Arguments.of(Named.of("closed form", CLOSED)),
                Arguments.of(Named.of("context MLP", pool.steps(1).alone())),
                Arguments.of(Named.of("context CNN", cnn.steps(1).alone())),
                Arguments.of(Named.of("PixelCNN++", PIXELS.onClosedForm(CLOSED))));
    }

    /** Given the sum of fourteen fair bits, each tells of all others, of which the closed form sees three with so few rows. */
    @ParameterizedTest
    @MethodSource("familiesOnAClosedForm")
    void farPixelsBeyondAClosedFormAreWarnedOf(DensityFamily family) {
        Random random = new Random(3);
        float[] bits = new float[300 * 28];
        float[] sums = new float[300 * 2];
        for (int k = 0; k < bits.length; k++) {
            bits[k] = random.nextInt(2);
            sums[k / 14] += bits[k];
        }
        assertThat(warnings(family, Samples.of(bits, 1, 2, 14), Samples.of(sums, 2)))
                .anySatisfy(w -> assertThat(w)
                        .startsWith("distant pixels predict each other")
                        .endsWith("may be too low"));
        assertThat(warnings(family, Samples.of(bits, 1, 2, 14), Samples.of(bits, 28)))
                .noneMatch(w -> w.startsWith("distant pixels"));
    }

    /** Fourteen pixels that are majorities of fifteen far ones each: no pair is clear enough to be taken in with so few rows. */
    @Test
    void farPixelsThatAPixelCnnWithoutActivationsDoesNotUseAreWarnedOf() {
        Random random = new Random(7);
        float[] images = new float[600 * 56];
        int[][] chosen = new int[14][];
        Arrays.setAll(chosen, k -> random.ints(0, 28).distinct().limit(15).toArray());
        for (int i = 0; i < images.length; i += 56) {
            int at = i;
            for (int j = 0; j < 42; j++) {
                images[at + j] = random.nextInt(2);
            }
            for (int k = 0; k < 14; k++) {
                images[at + 42 + k] = Arrays.stream(chosen[k])
                                        .mapToDouble(j -> images[at + j])
                                        .sum()
                                > 7
                        ? 1
                        : 0;
            }
        }
        Samples x = Samples.of(images, 1, 2, 28);
        try (DensityFamily.Pretrained parent = PIXELS.onClosedForm(CLOSED).learn(x, x, 1);
                ConditionalDensity density = parent.marginal()) {
            assertThat(density.warnings()).singleElement().asString().endsWith("the value may be too high");
        }
    }

    /** A vector of 4000 on 8×8 pixels. */
    @Test
    void filtersThatNeighboursShareAreWarnedOf() {
        Samples x = KnownImages.markovRows(8, 8, 1);
        Samples wide = Samples.of(new float[8 * 4000], 4000);
        assertThat(warnings(PIXELS, x, wide))
                .singleElement()
                .asString()
                .contains("4000 channels", "neighbouring pixels share");
    }

    @Test
    void pixelCnnsReadLabelsThatChooseAPrototype() {
        int teach = 2500;
        int all = 3500;
        KnownImages.Prototypes known = KnownImages.prototypes(all, 6, 3);
        Samples x = known.images();
        Samples t = known.labels();
        PixelCnn family = PIXELS.classLabels(8).budget(new TrainingBudget(100, 200, 64, 5e-3, 2));
        try (PixelCnn.Pretrained parent = family.learn(x.slice(0, teach), x.slice(teach, teach + 100), 1);
                ConditionalDensity density = parent.given(t.slice(0, teach), t.slice(teach, teach + 100))) {
            double found = KnownImages.bits(
                    -KnownImages.mean(density.logLikelihood(x.slice(teach + 100, all), t.slice(teach + 100, all))));
            double truth = known.restBits(teach + 100, all);
            assertThat(found).isBetween(truth - 0.2, truth + 0.5);
        }
    }

    static Stream<DensityFamily> single() {
        return Stream.of(
                PIXELS,
                PIXELS.onClosedForm(CLOSED),
                CONTEXT,
                CLOSED,
                PooledContextMlp.of(ContextMlpSize.SMALL, PixelLevels.BINARY).alone(),
                ContextCnn.of(ContextCnnSize.DEFAULT, PixelLevels.BINARY).alone());
    }

    /** Also rows of one number, which have no extent at all. */
    @ParameterizedTest
    @MethodSource("single")
    void inputsThatAreNoImagesAreRefusedWithTheirShape(DensityFamily family) {
        for (int[] shape : new int[][] {{}, {16}, {4, 4}, {2, 4, 4}}) {
            Samples x = Samples.of(new float[160 * 16], shape);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> family.learn(x, x, 1))
                    .withMessageStartingWith("x must be images [channels, height, width] of one channel or three")
                    .withMessageEndingWith(Arrays.toString(shape));
        }
    }
}
