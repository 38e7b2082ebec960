package dev.infoplane.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.Folds;
import dev.infoplane.density.PointPreparation;
import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.density.StagedFamily.Prepared;
import dev.infoplane.density.StagedFamily.Rows;
import dev.infoplane.density.spi.DensityRegistry;
import dev.infoplane.density.spi.LearningPlace;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.cnn.ContextCnn;
import dev.infoplane.models.cnn.ContextCnnSize;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool that is learned in stages is the pool that is learned at once. */
class StagedFamilyTest {
    private static final Folds FOLDS = new Folds(6, 2, 2);

    static Stream<Arguments> families() {
        Map<String, Object> pixelCnn = Map.of(
                "filters", 4, "mixtures", 2, "steps", 6, "batchSize", 8, "checks", 2, "levels", 2, "dropout", 0.1);
        Map<String, Object> onward = new TreeMap<>(pixelCnn);
        onward.put("ownSteps", 3);
        onward.put("marginalSteps", 0);
        Map<String, Object> mlp =
                Map.of("radius", 2, "hidden", 8, "layers", 1, "mixtures", 2, "steps", 8, "marginalSteps", 4);
        Map<String, Object> binary = new TreeMap<>(mlp);
        binary.put("levels", 2);
        Map<String, Object> cnn = Map.of(
                "width", 4, "mixtures", 2, "poolSteps", 6, "steps", 8, "marginalSteps", 8, "batchSize", 8, "levels", 2);
        Map<String, Object> cnnOfManyLevels = new TreeMap<>(cnn);
        cnnOfManyLevels.remove("levels");
        Map<String, Object> cnnWithoutPool = new TreeMap<>(cnn);
        cnnWithoutPool.put("poolSteps", 0);
        return Stream.of(
                Arguments.of("pooled-pixelcnn", pixelCnn),
                Arguments.of("pooled-pixelcnn", onward),
                Arguments.of("pooled-context-mlp", mlp),
                Arguments.of("pooled-context-mlp", binary),
                Arguments.of("context-cnn", cnn),
                Arguments.of("context-cnn", cnnOfManyLevels),
                Arguments.of("context-cnn", cnnWithoutPool));
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("families")
    void stagesGiveTheVeryBitsOfOneTraining(String id, Map<String, Object> settings) throws IOException {
        Samples x = KnownImages.markovRows(150, 4, 3);
        Map<String, Samples> points = Map.of(
                "a", KnownImages.everyColumn(x, 2),
                "b", x.reshape(x.dimensions()),
                "labels",
                        Samples.ofLabels(IntStream.range(0, 150).map(i -> i % 5).toArray()));
        Map<String, Supplier<Samples>> readers = new TreeMap<>();
        points.forEach((name, t) -> readers.put(name, () -> t));
        try (PooledDensities whole = family(id, settings).learn(x, FOLDS, readers, 5)) {
            Rows rows = new Rows(x, FOLDS, 5);
            Map<String, Path> prepared = new TreeMap<>();
            for (String name : points.keySet()) {
                prepared.put(name, prepare(family(id, settings), rows, Optional.of(points.get(name))));
            }
            Path none = prepare(family(id, settings), rows, Optional.empty());
            Map<String, Supplier<Path>> stored = new TreeMap<>();
            prepared.forEach((name, file) -> stored.put(name, () -> file));
            Prepared all = new Prepared(stored, () -> none);
            byte[] unconditional = family(id, settings).learnUnconditional(rows, all);
            byte[] shared = family(id, settings).learnShared(rows, all);

            for (String name : points.keySet()) {
                assertSame(family(id, settings).given(rows, name, prepared.get(name), shared), whole.given(name));
            }
            assertThat(whole.given("labels").warnings())
                    .anySatisfy(w -> assertThat(w).contains("read as amounts", "choose classLabels(5)"));
            assertThat(whole.given("a").warnings()).noneMatch(w -> w.contains("read as amounts"));
            assertSame(family(id, settings).marginal(rows, none, shared, unconditional), whole.marginal());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> family(id, settings).given(rows, "c", prepared.get("a"), shared))
                    .withMessage("no point 'c' in this pool; there are [a, b, labels]");
        }
    }

