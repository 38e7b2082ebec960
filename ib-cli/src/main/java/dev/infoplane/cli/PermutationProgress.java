package dev.infoplane.cli;

import dev.infoplane.cli.text.Durations;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * An estimator under a permutation test, which says how long the test takes. After the first seconds, or the first run if that takes
 * longer, the time that runs have taken tells the time left; where that is short, nothing is said. Safe for use from several threads.
 */
final class PermutationProgress implements MiEstimator {
    /** More resolve no p-value that anyone reports. */
    static final int MOST = 1_000_000;

    private static final double SECOND = 1e9;
    private static final double FIRST_SECONDS = 2;
    private static final double SHORT_SECONDS = 10;
    private static final int STEP_PERCENT = 10;

    private final MiEstimator estimator;
    private final long runs;
    private final int threads;
    private final Consumer<String> say;
    private final LongSupplier clock;
    private final long begin;
    private long done;
    private boolean isLong;
    private long nextPercent = STEP_PERCENT;

    /**
     * @param permutations of the test, to which comes the run on the samples as they are
     * @param threads that run at the same time: as many runs must be over before their time tells anything
     * @param clock answers nanoseconds
     */
    PermutationProgress(
            MiEstimator estimator, int permutations, int threads, Consumer<String> say, LongSupplier clock) {
        this.estimator = estimator;
        this.runs = permutations + 1L;
        this.threads = threads;
        this.say = say;
        this.clock = clock;
        begin = clock.getAsLong();
    }

    /** @throws IllegalArgumentException if there are fewer than none or absurdly many */
    static void requirePossible(int permutations) {
        if (permutations < 0) {
            throw new IllegalArgumentException("--permutations must be 0 or more, got " + permutations);
        }
        if (permutations > MOST) {
            throw new IllegalArgumentException("--permutations must be at most " + MOST + ", got " + permutations
                    + "; N of them resolve p-values down to 1 / (N + 1), so that 1000 are usually enough");
        }
    }

    @Override
    public String id() {
        return estimator.id();
    }

    @Override
    public Map<String, String> settings() {
        return estimator.settings();
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Estimate estimate = estimator.estimate(x, t, seed);
        ran();
        return estimate;
    }

    @Override
    public Prepared prepare(Samples x, long seed) {
        Prepared prepared = estimator.prepare(x, seed);
        return new Prepared() {
            @Override
            public Estimate estimate(Samples t) {
                Estimate estimate = prepared.estimate(t);
                ran();
                return estimate;
            }

            @Override
            public void close() {
                prepared.close();
            }
        };
    }

    private synchronized void ran() {
        done++;
        double seconds = (clock.getAsLong() - begin) / SECOND;
        double left = seconds / done * (runs - done);
        long percent = 100 * done / runs;
        if (!isLong && done >= threads && seconds >= FIRST_SECONDS && left >= SHORT_SECONDS) {
            isLong = true;
            nextPercent = percent - percent % STEP_PERCENT + STEP_PERCENT;
            say.accept("--permutations " + (runs - 1) + " will take about " + Durations.of(seconds + left) + ": " + done
                    + " of " + runs + " runs took " + Durations.of(seconds));
        } else if (isLong && percent >= nextPercent && done < runs) {
            nextPercent += STEP_PERCENT;
            say.accept("permutations " + percent + " % done, about " + Durations.of(left) + " left");
        }
    }
}
