package dev.infoplane.report;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.PairedDifference;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one amount did at one hook point between two epochs, and whether that can be claimed.
 *
 * @param paired the difference on the same samples, later less earlier; empty if the two cannot be compared so
 */
record Change(
        Quantity quantity,
        String run,
        String hookPoint,
        String from,
        String to,
        Optional<PairedDifference> paired,
        Reading reading) {
    /** What may be said of a change. */
    enum Reading {
        EXCEEDS_BOTH("yes, on one seed"),
        CONVERGENCE_UNKNOWN("open: no learning curve"),
        WITHIN_NOISE("no: within 2 se"),
        WITHIN_TRAINING("no: still training"),
        NOT_COMPARABLE("no: cannot be paired");

        private final String phrase;

        Reading(String phrase) {
            this.phrase = phrase;
        }

        String phrase() {
            return phrase;
        }
    }

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
        Estimate earlier = quantity.of(from).orElseThrow();
        Estimate later = quantity.of(to).orElseThrow();
        Optional<PairedDifference> paired = paired(earlier, later);
        return new Change(
                quantity,
                from.key().run(),
                from.key().hookPoint(),
                from.key().epoch() + " (" + fromRole + ")",
                to.key().epoch() + " (" + toRole + ")",
                paired,
                paired.map(Change::read).orElse(Reading.NOT_COMPARABLE));
    }

    private static Optional<PairedDifference> paired(Estimate earlier, Estimate later) {
        boolean comparable = earlier.bound() == later.bound()
                && earlier.noise().equals(later.noise())
                && earlier.estimator().equals(later.estimator())
                && earlier.samples() == later.samples()
                && earlier.samples() > 1
                && earlier.pointwiseNats().isPresent()
                && later.pointwiseNats().isPresent();
        return comparable ? Optional.of(later.minus(earlier)) : Optional.empty();
    }

    private static Reading read(PairedDifference d) {
        if (!d.exceedsSamplingError()) {
            return Reading.WITHIN_NOISE;
        }
        if (d.unsettled().isEmpty()) {
            return Reading.CONVERGENCE_UNKNOWN;
        }
        return d.exceedsUnsettled() ? Reading.EXCEEDS_BOTH : Reading.WITHIN_TRAINING;
    }
}
