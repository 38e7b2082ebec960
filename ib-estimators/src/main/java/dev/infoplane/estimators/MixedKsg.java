package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import java.util.Map;
import java.util.Objects;

/**
 * Nearest-neighbour mutual information of variables that may be discrete, continuous or a mixture of both, value by value
 * (Gao, Kannan, Oh and Viswanath 2017, NIPS 30, algorithm 1). Where several samples are as far away as a sample's k-th
 * neighbour, in the pair or on a side (its copies, at distance 0; a crowd that shares a value, such as the zeros of rectified
 * units; rounded values), all samples up to that distance are counted, in the pair and on both sides; elsewhere it is
 * algorithm 1 of {@link Ksg}. Counts are of the others, without the sample itself. The paper counts pairs at distance 0 only, the sample
 * among them, and k otherwise, which is wrong where values lie on a grid.
 *
 * <p>A point estimate in nats, no noise, symmetric. Values are compared by the maximum norm, so the scale of a discrete
 * column matters: neighbouring values should lie further apart than the neighbourhoods of the continuous columns. Bias,
 * standard error, time and memory as for {@link Ksg}; its warnings too, of which the comparison with a Gaussian fit is made
 * unless a twentieth of the samples has such neighbours. Independent rows are taken for granted: rows that were written twice
 * read as information.
 *
 * @param k which neighbour sets the radius
 * @param margins what is done to each column first
 * @param threads how many threads share the work; they change no bit of the result
 */
public record MixedKsg(int k, Margins margins, int threads) implements MiEstimator {
    /** One sample in so many may have neighbours as far as its k-th; with more, the variables are not continuous. */
    private static final int MANY_TIES = 20;

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
    public Map<String, String> settings() {
        return RecordSettings.describe(this, "threads");
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
        Reaches near;
        Crowds pairs;
        Crowds ofX;
        Crowds ofT;
        int ties;
        try (Workers workers = new Workers(threads)) {
            near = Reaches.of(joint, dx + dt, k, workers);
            ties = near.ties();
            pairs = ties == 0 ? null : Crowds.of(new Marginal(joint, dx + dt, workers), near, true, workers);
            ofX = Crowds.of(new Marginal(rowsX, dx, workers), near, ties > 0, workers);
            ofT = Crowds.of(new Marginal(rowsT, dt, workers), near, ties > 0, workers);
        }
        Digamma digamma = new Digamma(n);
        double[] local = new double[n];
        for (int i = 0; i < n; i++) {
            boolean crowd = near.tied()[i] || ofX.rim(i) + ofT.rim(i) > 1;
            local[i] = digamma.at(crowd ? pairs.upTo()[i] - 1 : k)
                    + digamma.at(crowd ? n - 1 : n)
                    - digamma.at(crowd ? ofX.upTo()[i] - 1 : ofX.inside()[i])
                    - digamma.at(crowd ? ofT.upTo()[i] - 1 : ofT.inside()[i]);
        }
        double nats = LocalTerms.mean(local);
        Estimate.Builder result = LocalTerms.estimate(local, id()).settings(settings());
        Neighbourhoods.wide(near.kth(), Columns.scale(joint, dx + dt, margins)).ifPresent(result::warning);
        Ceiling.ofNeighbours(nats, digamma, n, k, 0).ifPresent(result::warning);
        if (MANY_TIES * (long) ties < n) {
            LinearPart.missed(rowsX, dx, rowsT, dt, margins, nats).ifPresent(result::warning);
        }
        return result.build();
    }
}
