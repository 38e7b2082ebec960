package dev.infoplane.cli;

import com.google.gson.GsonBuilder;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Interval;
import dev.infoplane.estimate.PermutationTest;
import dev.infoplane.estimate.SampleSizeCurve;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a command found, as JSON and as lines of text. */
final class Result {
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<String[]> lines = new ArrayList<>();

    /** Adds a value under one name in JSON and another in text. */
    Result add(String name, Object value, String label, String text) {
        json.put(name, value);
        return line(label, text);
    }

    Result line(String label, String text) {
        lines.add(new String[] {label, text});
        return this;
    }

    /** Adds an estimate with everything that it claims. */
    Result estimate(String quantity, Estimate estimate, double level) {
        amount("value", estimate.value(), quantity);
        add("bound", estimate.bound().phrase(), "claim", estimate.bound().phrase() + ", noise " + estimate.noise());
        json.put("noise", estimate.noise().toString());
        estimate.standardError().ifPresent(error -> amount("standard_error", error, "standard error"));
        interval(estimate, level);
        add("samples", estimate.samples(), "samples", String.valueOf(estimate.samples()));
        add("estimator", estimate.estimator(), "estimator", estimate.estimator() + " " + estimate.settings());
        json.put("settings", estimate.settings());
        json.put("warnings", estimate.warnings());
        estimate.warnings().forEach(warning -> line("warning", warning));
        return this;
    }

    private void interval(Estimate estimate, double level) {
        Optional<Interval> interval = estimate.interval(level);
        Map<String, Object> ends = new LinkedHashMap<>();
        interval.ifPresent(i -> {
            ends.put("level", level);
            ends.put("low_nats", finite(i.low().nats()));
            ends.put("high_nats", finite(i.high().nats()));
        });
        add(
                "interval",
                interval.isPresent() ? ends : null,
                "interval",
                interval.map(i -> number(i.low().nats()) + " to "
                                + number(i.high().nats()) + " nats at level " + level)
                        .orElse(
                                estimate.warnings().isEmpty()
                                        ? "none, for there is no standard error"
                                        : "none, for a warning says that bias may exceed the error"));
    }

    Result cautions(List<String> cautions) {
        json.put("cautions", cautions);
        cautions.forEach(caution -> line("caution", caution));
        return this;
    }

    Result permutations(PermutationTest.Result test) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("permutations", test.shuffled().size());
        entry.put("p_value", test.pValue());
        entry.put("baseline_nats", finite(test.baseline().nats()));
        entry.put("ignores_pairing", test.ignoresPairing());
        add(
                "permutation_test",
                entry,
                "p-value",
                number(test.pValue()) + " from " + test.shuffled().size() + " permutations, whose mean is "
                        + number(test.baseline().nats()) + " nats");
        return test.ignoresPairing()
                ? line("warning", "the estimator answers every permutation alike, so that the p-value says nothing")
                : this;
    }

    Result curve(SampleSizeCurve curve) {
        List<Map<String, Object>> points = new ArrayList<>();
        for (SampleSizeCurve.Point point : curve.points()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("samples", point.samples());
            entry.put("mean_nats", finite(point.mean().nats()));
            entry.put("spread_nats", finite(point.spread().nats()));
            points.add(entry);
            line(point.samples() + " samples", number(point.mean().nats()) + " nats");
        }
        json.put("curve", points);
        return add(
                "trend",
                curve.trend().name().toLowerCase(Locale.ROOT),
                "trend",
                switch (curve.trend()) {
                    case RISING -> "still rising with the number of samples";
                    case FALLING -> "still falling with the number of samples";
                    case SETTLED -> "settled: the last doubling of samples hardly changed it";
                    case UNCLEAR -> "unclear: it changes by chance";
                });
    }

    private void amount(String name, Information amount, String label) {
        json.put(name + "_nats", finite(amount.nats()));
        json.put(name + "_bits", finite(amount.bits()));
        line(label, number(amount.nats()) + " nats (" + number(amount.bits()) + " bits)");
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    static String number(double value) {
        return Double.isInfinite(value)
                ? (value > 0 ? "infinity" : "-infinity")
                : String.format(Locale.ROOT, "%.4g", value);
    }

    Map<String, Object> json() {
        return json;
    }

    void print(PrintWriter out, Format format) {
        if (format == Format.JSON) {
            out.println(toJson(json));
        } else {
            int width = lines.stream().mapToInt(line -> line[0].length()).max().orElse(0);
            lines.forEach(line -> out.println(line[0] + " ".repeat(width + 2 - line[0].length()) + line[1]));
        }
        out.flush();
    }

    static String toJson(Object tree) {
        return new GsonBuilder()
                .serializeNulls()
                .disableHtmlEscaping()
                .setPrettyPrinting()
                .create()
                .toJson(tree);
    }
}
