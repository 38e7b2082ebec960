package dev.infoplane.estimators.internal;

import dev.infoplane.estimate.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Which points, with which activations, were learned together. Not thread-safe. */
public final class PoolIdentity {
    private static final int SHOWN_BYTES = 8;

    private final Map<String, byte[]> digests = new TreeMap<>();

    /** Returns the activations of a point; when they are first seen, their digest is taken. */
    public Samples seen(String point, Samples t) {
        digests.computeIfAbsent(point, p -> digest(t));
        return t;
    }

    private static byte[] digest(Samples t) {
        MessageDigest digest = sha256();
        digest.update(Arrays.toString(t.rowShape()).getBytes(StandardCharsets.UTF_8));
        float[] row = new float[t.dimensions()];
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * row.length);
        for (int i = 0; i < t.rows(); i++) {
            t.copyRow(i, row, 0);
            bytes.asFloatBuffer().put(row);
            digest.update(bytes.array());
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has it", e);
        }
    }

    /** The number of points and a digest of their names and activations. */
    @Override
    public String toString() {
        MessageDigest digest = sha256();
        digests.forEach((point, own) -> {
            byte[] name = point.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, name.length));
            digest.update(name);
            digest.update(own);
        });
        return digests.size() + " points, " + HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
    }
}
