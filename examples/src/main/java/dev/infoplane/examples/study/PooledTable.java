package dev.infoplane.examples.study;

import com.google.common.math.Stats;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Information;
import dev.infoplane.examples.data.TableOrigin;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Results of pooled decoders as a CSV file, a line a point, rewritten whole with every pool. */
final class PooledTable {
    private static final String HEADER =
            "hidden,steps,seed,run,layer,epoch,bits,standardError,closedFormSeconds,trainingSeconds,scoringSeconds,"
                    + "gapBits,gapLowBits,gapHighBits,gainedBits,gainedError";

    private final Path file;
    private final Identity origin;
    private final Map<Key, Line> lines = new LinkedHashMap<>();
    private final Map<Key, double[]> measured = new HashMap<>();

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

    /**
     * What four times the steps were said to bring, and what they brought with its standard error, in bits; NaN where it is not known.
     */
    record Gain(double expected, double low, double high, double gained, double error) {
        private static final int ERRORS = 2;

        private static Gain forecast(Optional<ConvergenceGap> gap) {
            return new Gain(
                    bits(gap.map(ConvergenceGap::expected)),
                    bits(gap.map(ConvergenceGap::low)),
                    bits(gap.map(ConvergenceGap::high)),
                    Double.NaN,
                    Double.NaN);
        }

        private static double bits(Optional<Information> amount) {
            return amount.map(Information::bits).orElse(Double.NaN);
        }

        boolean isMeasured() {
            return !Double.isNaN(gained) && !Double.isNaN(expected);
        }

        /** Whether what was gained lies where it was expected, but for the error with which it was measured. */
        boolean isForecast() {
            return gained >= low - ERRORS * error && gained <= high + ERRORS * error;
        }
    }

    /** A result, in bits an image. */
    record Line(Key key, double bits, double standardError, Seconds seconds, Gain gain) {
        private static Line of(String line) {
            String[] c = line.split(",");
            return new Line(
                    Key.of(c),
                    Double.parseDouble(c[6]),
                    Double.parseDouble(c[7]),
                    new Seconds(Double.parseDouble(c[8]), Double.parseDouble(c[9]), Double.parseDouble(c[10])),
                    new Gain(number(c, 11), number(c, 12), number(c, 13), number(c, 14), number(c, 15)));
        }

        private static double number(String[] c, int column) {
            return column < c.length && !c[column].isEmpty() ? Double.parseDouble(c[column]) : Double.NaN;
        }

        private static String text(double value) {
            return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
        }

        private String text() {
            return String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%s,%s,%d,%.3f,%.3f,%.1f,%.1f,%.1f,%s,%s,%s,%s,%s",
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
                    seconds.scoring,
                    text(gain.expected),
                    text(gain.low),
                    text(gain.high),
                    text(gain.gained),
                    text(gain.error));
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

    /** Whether what four times the steps gained is there. */
    boolean knowsGain(Key key) {
        return has(key) && !Double.isNaN(lines.get(key).gain.gained);
    }

    /**
     * Adds a result, and what it gained to the one with a quarter of its steps if that was measured in this run.
     *
     * @param nats log-likelihood of each measured image
     */
    void add(Key key, double[] nats, Optional<ConvergenceGap> gap, Seconds seconds) {
        Moments bits = Moments.ofBits(nats);
        lines.put(key, new Line(key, -bits.mean, bits.error, seconds, Gain.forecast(gap)));
        measured.put(key, nats);
        Key before = new Key(key.hidden, key.steps / 4, key.seed, key.run, key.layer, key.epoch);
        if (key.steps % 4 == 0 && measured.containsKey(before)) {
            double[] quarter = measured.get(before);
            double[] gains = new double[nats.length];
            Arrays.setAll(gains, i -> nats[i] - quarter[i]);
            Moments gained = Moments.ofBits(gains);
            lines.computeIfPresent(before, (k, l) -> {
                Gain g = l.gain;
                Gain found = new Gain(g.expected, g.low, g.high, gained.mean, gained.error);
                return new Line(k, l.bits, l.standardError, l.seconds, found);
            });
        }
    }

    /** A mean and its standard error. */
    private record Moments(double mean, double error) {
        static Moments ofBits(double[] nats) {
            Stats stats = Stats.of(nats);
            return new Moments(
                    stats.mean() / Math.log(2), stats.sampleStandardDeviation() / Math.sqrt(nats.length) / Math.log(2));
        }
    }

    void write() throws IOException {
        StringBuilder text = new StringBuilder(TableOrigin.line(origin) + "\n" + HEADER + "\n");
        lines.values().forEach(line -> text.append(line.text()).append('\n'));
        AtomicFiles.write(file, text.toString());
    }
}
