package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import java.util.Objects;
import java.util.Optional;

/**
 * Nearest-neighbour mutual information of variables that may be discrete, continuous or a mixture of both, value by value
 * (Gao, Kannan, Oh and Viswanath 2017, NIPS 30, algorithm 1). Where several of a sample's neighbours are as far away as the
 * k-th (its copies, at distance 0; a crowd of samples that share a value, such as the zeros of rectified units), all samples
 * up to that distance are counted, in the pair and on both sides; elsewhere it is algorithm 1 of {@link Ksg}. The paper
 * counts the pairs at distance 0 only, and k otherwise, which reads too much where crowds are neighbours.
 *
 * <p>A point estimate in nats, no noise, symmetric. Values are compared by the maximum norm, so the scale of a discrete
 * column matters: neighbouring values should lie further apart than the neighbourhoods of the continuous columns. Bias,
 * standard error, time and memory as for {@link Ksg}; its warnings too, of which the comparison with a Gaussian fit is made
 * where no sample has such neighbours.
 *
 * @param k which neighbour sets the radius
 * @param margins what is done to each column first
 * @param threads how many threads share the work; they change no bit of the result
 */
public record MixedKsg(int k, Margins margins, int threads) implements MiEstimator {
    /** Refuses a k or a number of threads below 1. */
    public MixedKsg {
        Objects.requireNonNull(margins, "margins");
        Checks.atLeast("k", 1, k);
        Checks.atLeast("threads", 1, threads);
    }

    /** k = 5, standardised columns, all processors. */
    public static MixedKsg standard() {
        return new MixedKsg(5, Margins.STANDARDISED, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public String id() {
        return "ksg-mixed";
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Checks.neighbours(x, t, k);
        float[] rowsX = Columns.rows(x, margins);
        float[] rowsT = Columns.rows(t, margins);
        int dx = x.dimensions();
        int dt = t.dimensions();
        int n = x.rows();
        float[] joint = Columns.join(rowsX, dx, rowsT, dt);
        float[] reach = new float[n];
        float[] inside = new float[n];
        int[] own = null;
        int[] countX;
        int[] countT;
        boolean ties;
        try (Workers workers = new Workers(threads)) {
            ties = radii(joint, dx + dt, reach, inside, workers);
            if (ties) {
                own = new Marginal(joint, dx + dt, workers).within(inside, workers);
            }
            countX = new Marginal(rowsX, dx, workers).within(inside, workers);
            countT = new Marginal(rowsT, dt, workers).within(inside, workers);
        }
        Digamma digamma = new Digamma(n);
        double[] local = new double[n];
        for (int i = 0; i < n; i++) {
            int pairs = inside[i] > reach[i] ? own[i] : k;
            local[i] = digamma.at(pairs) + digamma.at(n) - digamma.at(countX[i]) - digamma.at(countT[i]);
        }
        double nats = LocalTerms.mean(local);
        Estimate.Builder result = LocalTerms.estimate(local, id()).settings(RecordSettings.describe(this, "threads"));
        Neighbourhoods.wide(reach, Columns.scale(x, t, margins)).ifPresent(result::warning);
        Ceiling.ofNeighbours(nats, n, k, 0).ifPresent(result::warning);
        Optional<String> missed = ties ? Optional.empty() : LinearPart.missed(rowsX, dx, rowsT, dt, nats);
        missed.ifPresent(result::warning);
        return result.build();
    }

    /**
     * Finds how far the k-th neighbours are, and the radius to count strictly inside: the same, or one ulp more where the
     * neighbour before or after it is as far.
     *
     * @return whether there are any such
     */
    private boolean radii(float[] joint, int d, float[] reach, float[] inside, Workers workers) {
        int n = reach.length;
        int looked = Math.min(k + 1, n - 1);
        Nearest.each(joint, d, looked, workers, () -> (row, nearest) -> {
            float radius = nearest.distance(k - 1);
            boolean tied = radius == 0
                    || k > 1 && nearest.distance(k - 2) == radius
                    || looked > k && nearest.distance(k) == radius;
            reach[row] = radius;
            inside[row] = tied ? Math.nextUp(radius) : radius;
        });
        boolean any = false;
        for (int i = 0; i < n; i++) {
            any |= inside[i] > reach[i];
        }
        return any;
    }
}
