package dev.infoplane.probe;

import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointKey;

/** Hears of measurements as they happen, on the thread that trains. All methods do nothing unless overridden. */
public interface ProbeListener {
    /** A point is about to be measured. */
    default void onMeasuring(PointKey key) {}

    /** A point was measured, and stored if there is a store. */
    default void onMeasured(PlanePoint point) {}
}
