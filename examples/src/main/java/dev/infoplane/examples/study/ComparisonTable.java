package dev.infoplane.examples.study;

import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.examples.data.TableOrigin;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Results of a comparison as a CSV file, a line a decoder, rewritten whole with every new line. */
final class ComparisonTable {
    private static final String HEADER =
            "regime,start,parentSteps,steps,seed,layer,epoch,bits,standardError,lastQuarterGain,seconds,parentSeconds,curve";

    private final Path file;
    private final Identity origin;
    private final Map<Key, String> lines = new LinkedHashMap<>();

    /** What a line is about; the layer is "none" and the epoch 0 for the decoder without activations. */
    record Key(String regime, String start, int parentSteps, int steps, long seed, String layer, int epoch) {
        Key at(String otherLayer, int otherEpoch) {
            return new Key(regime, start, parentSteps, steps, seed, otherLayer, otherEpoch);
        }

        private String prefix() {
            return String.join(
                    ",",
                    regime,
                    start,
                    Integer.toString(parentSteps),
                    Integer.toString(steps),
                    Long.toString(seed),
                    layer,
                    Integer.toString(epoch));
        }

        private static Key of(String line) {
            String[] c = line.split(",");
            return new Key(
                    c[0],
                    c[1],
                    Integer.parseInt(c[2]),
                    Integer.parseInt(c[3]),
                    Long.parseLong(c[4]),
                    c[5],
                    Integer.parseInt(c[6]));
        }
    }

    /** A result; amounts are in bits an image, times in seconds of the processor. */
    record Line(Key key, double bits, double standardError, double lastQuarterGain, double seconds) {
        private static Line of(String line) {
            String[] c = line.split(",");
            return new Line(
                    Key.of(line),
                    Double.parseDouble(c[7]),
                    Double.parseDouble(c[8]),
                    Double.parseDouble(c[9]),
                    Double.parseDouble(c[10]));
        }
    }

    private ComparisonTable(Path file, Identity origin) {
        this.file = file;
        this.origin = origin;
    }

    /**
     * Opens a table to add to it.
     *
     * @param origin what all lines have in common: everything that determines them and is not in their keys
     * @throws IOException if the table is there and was made from anything else, or cannot be read
     */
    static ComparisonTable open(Path file, Identity origin) throws IOException {
        TableOrigin.require(file, origin);
        ComparisonTable table = new ComparisonTable(file.toAbsolutePath(), origin);
        table.read();
        return table;
    }

    /**
     * The lines of a table, whatever it was made from.
     *
     * @throws IOException if it cannot be read
     */
    static List<Line> linesOf(Path file) throws IOException {
        ComparisonTable table = new ComparisonTable(file.toAbsolutePath(), Identity.of("unknown", 1));
        table.read();
        return table.lines.values().stream().map(Line::of).toList();
    }

    private void read() throws IOException {
        if (Files.exists(file)) {
            List<String> all = TableOrigin.rest(file);
            if (all.isEmpty() || !all.get(0).equals(HEADER)) {
                throw new IOException(
                        "'" + file + "' is not a table of this program; its first line should be '" + HEADER + "'");
            }
            for (String line : all.subList(1, all.size())) {
                lines.put(key(line, file), line);
            }
        }
    }

    private static Key key(String line, Path file) throws IOException {
        try {
            return Line.of(line).key();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(
                    "'" + file + "' has the unreadable line '" + line + "'; delete it and it will be measured again",
                    e);
        }
    }

    boolean has(Key key) {
        return lines.containsKey(key);
    }

    /**
     * @param bits −log2 q of each measured image
     * @param seconds of processor time this decoder took, without its parent
     */
    void add(Key key, double[] bits, LearningCurve curve, double seconds, double parentSeconds) {
        double mean = Arrays.stream(bits).average().orElseThrow();
        double variance = Arrays.stream(bits).map(b -> (b - mean) * (b - mean)).sum() / (bits.length - 1);
        String points = curve.points().stream()
                .map(p -> String.format(Locale.ROOT, "%d:%.2f", p.step(), p.crossEntropyNats() / Math.log(2)))
                .collect(Collectors.joining(" "));
        lines.put(
                key,
                String.format(
                        Locale.ROOT,
                        "%s,%.3f,%.3f,%.3f,%.1f,%.1f,%s",
                        key.prefix(),
                        mean,
                        Math.sqrt(variance / bits.length),
                        curve.lastQuarterGain().bits(),
                        seconds,
                        parentSeconds,
                        points));
        try {
            AtomicFiles.write(
                    file, TableOrigin.line(origin) + "\n" + HEADER + "\n" + String.join("\n", lines.values()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the table '" + file + "'", e);
        }
    }
}
