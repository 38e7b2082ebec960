package dev.infoplane.examples.study;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.PairedDifference;
import dev.infoplane.examples.data.OutputFiles;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Does what a plane says stand when its decoders learn longer? Lays two studies of the same network and images side by side:
 * decodable information about the image at their common points, the order of layers, and what changed between epochs.
 */
@Command(
        name = "plane-agreement",
        mixinStandardHelpOptions = true,
        description = "Lays the planes of two studies side by side and counts which of their differences agree.",
        sortOptions = false)
public final class PlaneAgreement implements Callable<Integer> {
    private static final double STANDARD_ERRORS = 2;

    @Parameters(index = "0", paramLabel = "FIRST", description = "Folder of a study.")
    private Path firstFolder;

    @Parameters(index = "1", paramLabel = "SECOND", description = "Folder of the same study with a larger budget.")
    private Path secondFolder;

    @Option(names = "--page", paramLabel = "FILE", description = "Where the tables go (default: standard output).")
    private Path page;

    private PlaneAgreement() {}

    /** Runs the comparison. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new PlaneAgreement());
        line.setExecutionExceptionHandler((e, commandLine, parsed) -> {
            System.err.println("error: " + e.getMessage());
            return 1;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws IOException {
        requireSameStudy(firstFolder, secondFolder);
        String tables = tables(plane(firstFolder), plane(secondFolder));
        if (page == null) {
            System.out.print(tables);
        } else {
            OutputFiles.write(page.toAbsolutePath(), tables);
        }
        return 0;
    }

    private static void requireSameStudy(Path a, Path b) throws IOException {
        Map<String, String> first = Manifest.of(a);
        Map<String, String> second = Manifest.of(b);
        for (String name : List.of("preset", "seed", "data.sha256")) {
            if (!String.valueOf(first.get(name)).equals(second.get(name))) {
                throw new IOException("not the same study: the " + name + " of '" + a + "' is '" + first.get(name)
                        + "', that of '" + b + "' is '" + second.get(name) + "'");
            }
        }
    }

    private static InformationPlane plane(Path folder) {
        return PlaneStore.open(folder).plane();
    }

    /** Two pairs of points, one of each plane, that differ in layer or in epoch. */
    record Contrast(String about, PairedDifference first, PairedDifference second, double unsettledBits) {
        boolean claimed() {
            return Math.abs(first.zScore()) > STANDARD_ERRORS
                    && Math.abs(first.difference().bits()) > unsettledBits;
        }

        /** The second plane tells it from nothing, and with the same sign. */
        boolean agrees() {
            return told() && first.difference().bits() * second.difference().bits() > 0;
        }

        boolean reversed() {
            return told() && !agrees();
        }

        private boolean told() {
            return Math.abs(second.zScore()) > STANDARD_ERRORS;
        }

