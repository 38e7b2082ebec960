package dev.infoplane.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the script of the page draws, as JSON. Points are columns of equal length, so that names are said once. What cannot be
 * drawn is null. Numbers are rounded to six digits; texts are those of the tables.
 */
final class PageData {
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();
    private static final MathContext DIGITS = new MathContext(6);
    private static final int MOST_CHECKS = 48;

    private final InformationPlane plane;
    private final Map<String, Integer> texts = new LinkedHashMap<>();

    private PageData(InformationPlane plane) {
        this.plane = plane;
    }

    /** The text for a script element: Gson escapes what could end it. */
    static String json(InformationPlane plane, List<Metric> metrics) {
        return GSON.toJson(new PageData(plane).tree(metrics));
    }

    private Map<String, Object> tree(List<Metric> metrics) {
        List<String> runs = plane.runs();
        List<String> hooks = plane.hookPoints();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("epochs", Scales.epochs(plane));
        tree.put("epochAxis", Scales.epochAxis(plane));
        tree.put("logarithmic", Scales.logarithmic(plane));
        tree.put("runs", runs);
        tree.put("hooks", hooks);
        tree.put("run", column(p -> runs.indexOf(p.key().run())));
        tree.put("epoch", column(p -> p.key().epoch()));
        tree.put("hook", column(p -> hooks.indexOf(p.key().hookPoint())));
        tree.put(
                "quantities",
                Arrays.stream(Quantity.values()).map(this::quantity).toList());
        tree.put("texts", texts.keySet());
        tree.put("metrics", metrics.stream().map(PageData::metric).toList());
        return tree;
    }

    private Map<String, Object> quantity(Quantity q) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("symbol", q.symbol());
        columns.put("unit", q.unit());
        columns.put(
                "value", column(p -> q.drawable(p).map(e -> rounded(e.value().bits()))));
        columns.put("bar", column(p -> q.drawable(p).flatMap(PlanePlots::bar).map(PageData::rounded)));
        columns.put("text", column(p -> q.drawable(p).map(Numbers::bits)));
        columns.put("interval", column(p -> q.drawable(p).map(Numbers::interval)));
        columns.put(
                "gap",
                column(p -> q.drawable(p).flatMap(Estimate::convergenceGap).map(g -> Numbers.gap(Optional.of(g)))));
        columns.put("claim", column(p -> q.drawable(p).map(e -> index(claim(e)))));
        columns.put(
                "warnings",
                column(p -> q.drawable(p)
                        .map(e -> e.warnings().stream().map(this::index).toList())));
        columns.put(
                "curve",
                column(p -> Optional.of(LearningPlot.curve(p, q))
                        .filter(c -> !c.isEmpty())
                        .map(PageData::curve)));
        return columns;
    }

    private static String claim(Estimate e) {
        String noise = NoiseText.of(List.of(e.noise()));
        return e.bound().phrase() + (noise.isEmpty() ? "" : ", noise " + noise);
    }

    private int index(String text) {
        return texts.computeIfAbsent(text, t -> texts.size());
    }

    /** Steps and bits; of a long curve some checks, spread over all. */
    private static List<List<? extends Number>> curve(List<LearningCurve.Point> all) {
        int kept = Math.min(all.size(), MOST_CHECKS);
        List<Integer> steps = new ArrayList<>();
        List<Double> bits = new ArrayList<>();
        for (int i = 0; i < kept; i++) {
            LearningCurve.Point c = all.get(kept == 1 ? 0 : Math.round(i * (all.size() - 1f) / (kept - 1)));
            steps.add(c.step());
            bits.add(rounded(Information.ofNats(c.crossEntropyNats()).bits()));
        }
        return List.of(steps, bits);
    }

    private static Map<String, Object> metric(Metric m) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("name", m.name());
        columns.put("run", m.run());
        columns.put("epoch", m.drawable().keySet());
        columns.put(
                "value", m.drawable().values().stream().map(PageData::rounded).toList());
        columns.put("text", m.drawable().values().stream().map(Numbers::plain).toList());
        return columns;
    }

    private List<Object> column(Function<PlanePoint, ?> cell) {
        List<Object> cells = new ArrayList<>();
        for (PlanePoint p : plane.points()) {
            Object value = cell.apply(p);
            cells.add(value instanceof Optional<?> o ? o.orElse(null) : value);
        }
        return cells;
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }
}
