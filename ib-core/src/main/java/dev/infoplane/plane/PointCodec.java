package dev.infoplane.plane;

import java.io.IOException;

/** Points as text, for other processes: the JSON in which a {@link PlaneStore} keeps them, complete to the last contribution. */
public final class PointCodec {
    private PointCodec() {}

    /** A point as JSON. */
    public static String write(PlanePoint point) {
        return PointJson.write(point, 0);
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IOException if this is not a sound point, saying what is wrong
     */
    public static PlanePoint read(String json) throws IOException {
        try {
            return PointJson.read(json).point();
        } catch (IOException e) {
            throw new IOException("the point " + e.getMessage(), e);
        }
    }
}
