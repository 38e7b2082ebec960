package dev.infoplane.study.data;

/** Bytes as numbers from 0 to 255. */
final class Bytes {
    private Bytes() {}

    static float[] unsigned(byte[] bytes) {
        float[] values = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] & 0xff;
        }
        return values;
    }
}
