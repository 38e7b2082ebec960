package dev.infoplane.examples.dialogue;

import dev.infoplane.examples.data.ResumedTable;
import dev.infoplane.examples.process.Programs;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Does a reward for information gain help a dialogue system to learn? (FeudalGain, Geishauser et al. 2021, arXiv 2109.07129.) Counts the
 * dialogues until a policy succeeds in 90 % of test dialogues, with and without the reward, at several rates of mishearing.
 */
@Command(
        name = "feudal-gain",
        mixinStandardHelpOptions = true,
        description = "Dialogues until a policy succeeds, with and without a reward for information gain.",
        sortOptions = false)
public final class FeudalGain implements Callable<Integer> {
    static final double GAIN_REWARD = 0.2;

    private static final Logger LOG = LoggerFactory.getLogger(FeudalGain.class);
    private static final String HEADER = "misheard,gainReward,seed,dialogues,reached";

    @Option(names = "--error", split = ",", description = "How often it mishears (default: ${DEFAULT-VALUE}).")
    private List<Double> errors = List.of(0.0, 0.15, 0.3);

    @Option(names = "--first-seed", description = "Of users and policies (default: ${DEFAULT-VALUE}).")
    private int firstSeed = 101;

    @Option(names = "--seeds", description = "How many, at least 2 (default: ${DEFAULT-VALUE}).")
    private int seeds = 30;

    @Option(names = "--dialogues", description = "At most (default: ${DEFAULT-VALUE}).")
    private int dialogues = 30_000;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "Where results go; what is there is not done again (default: ${DEFAULT-VALUE}).")
    private Path table = Path.of("dialogue.csv");

    private FeudalGain() {}

    /** Runs the comparison. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return Programs.commandLine(new FeudalGain());
    }

    @Override
    public Integer call() throws IOException {
        if (seeds < 2 || dialogues < 1) {
            throw new IllegalArgumentException(
                    "--seeds must be at least 2 and --dialogues at least 1, got " + seeds + " and " + dialogues);
        }
        ResumedTable results = new ResumedTable(table, origin(), HEADER, 2);
        List<Integer> all =
                IntStream.range(firstSeed, firstSeed + seeds).boxed().toList();
        for (double error : errors) {
            for (double reward : new double[] {0, GAIN_REWARD}) {
                if (!results.has(error, reward)) {
                    LearningSpeed speed = LearningSpeed.measure(error, reward, all, dialogues);
                    results.add(lines(speed));
                    LOG.info(
                            "misheard {}, reward for gain {}: {}",
                            error,
                            reward,
                            String.format(
                                    Locale.ROOT,
                                    "%.0f ± %.0f dialogues, deviation %.0f, %d of %d never",
                                    speed.mean(),
                                    speed.halfWidth(),
                                    speed.deviation(),
                                    speed.never(),
                                    seeds));
                }
            }
        }
        return 0;
    }

    private Identity origin() {
        return Identity.of("feudal gain", 1)
                .with("goal", LearningSpeed.GOAL)
                .with("threshold", FeudalPolicy.THRESHOLD)
                .with("firstSeed", firstSeed)
                .with("seeds", seeds)
                .with("dialogues", dialogues);
    }

    private static List<String> lines(LearningSpeed speed) {
        return speed.runs().stream()
                .map(r -> speed.error() + "," + speed.gainReward() + "," + r.seed() + "," + r.needed() + ","
                        + r.reached())
                .toList();
    }
}
