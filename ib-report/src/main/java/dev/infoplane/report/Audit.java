package dev.infoplane.report;

import dev.infoplane.contrast.Contrast;
import dev.infoplane.contrast.PairedDifference;
import dev.infoplane.contrast.Verdict.Outcome;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A plane read a second time, by another family of decoders: what each reads, and where the second reads more. */
record Audit(List<String> text, List<Row> rows) {
    private static final double DEVIATIONS = 2;

    record Row(
            String run,
            String hookPoint,
            int epoch,
            String bits,
            String auditBits,
            String difference,
            String reading) {}

    /** What one point says. */
    private enum Reading {
        MORE("the audit reads more"),
        LESS("the audit reads less"),
        SAME("no difference beyond sampling error");

        private final String phrase;

        Reading(String phrase) {
            this.phrase = phrase;
        }

        static Reading of(PairedDifference d) {
            double bits = d.difference().bits();
            if (!(Math.abs(bits) > DEVIATIONS * d.standardError().bits())) {
                return SAME;
            }
            return bits > 0 ? MORE : LESS;
        }
    }

    /**
     * @param how in what way the second was read
     * @throws IllegalArgumentException if the two have no point in common
     */
    static Audit of(InformationPlane plane, InformationPlane second, String how) {
        List<Row> rows = new ArrayList<>();
        int more = 0;
        int less = 0;
        for (PlanePoint point : plane.points()) {
            Optional<Estimate> own = point.inputInformation();
            Optional<Estimate> other = second.find(point.key()).flatMap(PlanePoint::inputInformation);
            if (own.isEmpty() || other.isEmpty()) {
                continue;
            }
            PairedDifference difference = PairedDifference.between(own.get(), other.get());
            Reading reading = Reading.of(difference);
            more += reading == Reading.MORE ? 1 : 0;
            less += reading == Reading.LESS ? 1 : 0;
            rows.add(new Row(
                    point.key().run(),
                    point.key().hookPoint(),
                    point.key().epoch(),
                    Numbers.bits(own.get()),
                    Numbers.bits(other.get()),
                    Numbers.withError(
                            difference.difference().bits(),
                            difference.standardError().bits()),
                    reading.phrase));
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("the audit has no point of the plane");
        }
        return new Audit(
                List.of(
                        how,
                        "Of " + rows.size() + " points, the audit reads more at " + more + ", less at " + less
                                + ", and the same within sampling error at " + (rows.size() - more - less) + ". "
                                + changes(plane, second)
                                + " Where the audit reads more, the decoders of the plane have missed information that a"
                                + " decoder of this kind can use."),
                rows);
    }

    /** Whether what happens from the first to the last epoch of each path happens under the other family too, where it read both. */
    private static String changes(InformationPlane plane, InformationPlane second) {
        int claimed = 0;
        int read = 0;
        int alike = 0;
        for (String run : plane.runs()) {
            for (String hook : plane.hookPoints()) {
                List<PlanePoint> path = path(plane, run, hook);
                if (path.size() > 1 && isClaimed(path)) {
                    claimed++;
                    List<PlanePoint> other = bothEnds(second, path);
                    read += other.isEmpty() ? 0 : 1;
                    alike += !other.isEmpty() && Math.signum(change(path)) == Math.signum(change(other)) ? 1 : 0;
                }
            }
        }
        if (claimed == 0) {
            return "No change of I(X;T) from the first to the last epoch is claimed on this plane that the audit could confirm.";
        }
        String changes = claimed + (claimed == 1 ? " change" : " changes")
                + " of I(X;T) from the first to the last epoch claimed on this plane";
        return read == 0
                ? "The audit read both ends of none of the " + changes
                        + ", so it neither confirms nor contradicts them."
                : "Of the " + changes + ", the audit read both ends of " + read + ", and " + alike
                        + (alike == 1 ? " has" : " have") + " the same direction in it.";
    }

    /** The first and the last point of a path as the audit read them; none if it did not read both. */
    private static List<PlanePoint> bothEnds(InformationPlane second, List<PlanePoint> path) {
        List<PlanePoint> ends = Stream.of(path.get(0), path.get(path.size() - 1))
                .flatMap(p -> second.find(p.key()).stream())
                .filter(p -> Quantity.INPUT.drawable(p).isPresent())
                .toList();
        return ends.size() == 2 ? ends : List.of();
    }

    private static List<PlanePoint> path(InformationPlane plane, String run, String hook) {
        return plane.points().stream()
                .filter(p -> p.key().run().equals(run) && p.key().hookPoint().equals(hook))
                .filter(p -> Quantity.INPUT.drawable(p).isPresent())
                .toList();
    }

    private static boolean isClaimed(List<PlanePoint> path) {
        return Contrast.between(end(path, 0), end(path, path.size() - 1))
                        .verdict()
                        .outcome()
                == Outcome.CLAIMED;
    }

    private static double change(List<PlanePoint> path) {
        return end(path, path.size() - 1).value().bits() - end(path, 0).value().bits();
    }

    private static Estimate end(List<PlanePoint> path, int index) {
        return path.get(index).inputInformation().orElseThrow();
    }
}
