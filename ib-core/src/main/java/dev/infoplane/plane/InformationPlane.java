package dev.infoplane.plane;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The information plane of one or more training runs: for every measured layer and epoch, I(X;T) and I(T;Y)
 * (Tishby &amp; Zaslavsky 2015). Immutable.
 */
public final class InformationPlane {
    private final TreeMap<PointKey, PlanePoint> points = new TreeMap<>();
    private final List<String> hookPoints;

    private InformationPlane(Collection<PlanePoint> all) {
        RunConsistency consistency = new RunConsistency();
        for (PlanePoint p : all) {
            if (points.put(p.key(), p) != null) {
                throw new IllegalArgumentException("two points for " + p.key());
            }
            List<String> lines = p.provenance()
                    .map(from -> consistency.contradictions(p.key(), from))
                    .orElse(List.of());
            if (!lines.isEmpty()) {
                throw new IllegalArgumentException(
                        "the point " + p.key() + " does not belong to the other points of its run: "
                                + String.join("; ", lines) + "; give each experiment a run name of its own");
            }
            consistency.add(p);
        }
        hookPoints = all.stream().map(p -> p.key().hookPoint()).distinct().toList();
    }

    /**
     * A plane of these points, which may come from several stores.
     *
     * @throws IllegalArgumentException if two points have the same key, if an epoch of a run holds two different networks, if
     *     a run holds two architectures, or if a hook point of a run was captured or measured in two different ways
     */
    public static InformationPlane of(Collection<PlanePoint> points) {
        return new InformationPlane(points);
    }

    /** All points, in order of run, epoch and hook point. */
    public List<PlanePoint> points() {
        return List.copyOf(points.values());
    }

    /** The names of the runs, sorted. */
    public List<String> runs() {
        return points.keySet().stream().map(PointKey::run).distinct().toList();
    }

    /** The epochs measured in a run, ascending. */
    public List<Integer> epochs(String run) {
        return points.keySet().stream()
                .filter(k -> k.run().equals(run))
                .map(PointKey::epoch)
                .distinct()
                .toList();
    }

    /** The hook points in the order they were first measured, which is that of the layers. */
    public List<String> hookPoints() {
        return hookPoints;
    }

    /** One point, if it was measured. */
    public Optional<PlanePoint> find(PointKey key) {
        return Optional.ofNullable(points.get(key));
    }

    /**
     * The path of one layer through the plane, in order of epochs.
     *
     * @throws IllegalArgumentException if that layer was not measured in that run, listing what was
     */
    public List<PlanePoint> trajectory(String run, String hookPoint) {
        List<PlanePoint> path = points.values().stream()
                .filter(p -> p.key().run().equals(run) && p.key().hookPoint().equals(hookPoint))
                .toList();
        if (path.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured at '" + hookPoint + "' of run '" + run
                    + "'; runs: " + runs() + ", hook points: " + hookPoints);
        }
        return path;
    }
}
