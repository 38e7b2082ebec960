package dev.infoplane.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an npy array: a magic string, a version, and a Python dictionary in text.
 *
 * @param type what an element is
 * @param fortranOrder whether the first axis varies fastest
 * @param shape the extents
 */
record NpyHeader(NpyType type, boolean fortranOrder, int... shape) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final int LONGEST = 1 << 20;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,L]*)\\)");

    /** Reads it from the start of a stream. */
    static NpyHeader read(DataInputStream in) throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IllegalArgumentException("it does not start as an npy file does");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        if (version < 1 || version > 3) {
            throw new IllegalArgumentException(
                    "versions 1 to 3 of the npy format are read, this is version " + version);
        }
        long length = version == 1
                ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                : Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
        if (length > LONGEST) {
            throw new IllegalArgumentException("its header claims to have " + length + " bytes");
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw new EOFException();
        }
        return parse(new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    }

    private static NpyHeader parse(String text) {
        Matcher type = TYPE.matcher(text);
        Matcher order = ORDER.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!type.find()) {
            throw new IllegalArgumentException(
                    text.contains("'descr'")
                            ? "its elements have several fields, and plain numbers are read"
                            : "its header has no 'descr'");
        }
        if (!order.find() || !shape.find()) {
            throw new IllegalArgumentException("its header has no 'fortran_order' or no 'shape'");
        }
        int[] extents = Arrays.stream(shape.group(1).replace("L", "").split(","))
                .map(String::trim)
                .filter(extent -> !extent.isEmpty())
                .mapToInt(NpyHeader::extent)
                .toArray();
        return new NpyHeader(NpyType.of(type.group(1)), order.group(1).equals("True"), extents);
    }

    private static int extent(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("an extent of " + text + " is more than an array can have", e);
        }
    }

    /** How many elements there are. */
    int count() {
        long product = 1;
        for (int extent : shape) {
            product *= extent;
            if (product > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("an array of shape " + Arrays.toString(shape)
                        + " has more values than fit into memory at once");
            }
        }
        return (int) product;
    }

    /** The bytes of a header of version 1.0 for little-endian floats in C order, padded to a multiple of 64. */
    static byte[] ofFloats(int... shape) {
        StringBuilder text = new StringBuilder("{'descr': '<f4', 'fortran_order': False, 'shape': (");
        for (int extent : shape) {
            text.append(extent).append(shape.length == 1 ? "," : ", ");
        }
        text.append("), }");
        while ((MAGIC.length + 4 + text.length() + 1) % 64 != 0) {
            text.append(' ');
        }
        text.append('\n');
        byte[] header = new byte[MAGIC.length + 4 + text.length()];
        System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
        header[MAGIC.length] = 1;
        header[MAGIC.length + 2] = (byte) text.length();
        header[MAGIC.length + 3] = (byte) (text.length() >> 8);
        byte[] latin = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(latin, 0, header, MAGIC.length + 4, latin.length);
        return header;
    }
}
