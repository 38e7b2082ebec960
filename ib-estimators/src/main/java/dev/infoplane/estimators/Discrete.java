package dev.infoplane.estimators;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.internal.discrete.Symbols;
import dev.infoplane.estimators.internal.neighbour.Ceiling;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Mutual information of discrete variables from counts: I = H(X) + H(T) - H(X,T), each entropy corrected as chosen. Equal
 * rows are one symbol, whatever their shape.
 *
 * <p>A point estimate in nats, no noise, symmetric. Without correction it is exact for a distribution that the samples
 * enumerate and otherwise too high, by about (K_x - 1)(K_t - 1) / 2n nats for independent variables of K_x and K_t symbols.
 * No correction removes all of that where pairs of symbols are seen once or not at all. The result therefore compares itself
 * with what halves of the samples read: the difference, which estimates the bias that is left, is part of the standard error
 * and a warning where it is the larger part. The rest of the standard error is that of the mean of ln p(x,t) / p(x)p(t), the
 * first-order (delta method) error. Symbols that occur once tell the other side's symbol whether or not it depends on them;
 * the result says so where they matter, on either side. Time and memory O(n d).
 *
 * @param correction how entropies are read from counts
 */
public record Discrete(EntropyCorrection correction) implements MiEstimator {
    /** Refuses a missing correction. */
    public Discrete {
        Objects.requireNonNull(correction, "correction");
    }

    /**
     * With the correction of Grassberger, the least biased over dependent and independent, equally likely and skewed symbols:
     * see {@code docs/accuracy.md}.
     */
    public static Discrete standard() {
        return new Discrete(EntropyCorrection.GRASSBERGER);
    }

    /** The plug-in estimate with Miller and Madow's correction. */
    public static Discrete millerMadow() {
        return new Discrete(EntropyCorrection.MILLER_MADOW);
    }

    /** The plug-in estimate as it is. */
    public static Discrete plugIn() {
        return new Discrete(EntropyCorrection.NONE);
    }

    @Override
    public String id() {
        return "discrete";
    }

    @Override
    public Map<String, String> settings() {
        return RecordSettings.describe(this);
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Samples.requireMatched(x, t, 1);
        return estimate(Symbols.ofRows(x), Symbols.ofRows(t));
    }

    @Override
    public Prepared prepare(Samples x, long seed) {
        Samples.requireMatched(x, x, 1);
        Symbols symbols = Symbols.ofRows(x);
        return t -> {
            Samples.requireMatched(x, t, 1);
            return estimate(symbols, Symbols.ofRows(t));
        };
    }

    private Estimate estimate(Symbols x, Symbols t) {
        return sampled(x, t, correction, id())
                .settings(RecordSettings.describe(this))
                .build();
    }

    /** The estimate for symbols of which the samples are few, with its warnings; settings and noise are left to the caller. */
    static Estimate.Builder sampled(Symbols x, Symbols t, EntropyCorrection correction, String id) {
        Estimate.Builder result = counted(x, t, correction, id);
        double plain = nats(x, t, EntropyCorrection.NONE);
        String corrected =
                correction == EntropyCorrection.NONE ? "" : "; this is of the plug-in, and no correction can mend it";
        ceiling(plain, x, t).map(warning -> warning + corrected).ifPresent(result::warning);
        Undersampling.check(result, x, t, correction);
        return result;
    }

    /** A warning if the value is determined by the number of samples or by symbols that occur once. */
    static Optional<String> ceiling(double plain, Symbols x, Symbols t) {
        int n = x.of().length;
        return Ceiling.of(plain, x.counts(), t.singles(), n)
                .or(() -> Ceiling.ofGroups(plain, t.counts(), x.singles(), n, "t", "x"));
    }

    /** The estimate for symbols that are the whole population. */
    static Estimate.Builder counted(Symbols x, Symbols t, EntropyCorrection correction, String id) {
        int n = x.of().length;
        Symbols pair = x.with(t);
        int[] countX = x.counts();
        int[] countT = t.counts();
        int[] countPair = pair.counts();
        double[] local = new double[n];
        for (int i = 0; i < n; i++) {
            local[i] = Math.log((double) countPair[pair.of()[i]] * n / countX[x.of()[i]] / countT[t.of()[i]]);
        }
        Estimate.Builder plain = Estimate.ofPointwise(local, BoundKind.POINT, id);
        return correction == EntropyCorrection.NONE
                ? plain
                : Estimate.of(Information.ofNats(nats(x, t, correction)), BoundKind.POINT, id, n)
                        .standardError(plain.build().standardError().orElse(null));
    }

    /** H(X) + H(T) - H(X,T). */
    static double nats(Symbols x, Symbols t, EntropyCorrection correction) {
        return correction.entropy(x.counts(), x.distinct())
                + correction.entropy(t.counts(), t.distinct())
                - correction.entropy(x.with(t).counts(), (long) x.distinct() * t.distinct());
    }
}
