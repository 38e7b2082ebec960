package dev.infoplane.study.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.study.data.LabelledImages;
import dev.infoplane.study.spec.DataSpec;
import dev.infoplane.study.spec.SpecFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyImagesTest {
    @TempDir
    private Path folder;

    private final DataSpec toy = SpecFile.preset("toy").data();

    @Test
    void theEntropyOfBalancedLabelsIsThatOfAUniformChoice() throws IOException {
        assertThat(StudyImages.load(toy).labelEntropy().nats())
                .isCloseTo(Information.ofUniformChoice(10).nats(), within(1e-12));
    }

    @Test
    void imagesThatAreNearlyAllTheSameAreRefused() throws IOException {
        for (int different : new int[] {0, 1, 100}) {
            for (byte level : new byte[] {0, 7}) {
                byte[] pixels = new byte[600 * 28 * 28];
                Arrays.fill(pixels, level);
                byte[] random = new byte[different * 28 * 28];
                new Random(1).nextBytes(random);
                System.arraycopy(random, 0, pixels, 0, random.length);
                write(pixels, i -> i % 10);
                assertRefused("are equal to each other, so that there is nothing to learn or to measure");
            }
        }
    }

    @Test
    void classesThatCannotBeBalancedAreNamedWithTheFolder() throws IOException {
        byte[] pixels = new byte[600 * 28 * 28];
        new Random(1).nextBytes(pixels);
        write(pixels, i -> i % 9);
        assertRefused("a balanced part of 9 classes cannot have 200 images; it needs 550 images");
        write(pixels, i -> i % 2 * 9);
        assertRefused("but class 1 has 0; it needs 550 images");
        write(pixels, i -> i % 10);
        assertThat(StudyImages.load(toy.from("idx", folder.toString())).shape()).containsExactly(1, 14, 14);
    }

    @Test
    void imagesThatAreNotThoseOfTheStudyAreRefused() throws IOException {
        byte[] pixels = new byte[600 * 28 * 28];
        new Random(1).nextBytes(pixels);
        write(pixels, i -> i % 10);
        DataSpec here = toy.from("idx", folder.toString());
        String hash = StudyImages.load(here).hash();
        assertThat(StudyImages.load(pinned(here, hash)).hash()).isEqualTo(hash);

        pixels[599 * 28 * 28] ^= 1;
        write(pixels, i -> i % 10);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> StudyImages.load(pinned(here, hash)))
                .withMessageContaining("'" + folder + "' are not those of this study: their SHA-256 is ")
                .withMessageEndingWith(", and data.sha256 is " + hash);
    }

    private static DataSpec pinned(DataSpec data, String hash) {
        return new DataSpec(
                data.format(),
                data.path(),
                data.halve(),
                data.network(),
                data.decoder(),
                data.validation(),
                data.measured(),
                data.seed(),
                hash);
    }

    @Test
    void imagesThatMeasureAndStandAmongOthersAreCounted() {
        Folds folds = new Folds(2, 1, 4);
        assertThat(new StudyImages(levels(1, 2, 3, 4), levels(5, 6, 6, 7, 8, 9, 9), folds, "").seen())
                .isZero();
        assertThat(new StudyImages(levels(1, 2, 3, 4), levels(5, 6, 7, 7, 8, 3, 3), folds, "").seen())
                .isEqualTo(3);
    }

    private static LabelledImages levels(float... levels) {
        return new LabelledImages(Samples.of(levels, 1, 1, 1), Samples.ofLabels(new int[levels.length]));
    }

    private void assertRefused(String reason) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> StudyImages.load(toy.from("idx", folder.toString())))
                .withMessageContaining("'" + folder + "'")
                .withMessageContaining(reason);
    }

    private void write(byte[] pixels, IntUnaryOperator label) throws IOException {
        int images = pixels.length / (28 * 28);
        byte[] labels = new byte[images];
        for (int i = 0; i < images; i++) {
            labels[i] = (byte) label.applyAsInt(i);
        }
        idx(folder.resolve("train-images-idx3-ubyte"), pixels, images, 28, 28);
        idx(folder.resolve("train-labels-idx1-ubyte"), labels, images);
    }

    /** Writes a file of bytes in the idx format. */
    private static void idx(Path file, byte[] bytes, int... extents) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(4 + 4 * extents.length + bytes.length);
        content.putInt(0x0800 + extents.length);
        for (int extent : extents) {
            content.putInt(extent);
        }
        Files.write(file, content.put(bytes).array());
    }
}
