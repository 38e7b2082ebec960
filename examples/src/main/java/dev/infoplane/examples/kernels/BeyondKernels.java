package dev.infoplane.examples.kernels;

import ai.djl.translate.TranslateException;
import dev.infoplane.examples.process.ProcessorTime;
import dev.infoplane.examples.process.Programs;
import dev.infoplane.storage.AtomicFiles;
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

    @Option(names = "--samples", split = ",", description = "How many to learn from (default: ${DEFAULT-VALUE}).")
    private List<Integer> samples = List.of(500, 1000, 2000, 3000, 5000);

    @Option(names = "--seed", split = ",", description = "Of samples and networks (default: ${DEFAULT-VALUE}).")
    private List<Integer> seeds = List.of(1, 2);

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

    @Option(names = "--table", paramLabel = "FILE", description = "Where results go (default: ${DEFAULT-VALUE}).")
    private Path table = Path.of("beyond-kernels.csv");

    private final StringBuilder lines =
            new StringBuilder("model,samples,seed,epoch,quantity,value,standardError,processorSeconds\n");

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
        for (int seed : seeds) {
            Composition test = Composition.draw(TEST_ROWS, dimensions, ALPHA, -seed);
            LOG.info("the line to cross is {}", test.line(ALPHA));
            for (int n : samples) {
                Composition training = Composition.draw(n, dimensions, ALPHA, seed);
                network(training, test, seed);
                if (n <= mostForKernels) {
                    kernels(training, test, seed);
                }
            }
        }
        return 0;
    }

    private void kernels(Composition training, Composition test, int seed) throws IOException {
        Map<String, Kernel> kernels = new LinkedHashMap<>();
        kernels.put("rbf kernel", Kernel.gaussian());
        kernels.put("tangent kernel", Kernel.tangent());
        kernels.put("random features", Kernel.randomFeatures(FEATURES, seed));
        for (Map.Entry<String, Kernel> kernel : kernels.entrySet()) {
            ProcessorTime time = new ProcessorTime();
            double error = KernelRegression.error(kernel.getValue(), training, test);
            add(String.format(
                    Locale.ROOT,
                    "%s,%d,%d,0,error,%.4f,,%.1f",
                    kernel.getKey(),
                    training.rows(),
                    seed,
                    error,
                    time.lap()));
        }
    }

    private void network(Composition training, Composition test, int seed) throws IOException, TranslateException {
        ProcessorTime time = new ProcessorTime();
        List<LearningOrder> measured = new ArrayList<>();
        try {
            List<ResidualLearning.Look> looks = new ResidualLearning(width, epochs)
                    .run(training, test, seed, trainer -> {
                        if (order) {
                            measured.add(new LearningOrder(trainer, test, orderSteps));
                        }
                    });
            String head = "residual network," + training.rows() + "," + seed;
            double seconds = time.lap();
            for (ResidualLearning.Look look : looks) {
                String spent = look.epoch() == epochs ? String.format(Locale.ROOT, "%.1f", seconds) : "";
                add(String.format(Locale.ROOT, "%s,%d,error,%.4f,,%s", head, look.epoch(), look.error(), spent));
            }
            for (LearningOrder each : measured) {
                for (LearningOrder.Reading r : each.readings()) {
                    add(String.format(
                            Locale.ROOT,
                            "%s,%d,%s bits at %s,%.4f,%.4f,",
                            head,
                            r.epoch(),
                            r.part(),
                            r.layer(),
                            r.bits(),
                            r.standardError()));
                }
            }
        } finally {
            measured.forEach(LearningOrder::close);
        }
    }

    private void add(String line) throws IOException {
        LOG.info(line);
        lines.append(line).append('\n');
        AtomicFiles.write(table.toAbsolutePath(), lines.toString());
    }
}
