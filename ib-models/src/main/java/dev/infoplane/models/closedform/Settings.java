package dev.infoplane.models.closedform;

import ai.djl.Device;
import dev.infoplane.models.decoder.PixelLevels;
import java.util.Map;
import java.util.TreeMap;

/** All that can be chosen of a {@link ClosedForm}; a change makes a copy. */
final class Settings implements Cloneable {
    /** Raised whenever the same input gives other numbers. */
    private static final int REVISION = 3;

    /** By how much kernel columns are scaled. */
    static final double KERNEL_WEIGHT = Math.sqrt(3 / 2e-3);

    private static final int WIDE = 5;

    final PixelLevels levels;
    int window = 3;
    /** Up to how many values a window of {@link #WIDE} places may have; 0 to take {@link #window} places. */
    int mostValues;

    int causalRadius = 3;
    /** 0 to choose it by leave-one-out errors. */
    double ridge;

    int components = 64;
    /** By how much components are scaled: the smaller, the more the ridge shrinks them. */
    double componentWeight = 0.3;

    int landmarks;
    int classes;
    Device device;

    Settings(PixelLevels levels) {
        this.levels = levels;
    }

    /** The side of a window on a layer. */
    int windowOn(int channels, int height, int width) {
        if (mostValues == 0) {
            return window;
        }
        int side = WIDE;
        while (side > 1 && (long) channels * Math.min(side, height) * Math.min(side, width) > mostValues) {
            side -= 2;
        }
        return side;
    }

    Settings copy() {
        try {
            return (Settings) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    Map<String, String> describe() {
        Map<String, String> s = new TreeMap<>();
        s.put("revision", Integer.toString(REVISION));
        s.put("levels", levels.count() + " from " + levels.low() + " to " + levels.high());
        s.put("window", mostValues == 0 ? Integer.toString(window) : "widest of at most " + mostValues + " values");
        s.put("causalRadius", Integer.toString(causalRadius));
        s.put("ridge", ridge == 0 ? "by leave-one-out errors" : Double.toString(ridge));
        s.put("components", Integer.toString(components));
        s.put("landmarks", Integer.toString(landmarks));
        if (classes > 0) {
            s.put("classes", Integer.toString(classes));
        }
        if (device != null) {
            s.put("device", device.toString());
        }
        return s;
    }
}
