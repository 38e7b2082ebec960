package dev.infoplane.report;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.PairedDifference;
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
        return changes.stream()
                .map(c -> new Page.ChangeRow(
                        c.quantity().symbol(),
                        c.run(),
                        c.hookPoint(),
                        c.from(),
                        c.to(),
                        c.paired()
                                .map(d -> (d.difference().nats() > 0 ? "+" : "")
                                        + Numbers.withError(
                                                d.difference().bits(),
                                                d.standardError().bits()))
                                .orElse(Numbers.NOTHING),
                        c.paired().map(d -> Numbers.zScore(d.zScore())).orElse(Numbers.NOTHING),
                        c.paired()
                                .flatMap(PairedDifference::unsettled)
                                .map(u -> Numbers.plain(u.bits()))
                                .orElse(Numbers.NOTHING),
                        c.reading().phrase(),
                        c.reading() == Change.Reading.EXCEEDS_BOTH))
                .toList();
    }

    /** How many of the changes pass both yardsticks, a sentence for each amount that was measured at several epochs. */
    static List<String> verdicts(List<Change> changes) {
        List<String> verdicts = new ArrayList<>();
        for (Quantity q : Quantity.values()) {
            List<Change> own = changes.stream().filter(c -> c.quantity() == q).toList();
            long passed = own.stream()
                    .filter(c -> c.reading() == Change.Reading.EXCEEDS_BOTH)
                    .count();
            if (!own.isEmpty()) {
                verdicts.add("Of " + own.size() + " changes of " + q.symbol() + " between first, peak and last"
                        + " epoch, " + passed + (passed == 1 ? " is" : " are")
                        + " larger than 2 standard errors and larger than what the last quarter of the steps still"
                        + " moved.");
            }
        }
        return verdicts;
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
