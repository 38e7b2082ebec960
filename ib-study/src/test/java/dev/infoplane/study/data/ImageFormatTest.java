package dev.infoplane.study.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.estimate.Samples;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatTest {
    @TempDir
    private Path folder;

    @Test
    void formatsAreFoundById() {
        assertThat(ImageFormat.of("idx")).isEqualTo(ImageFormat.IDX);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFormat.of("cifar"))
                .withMessageContaining("'cifar'")
                .withMessageContaining("[idx, cifar10-binary, folders]");
    }

    private static void idx(OutputStream to, byte[] values, int... extents) throws IOException {
        DataOutputStream out = new DataOutputStream(to);
        out.writeInt(0x0800 | extents.length);
        for (int e : extents) {
            out.writeInt(e);
        }
        out.write(values);
        out.close();
    }

    @Test
    void idxFilesAreReadCompressedOrNot() throws IOException {
        idx(
                Files.newOutputStream(folder.resolve("t10k-images-idx3-ubyte")),
                new byte[] {1, 2, 3, (byte) 255, 5, 6, 7, 8},
                2,
                2,
                2);
        idx(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("t10k-labels-idx1-ubyte.gz"))),
                new byte[] {9, 0},
                2);

        LabelledImages images = ImageFormat.IDX.read(folder, ImagePart.TEST);

        assertThat(images.images().rowShape()).containsExactly(1, 2, 2);
        assertThat(images.images().toArray()).containsExactly(1, 2, 3, 255, 5, 6, 7, 8);
        assertThat(images.labels().toArray()).containsExactly(9, 0);
        assertThatIOException()
                .isThrownBy(() -> ImageFormat.IDX.read(folder, ImagePart.TRAIN))
                .withMessageContaining("train-images-idx3-ubyte");
        assertThatIOException()
                .isThrownBy(() -> ImageFormat.IDX.read(folder, ImagePart.VALIDATE))
                .withMessageContaining("none to validate");
    }

    private static byte[] cifarRecord(int label, int red, int green, int blue) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.write(label);
        for (int level : new int[] {red, green, blue}) {
            for (int p = 0; p < 1024; p++) {
                record.write(level + p % 2);
            }
        }
        return record.toByteArray();
    }

    @Test
    void cifarBatchesAreReadInOrder() throws IOException {
        for (int i = 1; i <= 5; i++) {
            Files.write(folder.resolve("data_batch_" + i + ".bin"), cifarRecord(i, 10 * i, 100, 250));
        }

        LabelledImages images = ImageFormat.CIFAR10_BINARY.read(folder, ImagePart.TRAIN);

        assertThat(images.size()).isEqualTo(5);
        assertThat(images.images().rowShape()).containsExactly(3, 32, 32);
        assertThat(images.labels().toArray()).containsExactly(1, 2, 3, 4, 5);
        assertThat(images.images().get(1, 0)).isEqualTo(20);
        assertThat(images.images().get(1, 1024 + 1)).isEqualTo(101);
        assertThat(images.images().get(1, 2 * 1024)).isEqualTo(250);
    }

    @Test
    void filesThatAreNotCifarAreRefused() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> ImageFormat.CIFAR10_BINARY.read(folder, ImagePart.TEST))
                .withMessageContaining("has no 'test_batch.bin'");
        Path file = folder.resolve("test_batch.bin");
        Files.write(file, new byte[3072]);
        assertThatIOException()
                .isThrownBy(() -> ImageFormat.CIFAR10_BINARY.read(folder, ImagePart.TEST))
                .withMessageContaining("3072 bytes")
                .withMessageContaining("multiple of 3073");
        Files.write(file, cifarRecord(10, 1, 2, 3));
        assertThatIOException()
                .isThrownBy(() -> ImageFormat.CIFAR10_BINARY.read(folder, ImagePart.TEST))
                .withMessageContaining("record 0 has the label 10");
        Files.write(file, new byte[0]);
        assertThatIOException()
                .isThrownBy(() -> ImageFormat.CIFAR10_BINARY.read(folder, ImagePart.TEST))
                .withMessageContaining("0 bytes");
    }

    private void png(String name, int type, int rgb, int height, int width) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int p = 0; p < height * width; p++) {
            image.setRGB(p % width, p / width, rgb);
        }
        if (type == BufferedImage.TYPE_BYTE_GRAY) {
            image.getRaster().setSample(0, 0, 0, rgb & 0xff);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void foldersAreClassesInTheOrderOfTheirNames() throws IOException {
        png("train/dog/b.png", BufferedImage.TYPE_INT_RGB, 0x0a141e, 2, 3);
        png("train/dog/a.png", BufferedImage.TYPE_INT_RGB, 0x010203, 2, 3);
        png("train/cat/z.png", BufferedImage.TYPE_INT_RGB, 0xff8000, 2, 3);
        Files.writeString(folder.resolve("train/cat/readme.txt"), "no image");

        LabelledImages images = ImageFormat.FOLDERS.read(folder, ImagePart.TRAIN);

        assertThat(images.labels().toArray()).containsExactly(0, 1, 1);
        assertThat(images.images().rowShape()).containsExactly(3, 2, 3);
        assertThat(images.images().get(0, 0)).isEqualTo(255);
        assertThat(images.images().get(0, 6)).isEqualTo(128);
        assertThat(images.images().get(1, 12)).isEqualTo(3);
        assertThat(images.images().get(2, 17)).isEqualTo(30);
    }

    @Test
    void greyLevelsAreTakenAsTheyAreStored() throws IOException {
        png("test/a/1.png", BufferedImage.TYPE_BYTE_GRAY, 77, 2, 2);
        png("test/b/1.png", BufferedImage.TYPE_BYTE_GRAY, 200, 2, 2);

        LabelledImages images = ImageFormat.FOLDERS.read(folder, ImagePart.TEST);

        assertThat(images.images().rowShape()).containsExactly(1, 2, 2);
        assertThat(images.images().get(0, 0)).isEqualTo(77);
        assertThat(images.images().get(1, 0)).isEqualTo(200);
    }

    @Test
    void foldersThatDoNotFitAreRefused() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> ImageFormat.FOLDERS.read(folder, ImagePart.VALIDATE))
                .withMessageContaining("has no folder 'valid' or 'val'");
        png("valid/a/1.png", BufferedImage.TYPE_INT_RGB, 1, 2, 2);
        assertThatIOException()
                .isThrownBy(() -> ImageFormat.FOLDERS.read(folder, ImagePart.VALIDATE))
                .withMessageContaining("at least 2 classes, found 1");
        Files.createDirectories(folder.resolve("valid/b"));
        assertThatIOException()
                .isThrownBy(() -> ImageFormat.FOLDERS.read(folder, ImagePart.VALIDATE))
                .withMessageContaining("has no images");
        png("valid/b/1.png", BufferedImage.TYPE_INT_RGB, 1, 2, 3);
        assertThatIOException()
                .isThrownBy(() -> ImageFormat.FOLDERS.read(folder, ImagePart.VALIDATE))
                .withMessageContaining("2 by 3 pixels");
        png("valid/b/1.png", BufferedImage.TYPE_INT_ARGB, 1, 2, 2);
        assertThatIOException()
                .isThrownBy(() -> ImageFormat.FOLDERS.read(folder, ImagePart.VALIDATE))
                .withMessageContaining("transparent");
        Files.writeString(folder.resolve("valid/b/1.png"), "no image");
        assertThatIOException()
                .isThrownBy(() -> ImageFormat.FOLDERS.read(folder, ImagePart.VALIDATE))
                .withMessageContaining("1.png' cannot be read as an image");
    }

    /** Decoders fill the rest with grey or zeros. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
    void anImageThatIsCutShortIsRefusedOrWhole(String ending) throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int p = 0; p < 32 * 32; p++) {
            image.setRGB(p % 32, p / 32, random.nextInt(1 << 24));
        }
        for (String name : List.of("train/a/1.", "train/b/1.")) {
            Path file = folder.resolve(name + ending);
            Files.createDirectories(file.getParent());
            assertThat(ImageIO.write(image, ending, file.toFile())).isTrue();
        }
        String whole = ImageFormat.FOLDERS.read(folder, ImagePart.TRAIN).digest();
        Path file = folder.resolve("train/b/1." + ending);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length += 1 + bytes.length / 40) {
            Files.write(file, Arrays.copyOf(bytes, length));
            try {
                assertThat(ImageFormat.FOLDERS.read(folder, ImagePart.TRAIN).digest())
                        .as("%d of %d bytes", length, bytes.length)
                        .isEqualTo(whole);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("'" + file + "' cannot be read as an image: ");
            }
        }
    }

    @Test
    void labelsThatAreNoneAreNamedWithTheFolder() throws IOException {
        idx(Files.newOutputStream(folder.resolve("train-images-idx3-ubyte")), new byte[2], 2, 1, 1);
        idx(Files.newOutputStream(folder.resolve("train-labels-idx1-ubyte")), new byte[] {3, 26}, 2);
        assertThatIOException()
                .isThrownBy(() -> ImageFormat.IDX.read(folder, ImagePart.TRAIN))
                .withMessage("the files 'train-…' in '" + folder + "': labels must lie between 0 and 9, got 26");
    }

    @Test
    void theDigestIsOfPixelsAndLabels() {
        Samples pixels = Samples.of(new float[] {1, 2}, 1, 1, 1);
        LabelledImages images = new LabelledImages(pixels, Samples.ofLabels(0, 1));

        assertThat(images.digest())
                .isEqualTo("157655bf7c7eaf74e26c4fb12043675dcce7580ea49d60317a546c3df2e14f9f")
                .isNotEqualTo(new LabelledImages(pixels, Samples.ofLabels(1, 0)).digest());
    }

    @Test
    void halvingColoursKeepsThemApart() {
        LabelledImages image = new LabelledImages(
                Samples.of(new float[] {0, 1, 2, 3, 10, 10, 10, 10, 255, 255, 255, 254}, 3, 2, 2), Samples.ofLabels(0));

        assertThat(image.halved().images().toArray()).containsExactly(2, 10, 255);
    }
}
