package dev.infoplane.cli;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import dev.infoplane.data.DataFiles;
import dev.infoplane.data.Npy;
import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.NaturalOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The activations in a folder: which array is which layer at which epoch. */
final class ActivationFolder {
    /** Layouts that are tried if none was given. */
    static final List<String> PATTERNS =
            List.of("{layer}.epoch{epoch}.npy", "epoch{epoch}/{layer}.npy", "epoch{epoch}.npz");

    private static final int DEEPEST = 8;
    private static final int EXAMPLES = 3;

    /**
     * One array.
     *
     * @param epoch completed epochs
     * @param layer its name
     * @param file where it is
     * @param source what {@link DataFiles} calls it
     */
    record Item(int epoch, String layer, Path file, String source) {
        /** The array; refuses values that are not finite. */
        Samples read() {
            return OptionSamples.finite(DataFiles.samples(source), name());
        }

        /** How messages call it. */
        String name() {
            return "'" + source + "'";
        }

        /** What it is: {@code layer 'conv2' at epoch 0}. */
        String what() {
            return "layer '" + layer + "' at epoch " + epoch;
        }

        /** The digest of the file. */
        String digest() throws IOException {
            return MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
        }
    }

    private ActivationFolder() {}

    /**
     * Finds the arrays, by epoch and layer. Files and folders whose names begin with a dot are passed over.
     *
     * @param patterns where they lie, with {@code {epoch}} and, outside of npz files, {@code {layer}}
     * @throws IllegalArgumentException if there are none, or one layer and epoch twice
     */
    static List<Item> find(Path folder, List<String> patterns) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder '" + folder + "'");
        }
        List<Pattern> compiled =
                patterns.stream().map(ActivationFolder::compile).toList();
        List<Item> items = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path relative = folder.relativize(file);
                if (isHidden(relative)) {
                    continue;
                }
                String name = relative.toString().replace('\\', '/');
                seen.add(name);
                for (Pattern pattern : compiled) {
                    Matcher matcher = pattern.matcher(name);
                    if (matcher.matches()) {
                        items.addAll(items(file, matcher));
                        break;
                    }
                }
            }
        }
        if (items.isEmpty()) {
            throw new IllegalArgumentException("no file in '" + folder + "' is named like "
                    + String.join(" or ", patterns) + "; there are "
                    + (seen.isEmpty()
                            ? "no files"
                            : String.join(", ", seen.subList(0, Math.min(EXAMPLES, seen.size())))
                                    + (seen.size() > EXAMPLES ? " and " + (seen.size() - EXAMPLES) + " more" : "")));
        }
        items.sort(Comparator.comparingInt(Item::epoch).thenComparing(Item::layer, NaturalOrder.INSTANCE));
        for (int i = 1; i < items.size(); i++) {
            Item a = items.get(i - 1);
            Item b = items.get(i);
            if (a.epoch == b.epoch && a.layer.equals(b.layer)) {
                throw new IllegalArgumentException("layer '" + a.layer + "' of epoch " + a.epoch + " is there twice: "
                        + a.source + " and " + b.source);
            }
        }
        return items;
    }

    /** Whether a file, or a folder on the way to it, is what editors and systems put beside others: its name begins with a dot. */
    private static boolean isHidden(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .anyMatch(part -> part.toString().startsWith("."));
    }

    private static List<Item> items(Path file, Matcher matcher) throws IOException {
        int epoch;
        try {
            epoch = Integer.parseInt(matcher.group("epoch"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + file + "' has an epoch that is too large", e);
        }
        return file.toString().endsWith(".npz")
                ? Npy.names(file).stream()
                        .map(name -> new Item(epoch, name, file, file + ":" + name))
                        .toList()
                : List.of(new Item(epoch, matcher.group("layer"), file, file.toString()));
    }

    private static Pattern compile(String pattern) {
        boolean archive = pattern.endsWith(".npz");
        if (!pattern.contains("{epoch}") || archive == pattern.contains("{layer}")) {
            throw new IllegalArgumentException("a pattern has {epoch}, and {layer} unless it ends in .npz, such as "
                    + String.join(" or ", PATTERNS) + "; got '" + pattern + "'");
        }
        String regex = Pattern.quote(pattern)
                .replace("{epoch}", "\\E(?<epoch>\\d+)\\Q")
                .replace("{layer}", "\\E(?<layer>.+?)\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
