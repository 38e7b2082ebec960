package dev.infoplane.report;

import dev.infoplane.contrast.Contrast;
import dev.infoplane.contrast.Verdict;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.study.hypothesis.Claim.Kind;
import dev.infoplane.study.hypothesis.ClaimTests;
import dev.infoplane.study.hypothesis.Replicate;
import dev.infoplane.study.hypothesis.SeededPlane;
import dev.infoplane.study.hypothesis.TestedClaim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one amount did at one hook point between two epochs, and whether that can be claimed. */
record Change(
        Quantity quantity, String run, String hookPoint, String from, String to, Contrast contrast, Verdict verdict) {
    private static final double LEVEL = 0.05;

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
            Map<Kind, Double> chance = chance(quantity, path);
            changes.add(between(quantity, first, "first", peak, "peak")
                    .allowingForChoice(chance.getOrDefault(Kind.FITTING, 0.0)));
            changes.add(between(quantity, peak, "peak", last, "last")
                    .allowingForChoice(chance.getOrDefault(Kind.COMPRESSION, 0.0)));
        }
        changes.add(between(
                quantity, first, peak == first ? "first, peak" : "first", last, peak == last ? "last, peak" : "last"));
    }

    /** How likely the rise to the largest point and the fall from it are by chance, where they can be tested. */
    private static Map<Kind, Double> chance(Quantity quantity, List<PlanePoint> path) {
        Map<Kind, Double> chance = new EnumMap<>(Kind.class);
        SeededPlane alone = SeededPlane.of(InformationPlane.of(path), run -> new Replicate(run, 1, 1));
        for (TestedClaim claim : ClaimTests.standard().test(alone)) {
            if (claim.claim().amount().symbol().equals(quantity.symbol())) {
                claim.effect().ifPresent(effect -> chance.put(claim.claim().kind(), effect.p()));
            }
        }
        return chance;
    }

    private Change allowingForChoice(double chance) {
        boolean byChance = verdict.outcome() == Verdict.Outcome.CLAIMED && chance > LEVEL;
        return byChance ? new Change(quantity, run, hookPoint, from, to, contrast, Verdict.WITHIN_CHOICE) : this;
    }

    private static Change between(Quantity quantity, PlanePoint from, String fromRole, PlanePoint to, String toRole) {
        Contrast contrast = Contrast.between(
                quantity.of(from).orElseThrow(), quantity.of(to).orElseThrow());
        return new Change(
                quantity,
                from.key().run(),
                from.key().hookPoint(),
                from.key().epoch() + " (" + fromRole + ")",
                to.key().epoch() + " (" + toRole + ")",
                contrast,
                contrast.verdict());
    }
}
