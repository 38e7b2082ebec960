package dev.infoplane.benchmarks;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Measures every applicable estimator on every task and writes {@code docs/accuracy.md}. Runs are kept one a line in a work
 * file, so that a run that is started again goes on where it stopped.
 *
 * <p>Arguments: the work file, the page to write, the greatest n, how many seeds (10 everywhere, or 10,3,1,10 for the three sizes
 * and the settings of KSG in the literature), threads.
 */
public final class Accuracy {
    private static final int[] SIZES = {1000, 5000, 10_000};

    private Accuracy() {}

    /** One estimate. */
    record Run(
            String task,
            int n,
            String contender,
            int seed,
            BoundKind bound,
            double nats,
            double error,
            boolean warned,
            double seconds) {
        /** How many standard errors an interval of 95 % reaches to each side. */
        private static final double REACH = 1.96;

        /** An error of so many nats, or that part of the truth, is a small one. */
        private static final double CLOSE = 0.05;

        /** Half the width of the interval. */
        double reach() {
            return REACH * error;
        }

        /** Whether the value is close to the truth. */
        boolean isClose(double truth) {
            return Math.abs(nats - truth) <= Math.max(CLOSE, CLOSE * truth);
        }

        /** Whether the claim holds within the interval: the truth lies inside, or on the side of it that a bound allows. */
        boolean holds(double truth) {
            boolean notBelow = nats + reach() >= truth;
            boolean notAbove = nats - reach() <= truth;
            return switch (bound) {
                case LOWER -> notAbove;
                case UPPER -> notBelow;
                default -> notBelow && notAbove;
            };
        }

        /** Whether the claim fails and nothing in the result says that it might. */
        boolean missesInSilence(double truth) {
            return !warned && !holds(truth);
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%s\t%d\t%s\t%d\t%s\t%.9f\t%.9f\t%b\t%.6f",
                    task,
                    n,
                    contender,
                    seed,
                    bound,
                    nats,
                    error,
                    warned,
                    seconds);
        }

        static Run of(String line) {
            String[] f = line.split("\t");
            return new Run(
                    f[0],
                    Integer.parseInt(f[1]),
                    f[2],
                    Integer.parseInt(f[3]),
                    BoundKind.valueOf(f[4]),
                    Double.parseDouble(f[5]),
                    Double.parseDouble(f[6]),
                    Boolean.parseBoolean(f[7]),
                    Double.parseDouble(f[8]));
        }

        String key() {
            return task + "\t" + n + "\t" + contender + "\t" + seed;
        }
    }

    /** Measures what is missing and writes the page. */
    public static void main(String[] args) throws IOException {
        Path work = Path.of(args[0]);
        Path page = Path.of(args[1]);
        int largest = Integer.parseInt(args[2]);
        int threads = Integer.parseInt(args[4]);
        List<Run> runs = new ArrayList<>();
        Set<String> done = new HashSet<>();
        if (Files.exists(work)) {
            for (String line : Files.readAllLines(work)) {
                Run run = Run.of(line);
                runs.add(run);
                done.add(run.key());
            }
        }
        for (int s = 0; s < SIZES.length; s++) {
            int n = SIZES[s];
            int own = seeds(args[3], s);
            for (KnownDistribution task : n <= largest ? KnownDistribution.all() : List.<KnownDistribution>of()) {
                runs.addAll(measure(task, Candidate.of(task.kind(), threads), n, own, done, work));
            }
        }
        if (largest >= Literature.SAMPLES) {
            for (KnownDistribution task : AccuracyPage.strong()) {
                runs.addAll(measure(
                        task,
                        Candidate.of(task.kind(), threads),
                        Literature.SAMPLES,
                        seeds(args[3], SIZES.length - 1),
                        done,
                        work));
            }
            for (KnownDistribution task : Literature.tasks()) {
                runs.addAll(measure(
                        task,
                        Literature.settings(threads),
                        Literature.SAMPLES,
                        seeds(args[3], SIZES.length),
                        done,
                        work));
            }
        }
        AtomicFiles.write(page, file -> {
            PrintStream out = new PrintStream(file, false, StandardCharsets.UTF_8);
            AccuracyPage.write(runs, out);
            out.flush();
        });
    }

    /** How many seeds a part of the page has; the last number given holds for what follows. */
    private static int seeds(String given, int part) {
        String[] numbers = given.split(",");
        return Integer.parseInt(numbers[Math.min(part, numbers.length - 1)]);
    }

    private static List<Run> measure(
            KnownDistribution task, List<Candidate> contenders, int n, int seeds, Set<String> done, Path work)
            throws IOException {
        List<Run> runs = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            KnownDistribution.Pairs pairs = null;
            for (Candidate contender : contenders) {
                String key = task.id() + "\t" + n + "\t" + contender.name() + "\t" + seed;
                if (!contender.takes(task) || done.contains(key)) {
                    continue;
                }
                pairs = pairs == null ? task.draw(n, seed) : pairs;
                long start = System.nanoTime();
                Estimate estimate = contender.estimator().estimate(pairs.x(), pairs.t(), seed);
                double seconds = (System.nanoTime() - start) / 1e9;
                double error = estimate.standardError().map(Information::nats).orElse(Double.NaN);
                Run run = new Run(
                        task.id(),
                        n,
                        contender.name(),
                        seed,
                        estimate.bound(),
                        estimate.value().nats(),
                        error,
                        !estimate.warnings().isEmpty(),
                        seconds);
                runs.add(run);
                String before = Files.exists(work) ? Files.readString(work) : "";
                AtomicFiles.write(work, before + run.line() + "\n");
            }
        }
        return runs;
    }
}
