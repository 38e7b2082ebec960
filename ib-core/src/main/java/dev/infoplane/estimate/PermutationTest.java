package dev.infoplane.estimate;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Whether an estimate could be what independent variables give: the rows of {@code t} are shuffled against those of
 * {@code x}, which removes every dependence between them and keeps each side as it is, and are measured again.
 *
 * <p>It works for any estimator. The shuffled values are also its baseline: what it reads, on samples like these, where there
 * is nothing to read. The test assumes that rows are independent draws. Rows that were written twice, or that follow each other
 * in time, make it find dependence that is none.
 *
 * <p>The values do not depend on the number of threads. With several threads each of them prepares the estimator for itself;
 * estimators that train with a DJL engine must be tested on one.
 *
 * @param permutations how many shuffles; the smallest p-value is 1 / (permutations + 1)
 * @param threads how many shuffles are measured at the same time
 */
public record PermutationTest(int permutations, int threads) {
    /** Refuses fewer than one of either. */
    public PermutationTest {
        if (permutations < 1) {
            throw new IllegalArgumentException("permutations must be at least 1, got " + permutations);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
    }

    /** So many shuffles, one after the other; estimators with threads of their own use them. */
    public static PermutationTest of(int permutations) {
        return new PermutationTest(permutations, 1);
    }

    /** This test on so many threads. */
    public PermutationTest withThreads(int threads) {
        return new PermutationTest(permutations, threads);
    }

    /**
     * What the test found.
     *
     * @param estimate of the samples as they are
     * @param shuffled the values of the shuffled samples, in the order of the shuffles
     */
    public record Result(Estimate estimate, List<Information> shuffled) {
        /** Takes a copy; refuses an empty list. */
        public Result {
            Objects.requireNonNull(estimate, "estimate");
            shuffled = List.copyOf(shuffled);
            if (shuffled.isEmpty()) {
                throw new IllegalArgumentException("a permutation test needs at least 1 shuffled value, got 0");
            }
        }

        /**
         * The share of values, the estimate among them, that are at least as large as the estimate: (1 + b) / (1 + m) for b of
         * m shuffled ones (Phipson and Smyth 2010). It is never zero. If x and t are independent, it is at most p in no more
         * than a share p of cases.
         */
        public double pValue() {
            long reached = shuffled.stream()
                    .filter(value -> value.compareTo(estimate.value()) >= 0)
                    .count();
            return (1.0 + reached) / (1.0 + shuffled.size());
        }

        /** The mean of the shuffled values. */
        public Information baseline() {
            return Information.ofNats(
                    shuffled.stream().mapToDouble(Information::nats).average().orElseThrow());
        }

        /** By how much the estimate exceeds the baseline. */
        public Information aboveBaseline() {
            return estimate.value().minus(baseline());
        }

        /**
         * Whether the estimator answers every shuffle as it answers the samples themselves: it then does not look at which rows
         * belong together, as where all rows of x differ and t is taken for a function of x, and the test says nothing.
         */
        public boolean ignoresPairing() {
            double value = estimate.value().nats();
            return shuffled.stream().allMatch(v -> Math.abs(v.nats() - value) <= 1e-9 * Math.max(1, Math.abs(value)));
        }
    }

    /**
     * Measures the samples and their shuffles. The estimator gets the same seed each time; the shuffles are drawn from it too.
     *
     * @throws IllegalArgumentException if the estimator refuses the samples
     */
    public Result test(MiEstimator estimator, Samples x, Samples t, long seed) {
        Samples.requireMatched(x, t, 2);
        int n = x.rows();
        Estimate[] results = new Estimate[permutations + 1];
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            try (MiEstimator.Prepared prepared = estimator.prepare(x, seed)) {
                for (int i = next.getAndIncrement(); i <= permutations; i = next.getAndIncrement()) {
                    results[i] = prepared.estimate(i == 0 ? t : t.select(SeededShuffle.order(n, seed, i)));
                }
            }
        };
        run(work);
        return new Result(
                results[0],
                Arrays.stream(results, 1, results.length).map(Estimate::value).toList());
    }

    private void run(Runnable work) {
        if (threads == 1) {
            work.run();
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> parts = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(i -> pool.submit(work))
                    .toList();
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("the permutation test failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the permutation test was interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
