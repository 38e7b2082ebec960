package dev.infoplane.models.decoder.internal.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Optional;

/**
 * What a condition adds to a PixelCNN++, and where.
 *
 * @param gates for each resolution one array {@code [b, h', w', 2·filters]} (or {@code [b, 1, 1, 2·filters]}) a gated unit, by
 *     the unit's ordinal; empty to add nothing to the gates
 * @param down added to the first features of the down stream, {@code [b, h, w, filters]}
 * @param right added to the first features of the right stream, {@code [b, h, w, filters]}
 * @param out added to the parameters of the head, {@code [b, h, w, parameters]}
 * @param affine shifts and log-scales of each pixel's distribution, {@code [b, h, w, affineSize]}
 */
public record ConditionFeatures(
        List<NDList> gates,
        Optional<NDArray> down,
        Optional<NDArray> right,
        Optional<NDArray> out,
        Optional<NDArray> affine) {
    /** Adds nothing anywhere. */
    public static final ConditionFeatures NONE = ofGates(List.of());

    /** Adds to gates only. */
    public static ConditionFeatures ofGates(List<NDList> gates) {
        return new ConditionFeatures(gates, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** These features, with more added to the first ones of the right stream and to the parameters of the head. */
    public ConditionFeatures plus(NDArray moreRight, NDArray moreOut) {
        return new ConditionFeatures(
                gates,
                down,
                Optional.of(right.map(moreRight::add).orElse(moreRight)),
                Optional.of(out.map(moreOut::add).orElse(moreOut)),
                affine);
    }

    /** What is added to the gates of a unit. */
    Optional<NDArray> gate(GatedUnitSpec unit) {
        return gates.isEmpty()
                ? Optional.empty()
                : Optional.of(gates.get(unit.resolution()).get(unit.ordinal()));
    }

    /** What is added to the first features of a stream. */
    Optional<NDArray> input(PixelStream stream) {
        return stream == PixelStream.DOWN ? down : right;
    }
}