    /** Both draw the same noise for images that teach. */
    @Test
    void aNetworkLearnedInStagesThroughNoiseIsThatOfItsPointAlone() throws IOException {
        Samples x = KnownImages.markovRows(150, 4, 3);
        Samples t = KnownImages.everyColumn(x, 2);
        ConditionNoise noise = new ConditionNoise(0.4, 3);
        Samples noisy = noise.fixed(t);
        ContextCnn family = ContextCnn.of(new ContextCnnSize(4, 2), PixelLevels.BINARY)
                .poolSteps(0)
                .steps(8)
                .batchSize(8);
        Rows rows = new Rows(x, FOLDS, 5);
        Path file = folder.resolve("noisy");
        AtomicFiles.write(file, out -> family.preparation().prepare(rows, t, noise, out));
        PooledDensity staged = family.given(rows, "a", file, "a".getBytes(StandardCharsets.UTF_8));
        try (DensityFamily.Pretrained start = family.alone().learn(FOLDS.fit(x), FOLDS.validate(x), 5);
                ConditionalDensity alone = start.given(FOLDS.fit(t), FOLDS.validate(noisy), noise);
                ConditionalDensity once = start.given(FOLDS.fit(noisy), FOLDS.validate(noisy))) {
            double[] found = alone.logLikelihood(FOLDS.measure(x), FOLDS.measure(noisy));
            assertThat(staged.logLikelihood()).isEqualTo(found);
            assertThat(staged.learningCurve()).isEqualTo(alone.learningCurve());
            assertThat(once.logLikelihood(FOLDS.measure(x), FOLDS.measure(noisy)))
                    .isNotEqualTo(found);
        }
    }

    @Test
    void aNetworkThatBeginsWithAPoolLearnsThroughNoise() throws IOException {
        Samples x = KnownImages.markovRows(150, 4, 3);
        Samples t = KnownImages.everyColumn(x, 2);
        StagedFamily family = family(
                "context-cnn",
                Map.of("width", 4, "mixtures", 8, "poolSteps", 30, "steps", 30, "marginalSteps", 8, "levels", 2));
        StagedFamily pool = family("pooled-context-mlp", Map.of("steps", 30, "levels", 2));
        Rows rows = new Rows(x, FOLDS, 5);
        Path file = folder.resolve("noisy");
        AtomicFiles.write(file, out -> family.preparation().prepare(rows, t, new ConditionNoise(0.4, 3), out));
        Path none = prepare(family, rows, Optional.empty());
        Prepared all = new Prepared(Map.of("a", () -> file), () -> none);
        byte[] shared = family.learnShared(rows, all);
        PooledDensity own = family.given(rows, "a", file, shared);
        double began = KnownImages.mean(
                pool.given(rows, "a", file, pool.learnShared(rows, all)).validationLogLikelihood());
        assertThat(KnownImages.mean(own.validationLogLikelihood())).isGreaterThanOrEqualTo(began - 1e-4);
        assertThat(family.given(rows, "a", file, shared).logLikelihood()).isEqualTo(own.logLikelihood());
    }

    /** Given the sum of fourteen fair bits, each tells of all others, of which the closed form sees three with so few rows. */
    @Test
    void farPixelsAreWarnedOfInStagesToo() throws IOException {
        Random random = new Random(3);
        float[] bits = new float[500 * 28];
        float[] sums = new float[500 * 2];
        for (int k = 0; k < bits.length; k++) {
            bits[k] = random.nextInt(2);
            sums[k / 14] += bits[k];
        }
        Samples x = Samples.of(bits, 1, 2, 14);
        Samples t = Samples.of(sums, 2);
        StagedFamily family = ContextCnn.of(new ContextCnnSize(4, 1), PixelLevels.BINARY)
                .closedForm(ClosedForm.of(PixelLevels.BINARY))
                .poolSteps(1)
                .steps(1)
                .marginalSteps(1);
        Rows rows = new Rows(x, FOLDS, 5);
        Path file = prepare(family, rows, Optional.of(t));
        Path none = prepare(family, rows, Optional.empty());
        byte[] shared = family.learnShared(rows, new Prepared(Map.of("a", () -> file), () -> none));
        assertThat(family.given(rows, "a", file, shared).warnings())
                .anySatisfy(w -> assertThat(w)
                        .startsWith("distant pixels predict each other")
                        .endsWith("may be too low"));
    }

