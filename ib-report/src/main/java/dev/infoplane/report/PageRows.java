package dev.infoplane.report;

import com.google.common.base.Ascii;
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
import java.util.function.Function;

/** The tables of the page, and its grids of images. */
final class PageRows {
    private PageRows() {}

    /** A table of every amount that was measured anywhere. */
    static List<Page.AmountTable> tables(InformationPlane plane) {
        List<Page.AmountTable> tables = new ArrayList<>();
        for (Quantity q : Quantity.values()) {
            List<Page.AmountRow> rows = new ArrayList<>();
            for (String run : plane.runs()) {
                for (String hook : plane.hookPoints()) {
                    plane.points().stream()
                            .filter(p -> p.key().run().equals(run)
                                    && p.key().hookPoint().equals(hook))
                            .forEach(p -> q.of(p).ifPresent(e -> rows.add(amount(p.key(), e))));
                }
            }
            if (!rows.isEmpty()) {
                tables.add(new Page.AmountTable(q.symbol(), q == Quantity.INPUT, rows));
            }
        }
        return tables;
    }

    private static Page.AmountRow amount(PointKey key, Estimate e) {
        return new Page.AmountRow(
                key.run(),
                key.epoch(),
                key.hookPoint(),
                Numbers.bits(e),
                Numbers.interval(e),
                Numbers.bitsPerDimension(e),
                e.bound().phrase(),
                NoiseText.of(e.noise()),
                String.valueOf(e.samples()),
                Numbers.steps(e),
                Numbers.gap(e.convergenceGap()),
                e.generalizationGap().map(g -> Numbers.signed(g.bits())).orElse(Numbers.NOTHING),
                !e.warnings().isEmpty());
    }

    /** Grids by run and hook point, which the script finds by their positions in the plane. */
    static List<Page.Draws> draws(Map<String, Map<String, String>> grids, InformationPlane plane) {
        List<Page.Draws> all = new ArrayList<>();
        grids.forEach((run, byHookPoint) -> {
            List<Page.Draw> ofRun = new ArrayList<>();
            byHookPoint.forEach((hook, svg) -> ofRun.add(
                    new Page.Draw(plane.runs().indexOf(run), plane.hookPoints().indexOf(hook), hook, svg)));
            all.add(new Page.Draws(run, ofRun));
        });
        return all;
    }

    static List<Page.ChangeRow> changes(List<Change> changes) {
        return changes.stream().map(PageRows::change).toList();
    }

    private static Page.ChangeRow change(Change c) {
        Optional<PairedDifference> paired = c.contrast().paired();
        Verdict verdict = c.verdict();
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
                Numbers.gap(paired.flatMap(PairedDifference::convergenceGap)),
                verdict.phrase(),
                verdict.outcome() == Verdict.Outcome.CLAIMED);
    }

    static List<Page.HypothesisRow> hypotheses(List<Hypothesis> hypotheses) {
        return hypotheses.stream()
                .map(h -> new Page.HypothesisRow(
                        h.claim(),
                        text(h, f -> Numbers.signed(f.effect().bits())),
                        text(
                                h,
                                f -> Numbers.plain(f.low().bits()) + " to "
                                        + Numbers.plain(f.high().bits())),
                        text(h, f -> Numbers.pValue(f.correctedP())),
                        h.verdict()))
                .toList();
    }

    private static String text(Hypothesis h, Function<Hypothesis.Finding, String> part) {
        return h.finding().map(part).orElse(Numbers.NOTHING);
    }

    /** Warnings by kind, which is what they say before a colon; each once, with all the places it was given. */
    static List<Page.WarningKind> warnings(InformationPlane plane) {
        Map<String, Map<String, List<String>>> kinds = new LinkedHashMap<>();
        for (PlanePoint p : plane.points()) {
            for (Quantity q : Quantity.values()) {
                q.of(p)
                        .map(Estimate::warnings)
                        .orElse(List.of())
                        .forEach(w -> kinds.computeIfAbsent(kindOf(w), k -> new LinkedHashMap<>())
                                .computeIfAbsent(w, k -> new ArrayList<>())
                                .add(place(q, p.key())));
            }
        }
        return kinds.entrySet().stream()
                .map(e -> kind(e.getKey(), e.getValue()))
                .toList();
    }

    /** What a warning says before its colon, whatever the numbers in it. */
    private static String kindOf(String warning) {
        return warning.split(":", 2)[0].replaceAll("[-+]?\\d[\\d.,]*(e[-+]?\\d+)?", "…");
    }

    private static Page.WarningKind kind(String kind, Map<String, List<String>> places) {
        int count = places.values().stream().mapToInt(List::size).sum();
        return new Page.WarningKind(
                kind.isEmpty() ? "Others" : Ascii.toUpperCase(kind.charAt(0)) + kind.substring(1),
                count,
                places.entrySet().stream()
                        .map(e -> new Page.WarningRow(e.getKey(), String.join("; ", e.getValue())))
                        .toList());
    }

    private static String place(Quantity q, PointKey key) {
        return q.symbol() + " at " + key;
    }
}
