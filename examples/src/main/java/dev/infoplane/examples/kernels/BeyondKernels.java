package dev.infoplane.examples.kernels;

import ai.djl.translate.TranslateException;
import dev.infoplane.examples.data.ResumedTable;
import dev.infoplane.examples.process.ProcessorTime;
import dev.infoplane.examples.process.Programs;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Do residual networks learn what kernels cannot? Test error against the number of samples for a residual network of three layers, for kernel ridge
 * regression and for a linear model over random features. The line to cross is kα²: below it a part of the composition has been learned.
 * With {@code --order}, probes show when the layers of the network know F, and when they know G.
 */
@Command(
        name = "beyond-kernels",
        mixinStandardHelpOptions = true,
        description = "Test error against samples: a residual network and kernels (arXiv 1905.10337).",
        sortOptions = false)
public final class BeyondKernels implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(BeyondKernels.class);
    private static final int FEATURES = 2000;
    private static final int TEST_ROWS = 4000;
    private static final double ALPHA = 0.3;
    private static final String NETWORK = "residual network";
    private static final String HEADER = "model,samples,seed,epoch,quantity,value,standardError,processorSeconds";

    @Option(names = "--samples", split = ",", description = "How many to learn from (default: ${DEFAULT-VALUE}).")
    private List<Integer> samples = List.of(500, 1000, 2000, 3000, 5000);

    @Option(names = "--seed", split = ",", description = "Of samples and networks (default: ${DEFAULT-VALUE}).")
    private List<Integer> seeds = List.of(1, 2, 3);

    @Option(names = "--dimensions", description = "Of x, twice k (default: ${DEFAULT-VALUE}).")
    private int dimensions = 30;

    @Option(names = "--width", description = "Of the network's layers (default: ${DEFAULT-VALUE}).")
    private int width = 100;

    @Option(names = "--epochs", description = "Of the network (default: ${DEFAULT-VALUE}).")
    private int epochs = 800;

    @Option(names = "--kernels-up-to", description = "Samples; time is cubic (default: ${DEFAULT-VALUE}).")
    private int mostForKernels = 3000;

    @Option(names = "--order", description = "Measure what the layers of the network know of F and G, too.")
    private boolean order;

    @Option(names = "--order-steps", description = "Of each classifier that measures (default: ${DEFAULT-VALUE}).")
    private int orderSteps = 400;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "Where results go; what is there is not done again (default: ${DEFAULT-VALUE}).")
    private Path table = Path.of("beyond-kernels.csv");

    private BeyondKernels() {}

    /** Runs the comparison. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return Programs.commandLine(new BeyondKernels());
    }

    @Override
    public Integer call() throws IOException, TranslateException {
        ResumedTable results = new ResumedTable(table, origin(), HEADER, 3);
        for (int seed : seeds) {
            Composition test = Composition.draw(TEST_ROWS, dimensions, ALPHA, -seed);
            LOG.info("the line to cross is {}", test.line(ALPHA));
            for (int n : samples) {
                Composition training = Composition.draw(n, dimensions, ALPHA, seed);
                if (!results.has(NETWORK, n, seed)) {
                    network(training, test, seed, results);
                }
                if (n <= mostForKernels) {
                    kernels(training, test, seed, results);
                }
            }
        }
        return 0;
    }

    private Identity origin() {
        return Identity.of("beyond kernels", 2)
                .with("dimensions", dimensions)
                .with("alpha", ALPHA)
                .with("testRows", TEST_ROWS)
                .with("features", FEATURES)
                .with("width", width)
                .with("epochs", epochs)
                .with("orderSteps", order ? orderSteps : 0);
    }

    private static void kernels(Composition training, Composition test, int seed, ResumedTable results)
            throws IOException {
        Map<String, Kernel> kernels = new LinkedHashMap<>();
        kernels.put("rbf kernel", Kernel.gaussian());
        kernels.put("tangent kernel", Kernel.tangent());
        kernels.put("random features", Kernel.randomFeatures(FEATURES, seed));
        for (Map.Entry<String, Kernel> kernel : kernels.entrySet()) {
            if (!results.has(kernel.getKey(), training.rows(), seed)) {
                ProcessorTime time = new ProcessorTime();
                double error = KernelRegression.error(kernel.getValue(), training, test);
                String head = kernel.getKey() + "," + training.rows() + "," + seed;
                add(results, List.of(errorLine(head, 0, error, String.format(Locale.ROOT, "%.1f", time.lap()))));
            }
        }
    }

    private void network(Composition training, Composition test, int seed, ResumedTable results)
            throws IOException, TranslateException {
        ProcessorTime time = new ProcessorTime();
        List<LearningOrder> measured = new ArrayList<>();
        try {
            List<ResidualLearning.Look> looks = new ResidualLearning(width, epochs)
                    .run(training, test, seed, trainer -> {
                        if (order) {
                            measured.add(new LearningOrder(trainer, test, orderSteps));
                        }
                    });
            String seconds = String.format(Locale.ROOT, "%.1f", time.lap());
            String head = NETWORK + "," + training.rows() + "," + seed;
            List<String> lines = new ArrayList<>();
            looks.forEach(look ->
                    lines.add(errorLine(head, look.epoch(), look.error(), look.epoch() == epochs ? seconds : "")));
            measured.stream()
                    .flatMap(each -> each.readings().stream())
                    .map(r -> String.format(
                            Locale.ROOT,
                            "%s,%d,%s bits at %s,%.4f,%.4f,",
                            head,
                            r.epoch(),
                            r.part(),
                            r.layer(),
                            r.bits(),
                            r.standardError()))
                    .forEach(lines::add);
            add(results, lines);
        } finally {
            measured.forEach(LearningOrder::close);
        }
    }

    private static String errorLine(String head, int epoch, double error, String seconds) {
        return String.format(Locale.ROOT, "%s,%d,error,%.4f,,%s", head, epoch, error, seconds);
    }

    private static void add(ResumedTable results, List<String> lines) throws IOException {
        lines.forEach(LOG::info);
        results.add(lines);
    }
}
