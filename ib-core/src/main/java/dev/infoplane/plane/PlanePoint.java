package dev.infoplane.plane;

import dev.infoplane.estimate.Estimate;
import java.util.Objects;
import java.util.Optional;

/**
 * One layer at one epoch, with what was measured there.
 *
 * @param key which layer and epoch
 * @param inputInformation I(X;T), if it was measured
 * @param labelInformation I(T;Y), if it was measured
 * @param provenance what it was measured from, if that is known
 */
public record PlanePoint(
        PointKey key,
        Optional<Estimate> inputInformation,
        Optional<Estimate> labelInformation,
        Optional<Provenance> provenance) {
    /** Refuses a point at which nothing was measured. */
    public PlanePoint {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(provenance, "provenance");
        if (inputInformation.isEmpty() && labelInformation.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured at " + key);
        }
    }

    /** A point of unknown provenance, which no session takes for its own. */
    public PlanePoint(PointKey key, Optional<Estimate> inputInformation, Optional<Estimate> labelInformation) {
        this(key, inputInformation, labelInformation, Optional.empty());
    }
}
