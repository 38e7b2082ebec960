package dev.infoplane.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the networks did while they were measured: one number of one run by epoch, for instance its accuracy.
 *
 * @param name what the number is, with its unit if it has one
 * @param run the run it belongs to
 * @param byEpoch finite or not; what is not finite is left out of drawings
 */
record Metric(String name, String run, SortedMap<Integer, Double> byEpoch) {
    /** The numbers that can be drawn. */
    SortedMap<Integer, Double> drawable() {
        SortedMap<Integer, Double> finite = new TreeMap<>(byEpoch);
        finite.values().removeIf(v -> !Double.isFinite(v));
        return finite;
    }

    /** All metrics of one name as a table: a row an epoch, a column a run. */
    static Page.MetricTable table(String name, Iterable<Metric> metrics) {
        Map<String, Metric> byRun = new LinkedHashMap<>();
        TreeSet<Integer> epochs = new TreeSet<>();
        for (Metric m : metrics) {
            if (m.name().equals(name)) {
                byRun.put(m.run(), m);
                epochs.addAll(m.byEpoch().keySet());
            }
        }
        return new Page.MetricTable(
                name,
                byRun.keySet().stream().toList(),
                epochs.stream()
                        .map(e -> new Page.MetricRow(
                                e,
                                byRun.values().stream()
                                        .map(m -> m.byEpoch().containsKey(e)
                                                ? Numbers.plain(m.byEpoch().get(e))
                                                : Numbers.NOTHING)
                                        .toList()))
                        .toList());
    }
}