    @Test
    void familiesWithEqualClosedFormsShareWhatIsPrepared() {
        StagedFamily pixelCnn = family("pooled-pixelcnn", Map.of());
        StagedFamily narrow = family("pooled-context-mlp", Map.of("widestWindow", 0, "causalRadius", 3));
        assertThat(narrow.preparation().settings())
                .isEqualTo(pixelCnn.preparation().settings())
                .isNotEqualTo(
                        family("pooled-context-mlp", Map.of()).preparation().settings());
        assertThat(narrow.preparation().choices())
                .isEqualTo(pixelCnn.preparation().choices());
    }

    @ParameterizedTest
    @MethodSource("families")
    void aRegistryMakesAPreparationAgainFromItsChoices(String id, Map<String, Object> settings) {
        PointPreparation prepares = family(id, settings).preparation();
        assertThat(DensityRegistry.load()
                        .family(prepares.id())
                        .create(prepares.choices(), LearningPlace.ANYWHERE)
                        .settings())
                .isEqualTo(prepares.settings());
    }

    @Test
    void theClosedFormOfTheContextMlpIsTheSameByNameAndByClass() {
        assertThat(family("pooled-context-mlp", Map.of()).settings())
                .isEqualTo(PooledContextMlp.of(ContextMlpSize.DEFAULT, new PixelLevels(256, 0, 1))
                        .settings());
    }

    @Test
    void theContextCnnIsTheSameByNameAndByClass() {
        ContextCnn made = ContextCnn.of(ContextCnnSize.DEFAULT, new PixelLevels(256, 0, 1));
        assertThat(family("context-cnn", Map.of()).settings())
                .isEqualTo(made.settings())
                .containsEntry("poolSteps", "4000")
                .containsKey("pool.revision")
                .isNotEqualTo(made.poolSteps(5).settings());
        assertThat(family("context-cnn", Map.of("poolSteps", 0)).settings())
                .isEqualTo(made.poolSteps(0).settings())
                .containsEntry("learningRate", "0.006");
        assertThat(DensityRegistry.load()
                        .family("context-cnn-alone")
                        .create(Map.of(), LearningPlace.ANYWHERE)
                        .settings())
                .isEqualTo(made.alone().settings())
                .doesNotContainKey("poolSteps");
    }

    private Path prepare(StagedFamily family, Rows rows, Optional<Samples> t) throws IOException {
        Path file = Files.createTempFile(folder, "prepared", "");
        AtomicFiles.write(file, out -> family.preparation().prepare(rows, t, out));
        return file;
    }

    private static StagedFamily family(String id, Map<String, Object> settings) {
        return (StagedFamily) DensityRegistry.load().pooledFamily(id).create(settings, LearningPlace.ANYWHERE);
    }

    private static void assertSame(PooledDensity staged, PooledDensity whole) {
        assertThat(staged.logLikelihood()).isEqualTo(whole.logLikelihood());
        assertThat(staged.validationLogLikelihood()).isEqualTo(whole.validationLogLikelihood());
        assertThat(staged.taughtLogLikelihood().orElseThrow())
                .isEqualTo(whole.taughtLogLikelihood().orElseThrow());
        assertThat(staged.learningCurve()).isEqualTo(whole.learningCurve());
        assertThat(staged.warnings()).isEqualTo(whole.warnings());
        assertThat(staged.sample(new int[] {1, 0}, 9).toArray())
                .isEqualTo(whole.sample(new int[] {1, 0}, 9).toArray());
    }
}
