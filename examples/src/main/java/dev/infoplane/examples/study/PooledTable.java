package dev.infoplane.examples.study;

import dev.infoplane.examples.data.TableOrigin;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results of pooled decoders as a CSV file, a line a point, rewritten whole with every pool. */
final class PooledTable {
    private static final String HEADER =
            "hidden,steps,seed,run,layer,epoch,bits,standardError,closedFormSeconds,trainingSeconds,scoringSeconds";

    private final Path file;
    private final Identity origin;
    private final Map<Key, Line> lines = new LinkedHashMap<>();

    /**
     * What a line is about.
     *
     * @param hidden units a layer of the network
     * @param steps that all points of a pool share; of the network without activations its own
     * @param run of the network; "none" for the density without activations
     */
    record Key(int hidden, int steps, long seed, String run, String layer, int epoch) {
        private static Key of(String[] c) {
            return new Key(
                    Integer.parseInt(c[0]),
                    Integer.parseInt(c[1]),
                    Long.parseLong(c[2]),
                    c[3],
                    c[4],
                    Integer.parseInt(c[5]));
        }
    }

    /** Processor seconds of a point: its closed form, its share of the training, its scoring. */
    record Seconds(double closedForm, double training, double scoring) {
        double all() {
            return closedForm + training + scoring;
        }
    }

    /** A result, in bits an image. */
    record Line(Key key, double bits, double standardError, Seconds seconds) {
        private static Line of(String line) {
            String[] c = line.split(",");
            return new Line(
                    Key.of(c),
                    Double.parseDouble(c[6]),
                    Double.parseDouble(c[7]),
                    new Seconds(Double.parseDouble(c[8]), Double.parseDouble(c[9]), Double.parseDouble(c[10])));
        }

        private String text() {
            return String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%s,%s,%d,%.3f,%.3f,%.1f,%.1f,%.1f",
                    key.hidden,
                    key.steps,
                    key.seed,
                    key.run,
                    key.layer,
                    key.epoch,
                    bits,
                    standardError,
                    seconds.closedForm,
                    seconds.training,
                    seconds.scoring);
        }
    }

    private PooledTable(Path file, Identity origin) {
        this.file = file;
        this.origin = origin;
    }

    /**
     * Opens a table to add to it.
     *
     * @param origin everything that determines the lines and is not in their keys
     * @throws IOException if the table is there and was made from anything else, or cannot be read
     */
    static PooledTable open(Path file, Identity origin) throws IOException {
        TableOrigin.require(file, origin);
        PooledTable table = new PooledTable(file.toAbsolutePath(), origin);
        linesOf(file).forEach(line -> table.lines.put(line.key, line));
        return table;
    }

    /**
     * The lines of a table, whatever it was made from; none if there is no such file.
     *
     * @throws IOException if it cannot be read
     */
    static List<Line> linesOf(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> all = TableOrigin.rest(file);
        if (all.isEmpty() || !all.get(0).equals(HEADER)) {
            throw new IOException(
                    "'" + file + "' is not a table of this program; its first line should be '" + HEADER + "'");
        }
        try {
            return all.stream().skip(1).map(Line::of).toList();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("'" + file + "' has a line that cannot be read: " + e.getMessage(), e);
        }
    }

    boolean has(Key key) {
        return lines.containsKey(key);
    }

    /** @param nats log-likelihood of each measured image */
    void add(Key key, double[] nats, Seconds seconds) {
        double mean = Arrays.stream(nats).average().orElseThrow();
        double variance = Arrays.stream(nats).map(v -> (v - mean) * (v - mean)).sum() / (nats.length - 1);
        lines.put(key, new Line(key, -mean / Math.log(2), Math.sqrt(variance / nats.length) / Math.log(2), seconds));
    }

    void write() throws IOException {
        StringBuilder text = new StringBuilder(TableOrigin.line(origin) + "\n" + HEADER + "\n");
        lines.values().forEach(line -> text.append(line.text()).append('\n'));
        AtomicFiles.write(file, text.toString());
    }
}
