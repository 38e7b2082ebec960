package dev.infoplane.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.estimate.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are put together here from the description of the format, and not by the writer. */
class NpyTest {
    @TempDir
    Path folder;

    private static byte[] npy(int version, String dictionary, Consumer<ByteBuffer> values, ByteOrder order) {
        byte[] text = (dictionary + "\n").getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer all = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        all.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) version)
                .put((byte) 0);
        if (version == 1) {
            all.putShort((short) text.length);
        } else {
            all.putInt(text.length);
        }
        all.put(text).order(order);
        values.accept(all);
        return Arrays.copyOf(all.array(), all.position());
    }

    private static String header(String type, boolean fortran, String shape) {
        return "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape
                + ", }";
    }

    private static NumberArray read(byte[] bytes) throws IOException {
        return Npy.read(new ByteArrayInputStream(bytes), "'it'");
    }

    private static float[] floats(byte[] bytes) throws IOException {
        return read(bytes).samples().toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void allVersionsAreRead(int version) throws IOException {
        byte[] bytes = npy(
                version,
                header("<f4", false, "(2, 3)"),
                out -> Arrays.asList(1f, 2f, 3f, 4f, 5f, -6.5f).forEach(out::putFloat),
                ByteOrder.LITTLE_ENDIAN);

        NumberArray array = read(bytes);

        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.samples().toArray()).containsExactly(1, 2, 3, 4, 5, -6.5f);
    }

    @Test
    void fortranOrderIsTurnedIntoRows() throws IOException {
        byte[] matrix = npy(
                1,
                header("<f8", true, "(2, 3)"),
                out -> Arrays.asList(1.0, 4.0, 2.0, 5.0, 3.0, 6.0).forEach(out::putDouble),
                ByteOrder.LITTLE_ENDIAN);
        byte[] cube = npy(
                1,
                header("|u1", true, "(2, 2, 2)"),
                out -> out.put(new byte[] {0, 4, 2, 6, 1, 5, 3, 7}),
                ByteOrder.LITTLE_ENDIAN);

        assertThat(floats(matrix)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(floats(cube)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(read(cube).samples().rowShape()).containsExactly(2, 2);
    }

    @Test
    void everyKindOfNumberIsReadInBothOrders() throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            String mark = order == ByteOrder.BIG_ENDIAN ? ">" : "<";
            assertThat(floats(npy(
                            1,
                            header(mark + "i2", false, "(2,)"),
                            o -> o.putShort((short) -2).putShort((short) 300),
                            order)))
                    .containsExactly(-2, 300);
            assertThat(floats(npy(1, header(mark + "u2", false, "(1,)"), o -> o.putShort((short) -1), order)))
                    .containsExactly(65535);
            assertThat(floats(npy(
                            1,
                            header(mark + "i4", false, "(2,)"),
                            o -> o.putInt(-70000).putInt(7),
                            order)))
                    .containsExactly(-70000, 7);
            assertThat(floats(npy(1, header(mark + "u4", false, "(1,)"), o -> o.putInt(1 << 31), order)))
                    .containsExactly(2147483648f);
            assertThat(floats(npy(
                            1,
                            header(mark + "i8", false, "(2,)"),
                            o -> o.putLong(-5).putLong(12),
                            order)))
                    .containsExactly(-5, 12);
            assertThat(floats(npy(1, header(mark + "f8", false, "(1,)"), o -> o.putDouble(0.5), order)))
                    .containsExactly(0.5f);
            assertThat(floats(npy(
                            1,
                            header(mark + "f2", false, "(6,)"),
                            o -> o.putShort((short) 0x3C00)
                                    .putShort((short) 0xC000)
                                    .putShort((short) 1)
                                    .putShort((short) 0x7BFF)
                                    .putShort((short) 0x7C00)
                                    .putShort((short) 0x3555),
                            order)))
                    .containsExactly(1, -2, 0x1p-24f, 65504, Float.POSITIVE_INFINITY, 0.33325195f);
        }
        assertThat(floats(npy(
                        1, header("|b1", false, "(3,)"), o -> o.put(new byte[] {1, 0, 1}), ByteOrder.LITTLE_ENDIAN)))
                .containsExactly(1, 0, 1);
        assertThat(floats(npy(1, header("|i1", false, "(1,)"), o -> o.put((byte) -3), ByteOrder.LITTLE_ENDIAN)))
                .containsExactly(-3);
    }

    @Test
    void arraysLargerThanABufferAreRead() throws IOException {
        int n = 100_003;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(npy(1, header("<f4", false, "(" + n + ",)"), o -> {}, ByteOrder.LITTLE_ENDIAN));
        ByteBuffer values = ByteBuffer.allocate(4 * n).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < n; i++) {
            values.putFloat(i);
        }
        out.write(values.array());

        float[] read = floats(out.toByteArray());

        assertThat(read).hasSize(n);
        assertThat(read[n - 1]).isEqualTo(n - 1);
        assertThat(read[70_000]).isEqualTo(70_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "|O; Python objects",
                "<c8; '<c8' are not read",
                "<U5; '<U5' are not read",
                "|S3; '|S3' are not read",
                "<f16; .astype('float32')",
                "<M8[ns]; are not read"
            })
    void typesThatAreNoNumbersAreRefused(String type, String message) {
        byte[] bytes = npy(1, header(type, false, "(1,)"), o -> o.putLong(0).putLong(0), ByteOrder.LITTLE_ENDIAN);

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'it' cannot be read")
                .hasMessageContaining(message);
    }

    @Test
    void brokenFilesAreRefusedInOneSentence() {
        byte[] good = npy(
                1, header("<f4", false, "(3,)"), o -> o.putFloat(1).putFloat(2).putFloat(3), ByteOrder.LITTLE_ENDIAN);

        for (int length = 6; length < good.length; length++) {
            byte[] part = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> read(part))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'it' is cut off");
        }
        assertThatThrownBy(() -> read(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .hasMessageContaining("does not start as an npy file");
        assertThatThrownBy(() -> read(Arrays.copyOf(good, good.length + 1)))
                .hasMessageContaining("goes on after the last value");
        assertThatThrownBy(
                        () -> read(npy(4, header("<f4", false, "(1,)"), o -> o.putFloat(1), ByteOrder.LITTLE_ENDIAN)))
                .hasMessageContaining("this is version 4");
        assertThatThrownBy(() -> read(npy(
                        1,
                        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }",
                        o -> {},
                        ByteOrder.LITTLE_ENDIAN)))
                .hasMessageContaining("several fields");
        assertThatThrownBy(() -> read(npy(1, header("<f4", false, "(99999999999,)"), o -> {}, ByteOrder.LITTLE_ENDIAN)))
                .hasMessageContaining("an extent of 99999999999");
        assertThatThrownBy(() -> read(npy(1, header("<f4", false, "(99999, 99999)"), o -> {}, ByteOrder.LITTLE_ENDIAN)))
                .hasMessageContaining("more values than fit");
        assertThatThrownBy(() -> read(npy(1, header("<f4", false, "(2000000000,)"), o -> {}, ByteOrder.LITTLE_ENDIAN)))
                .hasMessageContaining("cut off");
    }

    @Test
    void integersThatDoublesDoNotHoldAreRefused() {
        assertThatThrownBy(() -> read(
                        npy(1, header("<i8", false, "(1,)"), o -> o.putLong((1L << 53) + 1), ByteOrder.LITTLE_ENDIAN)))
                .hasMessageContaining("9007199254740993");
        assertThatThrownBy(
                        () -> read(npy(1, header("<u8", false, "(1,)"), o -> o.putLong(-1), ByteOrder.LITTLE_ENDIAN)))
                .hasMessageContaining("18446744073709551615");
    }

    @Test
    void aSingleNumberHasNoRows() throws IOException {
        NumberArray scalar = read(npy(1, header("<f4", false, "()"), o -> o.putFloat(1), ByteOrder.LITTLE_ENDIAN));
        NumberArray empty = read(npy(1, header("<f4", false, "(0, 3)"), o -> {}, ByteOrder.LITTLE_ENDIAN));

        assertThatThrownBy(scalar::samples).hasMessageContaining("a single number");
        assertThatThrownBy(empty::samples).hasMessageContaining("without a value");
    }

    @Test
    void whatIsWrittenIsReadBackAndHasTheFormOfTheFormat() throws IOException {
        Samples images = Samples.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2);
        Path file = folder.resolve("a.npy");
        Npy.write(file, images);
        byte[] bytes = Files.readAllBytes(file);

        assertThat(Npy.read(file).shape()).containsExactly(2, 2, 2);
        assertThat(Npy.read(file).samples().toArray()).isEqualTo(images.toArray());
        assertThat((bytes.length - 32) % 64).isZero();
        assertThat(new String(bytes, 10, 70, StandardCharsets.ISO_8859_1))
                .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2, 2, ), }");
        Npy.write(file, Samples.ofLabels(3, 4));
        assertThat(Npy.read(file).shape()).containsExactly(2);
    }

    @Test
    void arraysAreNamedInNaturalOrderAndAnEmptyFileHasNone() throws IOException {
        Samples one = Samples.of(new float[] {1, 2});
        Path file = folder.resolve("layers.npz");
        Npy.writeAll(file, Map.of("conv10", one, "conv2", one, "conv1", one));
        assertThat(Npy.names(file)).containsExactly("conv1", "conv2", "conv10");
        Path empty = folder.resolve("empty.npz");
        Npy.writeAll(empty, Map.of());
        assertThatThrownBy(() -> DataFiles.read(empty.toString())).hasMessage("'" + empty + "' holds no arrays");
    }

    @Test
    void archivesHoldArraysByName() throws IOException {
        Path file = folder.resolve("a.npz");
        Npy.writeAll(file, Map.of("x", Samples.ofLabels(1, 2), "t", Samples.of(new float[] {1, 2, 3, 4}, 2)));

        assertThat(Npy.names(file)).containsExactly("t", "x");
        assertThat(DataFiles.read(file + ":t").samples().dimensions()).isEqualTo(2);
        assertThatThrownBy(() -> DataFiles.read(file.toString()))
                .hasMessageContaining("holds 2 arrays; choose one as")
                .hasMessageContaining("of t, x");
        assertThatThrownBy(() -> DataFiles.read(file + ":y")).hasMessageContaining("has no array 'y'; it has t, x");
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> DataFiles.read(file + ":y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read as an npz file");
    }
}
