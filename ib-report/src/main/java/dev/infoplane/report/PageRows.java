package dev.infoplane.report;

import dev.infoplane.contrast.PairedDifference;
import dev.infoplane.contrast.Verdict;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of the page. */
final class PageRows {
    private PageRows() {}

    static List<Page.PointRow> points(InformationPlane plane) {
        List<Page.PointRow> rows = new ArrayList<>();
        for (String run : plane.runs()) {
            for (String hook : plane.hookPoints()) {
                plane.points().stream()
                        .filter(p ->
                                p.key().run().equals(run) && p.key().hookPoint().equals(hook))
                        .map(PageRows::point)
                        .forEach(rows::add);
            }
        }
        return rows;
    }

    private static Page.PointRow point(PlanePoint p) {
        return new Page.PointRow(
                p.key().run(),
                p.key().epoch(),
                p.key().hookPoint(),
                amount(p.inputInformation()),
                p.inputInformation().map(Numbers::bitsPerDimension).orElse(Numbers.NOTHING),
                amount(p.labelInformation()));
    }

    private static Page.AmountRow amount(Optional<Estimate> estimate) {
        String none = Numbers.NOTHING;
        return estimate.map(e -> new Page.AmountRow(
                        Numbers.bits(e),
                        e.bound().phrase(),
                        e.noise().toString(),
                        String.valueOf(e.samples()),
                        Numbers.steps(e),
                        Numbers.lastQuarterGain(e)))
                .orElse(new Page.AmountRow(none, none, none, none, none, none));
    }

    static List<Page.ChangeRow> changes(List<Change> changes) {
        return changes.stream().map(PageRows::change).toList();
    }

    private static Page.ChangeRow change(Change c) {
        Optional<PairedDifference> paired = c.contrast().paired();
        Verdict verdict = c.contrast().verdict();
        return new Page.ChangeRow(
                c.quantity().symbol(),
                c.run(),
                c.hookPoint(),
                c.from(),
                c.to(),
                paired.map(d -> (d.difference().nats() > 0 ? "+" : "")
                                + Numbers.withError(
                                        d.difference().bits(), d.standardError().bits()))
                        .orElse(Numbers.NOTHING),
                paired.map(d -> Numbers.zScore(d.zScore())).orElse(Numbers.NOTHING),
                paired.flatMap(PairedDifference::convergenceGap)
                        .map(u -> Numbers.plain(u.bits()))
                        .orElse(Numbers.NOTHING),
                verdict.phrase(),
                verdict.outcome() == Verdict.Outcome.CLAIMED);
    }

    /** Warnings, each once, with all the places it was given. */
    static List<Page.WarningRow> warnings(InformationPlane plane) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (PlanePoint p : plane.points()) {
            for (Quantity q : Quantity.values()) {
                q.of(p)
                        .map(Estimate::warnings)
                        .orElse(List.of())
                        .forEach(w -> places.computeIfAbsent(w, k -> new ArrayList<>())
                                .add(place(q, p.key())));
            }
        }
        return places.entrySet().stream()
                .map(e -> new Page.WarningRow(e.getKey(), String.join("; ", e.getValue())))
                .toList();
    }

    private static String place(Quantity q, PointKey key) {
        return q.symbol() + " at " + key;
    }
}
