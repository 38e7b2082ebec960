package dev.infoplane.study.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * An array of bytes in the idx format of the MNIST family, gzip-compressed or not.
 *
 * @param extents the shape, first the number of items
 * @param bytes all values, row-major, to be read as unsigned
 */
public record IdxFile(int[] extents, byte[] bytes) {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int UNSIGNED_BYTE = 0x08;
    private static final long MOST_BYTES = 1L << 30;
    /** Of working memory: a byte becomes a float, and images are copied while they are sorted into their roles. */
    private static final int BYTES_PER_VALUE = 12;

    /**
     * Reads a whole file. Its header says how much that is, and no more is read or unpacked; a header that promises more than the
     * JVM's heap can work on is refused.
     *
     * @param name what to call it in messages
     * @throws IOException if it is not a complete idx file of unsigned bytes, saying what was found and expected
     */
    public static IdxFile read(InputStream source, String name) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(source);
        buffered.mark(2);
        boolean zipped = (buffered.read() << 8 | buffered.read()) == GZIP_MAGIC;
        buffered.reset();
        try (DataInputStream in = new DataInputStream(zipped ? new GZIPInputStream(buffered) : buffered)) {
            int magic = in.readInt();
            int dimensions = magic & 0xff;
            if (magic >>> 16 != 0 || (magic >> 8 & 0xff) != UNSIGNED_BYTE || dimensions < 1 || dimensions > 4) {
                throw new IOException(String.format(
                        "'%s' is no idx file of unsigned bytes: it starts with 0x%08x, expected 0x0000080n with n from 1 to 4",
                        name, magic));
            }
            int[] extents = new int[dimensions];
            long size = 1;
            for (int i = 0; i < dimensions; i++) {
                extents[i] = in.readInt();
                if (extents[i] < 1 || (size *= extents[i]) > MOST_BYTES) {
                    throw new IOException("'" + name + "' has the impossible shape "
                            + Arrays.toString(Arrays.copyOf(extents, i + 1)));
                }
            }
            long heap = Runtime.getRuntime().maxMemory();
            if (size * BYTES_PER_VALUE > heap) {
                throw new IOException("'" + name + "' has the shape " + Arrays.toString(extents) + ", " + size
                        + " values that need a heap of " + (size * BYTES_PER_VALUE >> 20) + " MB, but the JVM has "
                        + (heap >> 20) + " MB; give it more with -Xmx if the file is what it should be");
            }
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size) {
                throw new IOException("'" + name + "' is cut short: its shape " + Arrays.toString(extents) + " needs "
                        + size + " bytes, found " + bytes.length);
            }
            if (in.read() >= 0) {
                throw new IOException(
                        "'" + name + "' has more than the " + size + " bytes of its shape " + Arrays.toString(extents));
            }
            return new IdxFile(extents, bytes);
        } catch (EOFException e) {
            throw new IOException(
                    "'" + name + "' is cut short: it ends before its header or its compressed data does", e);
        } catch (java.util.zip.ZipException e) {
            throw new IOException("'" + name + "' is damaged: " + e.getMessage(), e);
        }
    }
}
