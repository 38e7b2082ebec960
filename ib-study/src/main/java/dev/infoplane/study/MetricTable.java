package dev.infoplane.study;

import dev.infoplane.storage.CsvTable;
import dev.infoplane.study.hypothesis.Replicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/** How well networks do, as a table: one row for each network and measured epoch. */
final class MetricTable {
    /** Its name in a folder. */
    static final String FILE = "metrics.csv";

    private static final List<String> METRICS = List.of(
            "accuracy on held-out images",
            "loss on held-out images",
            "accuracy on training images",
            "loss on training images");
    private static final String[] HEADER = {
        "run",
        "regime",
        "network_seed",
        "epoch",
        "accuracy_held_out",
        "loss_held_out",
        "accuracy_training",
        "loss_training"
    };

    private MetricTable() {}

    /** @param metrics by run, metric and epoch */
    static String csv(Map<String, Map<String, SortedMap<Integer, Double>>> metrics) {
        CsvTable table = CsvTable.of(HEADER);
        for (Map.Entry<String, Map<String, SortedMap<Integer, Double>>> run : metrics.entrySet()) {
            Replicate network = Replicate.ofRun(run.getKey());
            TreeSet<Integer> epochs = new TreeSet<>();
            run.getValue().values().forEach(byEpoch -> epochs.addAll(byEpoch.keySet()));
            for (int epoch : epochs) {
                List<Object> row =
                        new ArrayList<>(List.of(run.getKey(), network.regime(), network.networkSeed(), epoch));
                METRICS.forEach(name -> row.add(
                        run.getValue().containsKey(name)
                                ? run.getValue().get(name).getOrDefault(epoch, Double.NaN)
                                : ""));
                table.add(row.toArray());
            }
        }
        return table.text();
    }
}
