package dev.infoplane.examples.truth;

import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Rows by trial, in a file that is replaced when a trial is finished, or nowhere. A trial that is there is not run again. */
final class TrustTable {
    private static final List<String> COLUMNS = List.of(
            "trial",
            "source",
            "point",
            "role",
            "share_lacking",
            "entropy_bits",
            "truth_bits",
            "value_bits",
            "error_bits",
            "gap_bits",
            "gap_low_bits",
            "gap_high_bits",
            "gained_bits",
            "gained_error_bits",
            "difference_gap_bits",
            "difference_gap_low_bits",
            "difference_gap_high_bits",
            "difference_gained_bits",
            "difference_gained_error_bits",
            "claimed",
            "warnings");

    private final Path file;
    private final Map<String, List<TrustRow>> trials;

    private TrustTable(Path file, Map<String, List<TrustRow>> trials) {
        this.file = file;
        this.trials = trials;
    }

    /** @param file or null for none */
    static TrustTable open(Path file) throws IOException {
        Map<String, List<TrustRow>> trials = new LinkedHashMap<>();
        if (file != null && Files.exists(file)) {
            try (var reader = new StringReader(Files.readString(file))) {
                for (CSVRecord row : CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(reader)) {
                    trials.computeIfAbsent(row.get("trial"), t -> new ArrayList<>())
                            .add(row(row));
                }
            } catch (IllegalArgumentException e) {
                throw new IOException("'" + file + "' is not a table of this program: " + e.getMessage(), e);
            }
        }
        return new TrustTable(file, trials);
    }

    private static TrustRow row(CSVRecord r) {
        return new TrustRow(
                r.get("source"),
                r.get("point"),
                TrustRow.Role.valueOf(r.get("role")),
                number(r, "share_lacking"),
                number(r, "entropy_bits"),
                number(r, "truth_bits"),
                number(r, "value_bits"),
                number(r, "error_bits"),
                gain(r, ""),
                gain(r, "difference_"),
                Boolean.parseBoolean(r.get("claimed")),
                r.get("warnings"));
    }

    private static TrustRow.Gain gain(CSVRecord r, String of) {
        return new TrustRow.Gain(
                number(r, of + "gap_bits"),
                number(r, of + "gap_low_bits"),
                number(r, of + "gap_high_bits"),
                number(r, of + "gained_bits"),
                number(r, of + "gained_error_bits"));
    }

    private static double number(CSVRecord r, String column) {
        String text = r.get(column);
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    /** What a trial found, or nothing. */
    List<TrustRow> find(String trial) {
        return trials.getOrDefault(trial, List.of());
    }

    void put(String trial, List<TrustRow> rows) throws IOException {
        trials.put(trial, List.copyOf(rows));
        if (file != null) {
            AtomicFiles.write(file.toAbsolutePath(), text());
        }
    }

    private String text() throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(
                text,
                CSVFormat.DEFAULT
                        .builder()
                        .setHeader(COLUMNS.toArray(String[]::new))
                        .setRecordSeparator('\n')
                        .get())) {
            for (Map.Entry<String, List<TrustRow>> trial : trials.entrySet()) {
                for (TrustRow r : trial.getValue()) {
                    csv.printRecord(
                            trial.getKey(),
                            r.source(),
                            r.point(),
                            r.role(),
                            text(r.share()),
                            text(r.entropy()),
                            text(r.truth()),
                            text(r.value()),
                            text(r.error()),
                            text(r.training().expected()),
                            text(r.training().low()),
                            text(r.training().high()),
                            text(r.training().found()),
                            text(r.training().error()),
                            text(r.apart().expected()),
                            text(r.apart().low()),
                            text(r.apart().high()),
                            text(r.apart().found()),
                            text(r.apart().error()),
                            r.claimed(),
                            r.warnings());
                }
            }
        }
        return text.toString();
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
