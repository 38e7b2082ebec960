package dev.infoplane.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The type of the elements of an npy array.
 *
 * @param kind {@code b} for truth values, {@code i} and {@code u} for integers, {@code f} for floats
 * @param bytes of one element
 * @param order of its bytes
 */
record NpyType(char kind, int bytes, ByteOrder order) {
    /** Integers up to this size are exact in double precision. */
    private static final long EXACT = 1L << 53;

    /** Reads NumPy's name of a type, such as {@code <f4}. */
    static NpyType of(String name) {
        if (!name.matches("[<>|=]?[biuf]\\d+")) {
            throw new IllegalArgumentException("elements of type '" + name + "'"
                    + (name.contains("O") ? " are Python objects, which are not read" : " are not read")
                    + "; expected truth values, integers or floats: save it with .astype('float32')");
        }
        boolean marked = !Character.isLetter(name.charAt(0));
        char kind = name.charAt(marked ? 1 : 0);
        String size = name.substring(marked ? 2 : 1);
        boolean known = switch (kind) {
            case 'b' -> size.equals("1");
            case 'f' -> size.equals("2") || size.equals("4") || size.equals("8");
            default -> size.equals("1") || size.equals("2") || size.equals("4") || size.equals("8");
        };
        if (!known) {
            throw new IllegalArgumentException(
                    "elements of type '" + name + "' are not read; save it with .astype('float32')");
        }
        ByteOrder order = name.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyType(kind, Integer.parseInt(size), order);
    }

    /** Whether a float holds every value. */
    boolean isFloat() {
        return kind == 'f' ? bytes <= 4 : bytes <= 2;
    }

    /** The next element. */
    double next(ByteBuffer buffer) {
        if (kind == 'f') {
            return bytes == 8 ? buffer.getDouble() : bytes == 4 ? buffer.getFloat() : half(buffer.getShort());
        }
        boolean unsigned = kind != 'i';
        return switch (bytes) {
            case 1 -> unsigned ? buffer.get() & 0xFF : buffer.get();
            case 2 -> unsigned ? buffer.getShort() & 0xFFFF : buffer.getShort();
            case 4 -> unsigned ? buffer.getInt() & 0xFFFFFFFFL : buffer.getInt();
            default -> exact(buffer.getLong(), unsigned);
        };
    }

    private static double exact(long value, boolean unsigned) {
        if (value > EXACT || value < (unsigned ? 0 : -EXACT)) {
            throw new IllegalArgumentException("double precision does not hold the integer "
                    + (unsigned ? Long.toUnsignedString(value) : Long.toString(value)) + " apart from its neighbours");
        }
        return value;
    }

    /** A float of 16 bits: a sign, five bits of exponent, ten of fraction. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        float size = exponent == 0
                ? Math.scalb((float) fraction, -24)
                : exponent < 31
                        ? Math.scalb((float) (0x400 | fraction), exponent - 25)
                        : fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        return bits < 0 ? -size : size;
    }
}
