package dev.infoplane.examples.truth;

import dev.infoplane.density.Folds;
import dev.infoplane.density.PooledFamily;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.learn.SeedStreams;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelLevels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether the recommended decoder can be trusted, on sources of known information that are drawn afresh from a seed: whether it
 * claims changes where there are none, finds those there are, knows what more training would bring, reads known truths, and reads
 * the same whichever way activations are encoded.
 */
@Command(
        name = "trust-check",
        mixinStandardHelpOptions = true,
        description = "Counts false claims, silent misses and known truths of decoders on freshly drawn sources.",
        sortOptions = false)
public final class TrustCheck implements Callable<Integer> {
    static final Folds FOLDS = new Folds(6, 1, 2);

    /** From one kind to the next, so that few sources are of different sorts too. */
    private static final int STRIDE = 3;

    @Option(names = "--seed", description = "Draws sources and trains decoders (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--quick", description = "Four kinds of sources, on few images, by a small network.")
    private boolean quick;

    @Option(names = "--sources", description = "How many sources (default: 4 if quick, else 40).")
    private int sources;

    @Option(names = "--kind", split = ",", description = "Any of ${COMPLETION-CANDIDATES} (default: all).")
    private List<DrawnSource.Kind> kinds = List.of(DrawnSource.Kind.values());

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "Keeps what was found, by source; sources that are there are not measured again.")
    private Path table;

    @Option(names = "--verbose", description = "Say what was out of the ordinary.")
    private boolean verbose;

    private TrustCheck() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TrustCheck());
    }

    @Override
    public Integer call() throws IOException {
        TrustTable results = TrustTable.open(table);
        TrustTally tally = new TrustTally();
        int count = sources > 0 ? sources : quick ? 4 : 40;
        int first = new SplittableRandom(seed).nextInt(kinds.size());
        for (int k = 0; k < count; k++) {
            DrawnSource.Kind kind = kinds.get((first + k * STRIDE) % kinds.size());
            String trial = (quick ? "quick" : "full") + ", seed " + seed + ", " + kind + " " + k;
            if (results.find(trial).isEmpty()) {
                results.put(trial, rows(kind, new SplittableRandom(SeedStreams.seed(seed, k + 1))));
            }
            tally.add(results.find(trial));
        }
        if (verbose) {
            tally.notes().forEach(System.out::println);
        }
        tally.lines().forEach(System.out::println);
        return 0;
    }

    private List<TrustRow> rows(DrawnSource.Kind kind, SplittableRandom random) {
        DrawnSource source = DrawnSource.of(kind, quick ? 2400 : 9000, random.nextLong());
        TrustTrial trial = new TrustTrial(source, random.nextLong());
        long decoder = random.nextLong();
        Map<String, Estimate> once = trial.measure(family(source.levels(), 1), decoder);
        Map<String, Estimate> otherSeed = trial.measure(family(source.levels(), 1), random.nextLong());
        Map<String, Estimate> fourTimes = trial.measure(family(source.levels(), 4), decoder);
        return trial.rows(once, otherSeed, fourTimes);
    }

    private PooledFamily family(PixelLevels levels, int budgets) {
        return quick
                ? PooledContextMlp.of(ContextMlpSize.SMALL, levels)
                        .steps(600 * budgets)
                        .batchSize(2048)
                : PooledContextMlp.of(ContextMlpSize.DEFAULT, levels).steps(6000 * budgets);
    }
}
