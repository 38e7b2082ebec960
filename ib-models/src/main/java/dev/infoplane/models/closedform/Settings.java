package dev.infoplane.models.closedform;

import ai.djl.Device;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.internal.ClassLabels;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** All that can be chosen of a {@link ClosedForm}; a change makes a copy. */
final class Settings implements Cloneable {
    /** Raised whenever the same input gives other numbers. */
    private static final int REVISION = 6;

    /** By how much kernel columns are scaled. */
    static final double KERNEL_WEIGHT = Math.sqrt(3 / 2e-3);

    /** Under how many draws of noise rows that taught are predicted. */
    static final int DRAWS = 4;

    private static final int WINDOW = 3;
    private static final int WIDE = 5;

    final PixelLevels levels;
    int window = WINDOW;
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

    /** Activations as a regression takes them: class labels become vectors of zeros and a one. */
    Samples encoded(Samples t) {
        if (classes == 0) {
            return t;
        }
        ClassLabels.require(t, classes);
        int[] all = IntStream.range(0, t.rows()).toArray();
        return Samples.of(ClassLabels.oneHot(t, all, classes), classes);
    }

    /** The settings of the registered family that makes such a closed form. */
    Map<String, Object> choices() {
        Map<String, Object> s = new TreeMap<>();
        s.put("window", mostValues == 0 ? window : WINDOW);
        s.put("widestWindow", mostValues);
        s.put("causalRadius", causalRadius);
        s.put("ridge", ridge);
        s.put("levels", levels.count());
        s.put("low", levels.low());
        s.put("high", levels.high());
        return s;
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