        private String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %+.1f ± %.1f | %+.1f ± %.1f | %s | %s |%n",
                    about,
                    first.difference().bits(),
                    first.standardError().bits(),
                    second.difference().bits(),
                    second.standardError().bits(),
                    claimed() ? "yes" : "no",
                    agrees() ? "the same" : reversed() ? "**reversed**" : "not told from nothing");
        }
    }

    static String tables(InformationPlane first, InformationPlane second) {
        List<PointKey> common = first.points().stream()
                .map(PlanePoint::key)
                .filter(key -> second.find(key).isPresent())
                .toList();
        if (common.isEmpty()) {
            throw new IllegalArgumentException("the two studies have no point in common");
        }
        StringBuilder out = new StringBuilder();
        amounts(out, first, second, common);
        section(out, "Order of layers", layers(first, second, common));
        section(out, "Between epochs", epochs(first, second, common));
        return out.toString();
    }

    private static void amounts(
            StringBuilder out, InformationPlane first, InformationPlane second, List<PointKey> common) {
        out.append("### Decodable information about the image, bits\n\n")
                .append(
                        "| run | epoch | layer | first | second | last quarter gained, first | second |\n|---|---|---|---|---|---|---|\n");
        for (PointKey key : common) {
            Estimate a = input(first, key);
            Estimate b = input(second, key);
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %.1f | %.1f | %.0f | %.0f |%n",
                    key.run(),
                    key.epoch(),
                    key.hookPoint(),
                    a.value().bits(),
                    b.value().bits(),
                    lastQuarter(a),
                    lastQuarter(b)));
        }
    }

    private static void section(StringBuilder out, String title, List<Contrast> contrasts) {
        out.append("\n### ").append(title);
        out.append("\n\n| difference | first, bits | second, bits | claimed by the first | sign in the second |\n");
        out.append("|---|---|---|---|---|\n");
        contrasts.forEach(c -> out.append(c.row()));
        List<Contrast> claimed = contrasts.stream().filter(Contrast::claimed).toList();
        out.append(String.format(
                Locale.ROOT,
                "%n%d differences: %d with the same sign beyond two standard errors, %d reversed. Of %d that the first claims (more"
                        + " than two standard errors and than the last quarter of training still moved): %d with the same"
                        + " sign, %d reversed. They are not independent of each other.%n",
                contrasts.size(),
                contrasts.stream().filter(Contrast::agrees).count(),
                contrasts.stream().filter(Contrast::reversed).count(),
                claimed.size(),
                claimed.stream().filter(Contrast::agrees).count(),
                claimed.stream().filter(Contrast::reversed).count()));
    }

    /**
     * Each layer less the one before it, at each epoch. Before any training the network is the same in all regimes, so that
     * epoch 0 counts once.
     */
    static List<Contrast> layers(InformationPlane first, InformationPlane second, List<PointKey> common) {
        List<Contrast> all = new ArrayList<>();
        List<String> names = first.hookPoints().stream()
                .filter(name -> common.stream().anyMatch(k -> k.hookPoint().equals(name)))
                .toList();
        for (PointKey key : common) {
            int at = names.indexOf(key.hookPoint());
            boolean again = key.epoch() == 0 && !key.run().equals(common.get(0).run());
            if (at > 0 && !again) {
                PointKey before = new PointKey(key.run(), key.epoch(), names.get(at - 1));
                if (common.contains(before)) {
                    String about = key.run() + ", epoch " + key.epoch() + ": " + key.hookPoint() + " less "
                            + before.hookPoint();
                    all.add(contrast(about, first, second, before, key));
                }
            }
        }
        return all;
    }

    /** Each epoch less the one before it, and the last less the first. */
    static List<Contrast> epochs(InformationPlane first, InformationPlane second, List<PointKey> common) {
        List<Contrast> all = new ArrayList<>();
        for (String run : first.runs()) {
            for (String hookPoint : first.hookPoints()) {
                List<Integer> epochs = new ArrayList<>(new TreeSet<>(common.stream()
                        .filter(k -> k.run().equals(run) && k.hookPoint().equals(hookPoint))
                        .map(PointKey::epoch)
                        .toList()));
                for (int i = 1; i < epochs.size(); i++) {
                    all.add(epochs(first, second, run, hookPoint, epochs.get(i - 1), epochs.get(i)));
                }
                if (epochs.size() > 2) {
                    all.add(epochs(first, second, run, hookPoint, epochs.get(0), epochs.get(epochs.size() - 1)));
                }
            }
        }
        return all;
    }

    private static Contrast epochs(
            InformationPlane first, InformationPlane second, String run, String hookPoint, int from, int to) {
        return contrast(
                run + ", " + hookPoint + ": epoch " + to + " less " + from,
                first,
                second,
                new PointKey(run, from, hookPoint),
                new PointKey(run, to, hookPoint));
    }

    private static Contrast contrast(
            String about, InformationPlane first, InformationPlane second, PointKey from, PointKey to) {
        Estimate a = input(first, from);
        Estimate b = input(first, to);
        return new Contrast(
                about,
                b.minus(a),
                input(second, to).minus(input(second, from)),
                Math.max(Math.abs(lastQuarter(a)), Math.abs(lastQuarter(b))));
    }

    private static Estimate input(InformationPlane plane, PointKey key) {
        return plane.find(key)
                .flatMap(PlanePoint::inputInformation)
                .orElseThrow(() -> new IllegalArgumentException("the point " + key + " has no I(X;T)"));
    }

    private static double lastQuarter(Estimate e) {
        Optional<LearningCurve> curve = e.learningCurve();
        return curve.map(c -> c.lastQuarterGain().bits()).orElse(Double.POSITIVE_INFINITY);
    }
}
