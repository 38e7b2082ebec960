package dev.infoplane.cli;

import dev.infoplane.cli.text.NearestName;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.report.HtmlReport;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.NaturalOrder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code infoplane plane}. */
@Command(
        name = "plane",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the information plane of activations in a folder, one array for each layer and epoch.",
            "Writes plane.csv, plane.json, report.html and one file a point; started again, it measures what is missing."
        })
final class PlaneCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--activations", required = true, paramLabel = "DIR", description = "Where the arrays are.")
    private Path activations;

    @Option(
            names = "--pattern",
            description =
                    "How files are named, with {epoch} and {layer}; the arrays of FILE.npz are layers. Default: any of"
                            + " {layer}.epoch{epoch}.npy, epoch{epoch}/{layer}.npy, epoch{epoch}.npz.")
    private List<String> patterns = ActivationFolder.PATTERNS;

    @Option(
            names = "--x",
            paramLabel = "FILE",
            description =
                    "The inputs, row by row as the activations. Not needed by estimators that take activations for a"
                            + " function of inputs that all differ (pairwise, binning, discrete, exact).")
    private String x;

    @Option(names = "--y", paramLabel = "FILE", description = "The labels, for I(T;Y).")
    private String y;

    @Option(names = "--input", paramLabel = "ID", description = "Estimator of I(X;T) (default: ${DEFAULT-VALUE}).")
    private String input = "pairwise-upper";

    @Option(names = "--label", paramLabel = "ID", description = "Estimator of I(T;Y) (default: ${DEFAULT-VALUE}).")
    private String label = "pairwise-lower";

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of both estimators, or of the one that has it, such as sigma=0.5.")
    private Map<String, String> settings = new TreeMap<>();

    @Option(names = "--layers", split = ",", description = "Which layers, in their order (default: all, by name).")
    private List<String> layers = List.of();

    @Option(names = "--run", description = "The name of the training run (default: ${DEFAULT-VALUE}).")
    private String run = "run";

    @Option(names = "--title", description = "Of the report (default: ${DEFAULT-VALUE}).")
    private String title = "Information plane";

    @Option(names = "--seed", description = "The only randomness (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "DIR", description = "Where results go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("infoplane");

    @Option(names = "--strict", description = "Exits with 3 if an estimate carries a warning.")
    private boolean strict;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Override
    public Integer call() throws IOException {
        EstimatorChoice choice = new EstimatorChoice();
        PlaneQuantity.requireKnown(choice, settings, y == null ? List.of(input) : List.of(input, label));
        List<ActivationFolder.Item> items = ActivationFolder.find(activations, patterns);
        List<String> order = order(items);
        PlaneQuantity ofX = PlaneQuantity.ofInputs(choice, input, settings, seed, Optional.ofNullable(x), items.get(0));
        Optional<PlaneQuantity> ofY =
                Optional.ofNullable(y).map(labels -> PlaneQuantity.of(choice, label, settings, seed, "--y", labels));
        PlaneStore store = PlaneStore.open(out);
        PlaneMeasurement measurement = new PlaneMeasurement(store, run, ofX, ofY);
        PrintWriter err = spec.commandLine().getErr();
        try {
            for (ActivationFolder.Item item : items) {
                int position = order.indexOf(item.layer());
                if (position >= 0) {
                    boolean fresh = measurement.measure(item, position);
                    err.println((fresh ? "measured " : "found ") + item.layer() + " at epoch " + item.epoch());
                    err.flush();
                }
            }
        } catch (IllegalStateException contradiction) {
            throw new IllegalArgumentException(contradiction.getMessage(), contradiction);
        } finally {
            ofX.close();
            ofY.ifPresent(PlaneQuantity::close);
        }
        store.order(order);
        Result result = PlaneResult.of(store.plane());
        AtomicFiles.write(out.resolve("plane.json"), Result.toJson(result.json()) + "\n");
        HtmlReport.of(title, store.plane())
                .manifest(new TreeMap<>(Map.of(
                        "I(X;T)", input, "I(T;Y)", y == null ? "not measured" : label, "seed", String.valueOf(seed))))
                .write(out.resolve("report.html"));
        result.line("written", out.resolve("plane.csv") + ", plane.json, report.html");
        result.print(spec.commandLine().getOut(), format);
        return strict && PlaneResult.isWarned(store.plane()) ? Infoplane.WARNED : 0;
    }

    private List<String> order(List<ActivationFolder.Item> items) {
        List<String> there = items.stream()
                .map(ActivationFolder.Item::layer)
                .distinct()
                .sorted(NaturalOrder.INSTANCE)
                .toList();
        for (String layer : layers) {
            if (!there.contains(layer)) {
                throw new IllegalArgumentException(NearestName.unknown("layer", layer, there));
            }
        }
        return layers.isEmpty() ? there : layers;
    }
}
