package dev.infoplane.models.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.Folds;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.PixelLevels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconstructedPoolTest {
    private static final int ROWS = 300;
    private static final int SIDE = 4;
    private static final Folds FOLDS = new Folds(200, 40, 60);
    private static final ClosedForm FORM = ClosedForm.of(PixelLevels.BYTES).causalRadius(1);

    /** Colour images whose sub-pixels lean on the one before. */
    private static Samples images() {
        Random random = new Random(3);
        float[] values = new float[ROWS * 3 * SIDE * SIDE];
        for (int k = 0; k < values.length; k++) {
            double before = k % 7 == 0 ? 128 : values[k - 1];
            values[k] = (float) Math.rint(Math.max(0, Math.min(255, before + 20 * random.nextGaussian())));
        }
        return Samples.of(values, 3, SIDE, SIDE);
    }

    /** Sums of pixels and noise. */
    private static Samples activations(Samples x) {
        Random random = new Random(4);
        float[] values = new float[ROWS * 2 * SIDE * SIDE];
        for (int k = 0; k < values.length; k++) {
            int row = k / (2 * SIDE * SIDE);
            int place = k % (SIDE * SIDE);
            values[k] = (float) (x.get(row, place) + x.get(row, place + 16) + 9 * random.nextGaussian());
        }
        return Samples.of(values, 2, SIDE, SIDE);
    }

    @TempDir
    private Path folder;

    private final Samples x = images();
    private final Samples t = activations(x);
    private final ReconstructedPool pool =
            ReconstructedPool.of(FORM, x, FOLDS, Map.<String, Supplier<Samples>>of("a", () -> t));

    @Test
    void mapsHoldWhatTheReconstructionSaysUpToRounding() {
        try (Reconstruction alone = FORM.reconstruct(FOLDS.fit(x), FOLDS.fit(t))) {
            Reconstructed taught = alone.taught();
            Reconstructed others = alone.of(x.slice(200, ROWS), t.slice(200, ROWS));
            for (int i = 0; i < ROWS; i++) {
                ShownImage image = pool.points().get("a").image(i);
                Reconstructed of = i < 200 ? taught : others;
                int row = i < 200 ? i : i - 200;
                for (int p = 0; p < x.dimensions(); p++) {
                    assertThat(image.level(p)).isEqualTo(x.get(i, p));
                    assertThat(image.mean(p)).isCloseTo(of.mean().get(row, p), within(0.01f));
                    assertThat(image.visible(p)).isCloseTo(of.visible().get(row, p), within(0.01f));
                    assertThat((double) image.logScale(p))
                            .isCloseTo(Math.log(of.scale().get(row, p)), within(0.001));
                }
            }
        }
    }

    @Test
    void drawingTheVeryPixelsOfAnImageGivesItsOwnPredictions() {
        for (PointMaps maps : new PointMaps[] {pool.points().get("a"), pool.none()}) {
            ShownImage made = maps.image(250);
            Drawing drawing = maps.drawing(250);
            for (int place = 0; place < SIDE * SIDE; place++) {
                for (int p = place; p < x.dimensions(); p += SIDE * SIDE) {
                    drawing.predict(p);
                    assertThat(drawing.mean(p)).isCloseTo(made.mean(p), within(0.02f));
                    assertThat(drawing.logScale(p)).isCloseTo(made.logScale(p), within(0.01f));
                    drawing.set(p, made.level(p));
                }
            }
        }
    }

    @Test
    void everyDrawOfNoiseOfRowsThatTaughtIsKept() throws IOException {
        ConditionNoise noise = new ConditionNoise(30, 5);
        PoolImages images = PoolImages.of(FORM, x, FOLDS);
        PointMaps maps = images.reconstruct(Optional.of(t), Optional.of(noise));
        Path file = folder.resolve("prepared");
        try (OutputStream out = Files.newOutputStream(file)) {
            FORM.prepare(new StagedFamily.Rows(x, FOLDS, 1), t, noise, out);
        }
        PointMaps read = PoolImages.Prepared.read(file, images).maps();
        assertThat(read.digest()).isEqualTo(maps.digest());
        assertThat(read.draws()).isEqualTo(maps.draws()).isGreaterThan(1);
        try (Reconstruction alone = FORM.reconstruct(FOLDS.fit(x), FOLDS.fit(t), noise)) {
            Samples taught = alone.taught().mean();
            for (int draw = 0; draw < maps.draws(); draw++) {
                for (int row : new int[] {0, 77, 199}) {
                    for (PointMaps each : List.of(maps, read)) {
                        assertThat(each.image(row, draw).level(5)).isEqualTo(x.get(row, 5));
                        assertThat(each.image(row, draw).mean(5))
                                .isCloseTo(taught.get(draw * 200 + row, 5), within(0.01f));
                    }
                }
            }
            Samples others = alone.of(x.slice(200, ROWS), noise.fixed(t).slice(200, ROWS))
                    .mean();
            assertThat(read.image(299).mean(5)).isCloseTo(others.get(99, 5), within(0.01f));
        }
    }

    @Test
    void predictionsOfASubPixelDoNotDependOnItNorOnThoseAfterIt() {
        float[] values = x.toArray();
        int changed = 250 * x.dimensions() + SIDE * SIDE + 5; // the second channel of the sixth pixel
        values[changed] = 255 - values[changed];
        Samples other = Samples.of(values, 3, SIDE, SIDE);
        ReconstructedPool again =
                ReconstructedPool.of(FORM, other, FOLDS, Map.<String, Supplier<Samples>>of("a", () -> t));

        ShownImage before = pool.points().get("a").image(250);
        ShownImage after = again.points().get("a").image(250);
        boolean isSeenLater = false;
        for (int p = 0; p < x.dimensions(); p++) {
            int place = p % (SIDE * SIDE);
            boolean isLater = place > 5 || place == 5 && p / (SIDE * SIDE) > 1;
            assertThat(after.visible(p)).isEqualTo(before.visible(p));
            if (!isLater) {
                assertThat(after.mean(p)).isEqualTo(before.mean(p));
                assertThat(after.logScale(p)).isEqualTo(before.logScale(p));
            }
            isSeenLater |= after.mean(p) != before.mean(p);
        }
        assertThat(isSeenLater).isTrue();
    }

    @Test
    void aPointThatCannotBeReconstructedIsNamed() {
        Samples wide = Samples.of(new float[ROWS * 5000], 5000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReconstructedPool.of(
                        FORM, x, FOLDS, Map.<String, Supplier<Samples>>of("a", () -> t, "wide", () -> wide)))
                .withMessageContaining("'wide'")
                .withMessageContaining("5000");
    }

    /** Halves that mirror each other: what is chosen of far pixels is kept with the maps, for images that are drawn later. */
    @Test
    void farNeighboursAreWrittenAndRead() throws IOException {
        Random random = new Random(5);
        float[] values = new float[600 * 48];
        for (int k = 0; k < values.length; k++) {
            int place = k % 16;
            values[k] = place < 8 ? random.nextInt(256) : values[k - 2 * place + 15];
        }
        Samples mirrored = Samples.of(values, 1, 3, 16);
        PoolImages all = PoolImages.of(FORM, mirrored, new Folds(500, 40, 60));
        PoolImages.Prepared made = all.prepare(Optional.empty());
        Path file = folder.resolve("mirrored");
        try (OutputStream out = Files.newOutputStream(file)) {
            made.write(out);
        }

        PoolImages.Prepared read = PoolImages.Prepared.read(file, all);

        assertThat(made.maps().image(550).mean(15)).isCloseTo(mirrored.get(550, 0), within(25f));
        assertThat(read.maps().digest()).isEqualTo(made.maps().digest());
        assertThat(read.warningsThroughMaps()).isEqualTo(made.warningsThroughMaps());
        Drawing once = made.maps().drawing(550);
        Drawing again = read.maps().drawing(550);
        for (int p = 0; p < 48; p++) {
            once.predict(p);
            again.predict(p);
            assertThat(again.mean(p)).isEqualTo(once.mean(p));
            once.set(p, (int) mirrored.get(550, p));
            again.set(p, (int) mirrored.get(550, p));
        }
        assertThat(once.mean(15)).isCloseTo(mirrored.get(550, 0), within(25f));
    }
}
