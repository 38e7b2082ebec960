package dev.infoplane.study.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class IdxFileTest {
    private static final byte[] TWO_BY_THREE = ByteBuffer.allocate(18)
            .putInt(0x0802)
            .putInt(2)
            .putInt(3)
            .put(new byte[] {0, 1, 2, 3, 4, (byte) 255})
            .array();

    @Test
    void readsPlainAndCompressed() throws IOException {
        for (byte[] source : new byte[][] {TWO_BY_THREE, zipped(TWO_BY_THREE)}) {
            IdxFile file = read(source);
            assertThat(file.extents()).containsExactly(2, 3);
            assertThat(file.bytes()).containsExactly(0, 1, 2, 3, 4, 255);
        }
    }

    @Test
    void tellsWhatIsMissingFromATruncatedFile() throws IOException {
        assertThatThrownBy(() -> read(Arrays.copyOf(TWO_BY_THREE, 16)))
                .isInstanceOf(IOException.class)
                .hasMessage("'images' is cut short: its shape [2, 3] needs 6 bytes, found 4");
        assertThatThrownBy(() -> read(Arrays.copyOf(TWO_BY_THREE, 7))).hasMessageContaining("cut short");
        byte[] zip = zipped(TWO_BY_THREE);
        assertThatThrownBy(() -> read(Arrays.copyOf(zip, zip.length - 9)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut short");
        assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("cut short");
    }

    @Test
    void tellsWhatIsWrongWithADamagedFile() throws IOException {
        byte[] floats = TWO_BY_THREE.clone();
        floats[2] = 0x0d;
        assertThatThrownBy(() -> read(floats)).hasMessageContaining("starts with 0x00000d02, expected 0x0000080n");
        byte[] huge = TWO_BY_THREE.clone();
        huge[4] = 127;
        assertThatThrownBy(() -> read(huge)).hasMessageContaining("impossible shape [2130706434");
        assertThatThrownBy(() -> read(Arrays.copyOf(TWO_BY_THREE, 19))).hasMessageContaining("more than the 6 bytes");
        byte[] zip = zipped(new byte[2000]);
        zip[15] ^= 0x55;
        assertThatThrownBy(() -> read(zip)).isInstanceOf(IOException.class);
    }

    @Test
    void aBombIsRefusedByWhatItsHeaderPromisesBeforeItIsUnpacked() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(ByteBuffer.allocate(16)
                    .putInt(0x0803)
                    .putInt(1 << 20)
                    .putInt(32)
                    .putInt(32)
                    .array());
            zip.write(new byte[1 << 20]);
        }
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        assumeThat(heap).isLessThan(12 << 10);
        assertThatThrownBy(() -> read(out.toByteArray()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "'images' has the shape [1048576, 32, 32], 1073741824 values that need a heap of 12288 MB, but"
                                + " the JVM has " + heap
                                + " MB; give it more with -Xmx if the file is what it should be");
    }

    @Test
    void moreThanTheHeaderPromisesIsNotUnpacked() throws IOException {
        byte[] more = Arrays.copyOf(TWO_BY_THREE, 1 << 26);
        assertThatThrownBy(() -> read(zipped(more))).hasMessageContaining("more than the 6 bytes");
    }

    private static IdxFile read(byte[] source) throws IOException {
        return IdxFile.read(new ByteArrayInputStream(source), "images");
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }
}
