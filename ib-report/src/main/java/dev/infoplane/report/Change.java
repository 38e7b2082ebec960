package dev.infoplane.report;

import dev.infoplane.contrast.Contrast;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one amount did at one hook point between two epochs, and whether that can be claimed. */
record Change(Quantity quantity, String run, String hookPoint, String from, String to, Contrast contrast) {
    /** First to peak, peak to last and first to last epoch of every path of a plane on which something can change. */
    static List<Change> of(InformationPlane plane, Quantity quantity) {
        List<Change> changes = new ArrayList<>();
        for (String run : plane.runs()) {
            for (String hook : plane.hookPoints()) {
                List<PlanePoint> path = plane.points().stream()
                        .filter(p ->
                                p.key().run().equals(run) && p.key().hookPoint().equals(hook))
                        .filter(p -> quantity.drawable(p).isPresent())
                        .toList();
                if (path.size() > 1) {
                    addPath(changes, quantity, path);
                }
            }
        }
        return changes;
    }

    private static void addPath(List<Change> changes, Quantity quantity, List<PlanePoint> path) {
        PlanePoint first = path.get(0);
        PlanePoint last = path.get(path.size() - 1);
        PlanePoint peak = path.stream()
                .max(Comparator.comparing(p -> quantity.of(p).orElseThrow().value()))
                .orElseThrow();
        if (peak != first && peak != last) {
            changes.add(between(quantity, first, "first", peak, "peak"));
            changes.add(between(quantity, peak, "peak", last, "last"));
        }
        changes.add(between(
                quantity, first, peak == first ? "first, peak" : "first", last, peak == last ? "last, peak" : "last"));
    }

    private static Change between(Quantity quantity, PlanePoint from, String fromRole, PlanePoint to, String toRole) {
        return new Change(
                quantity,
                from.key().run(),
                from.key().hookPoint(),
                from.key().epoch() + " (" + fromRole + ")",
                to.key().epoch() + " (" + toRole + ")",
                Contrast.between(
                        quantity.of(from).orElseThrow(), quantity.of(to).orElseThrow()));
    }
}
