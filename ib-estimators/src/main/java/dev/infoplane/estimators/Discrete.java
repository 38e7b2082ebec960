package dev.infoplane.estimators;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import java.util.Map;
import java.util.Objects;

/**
 * Mutual information of discrete variables from counts: I = H(X) + H(T) - H(X,T), each entropy corrected as chosen. Equal
 * rows are one symbol, whatever their shape.
 *
 * <p>A point estimate in nats, no noise, symmetric. Without correction it is exact for a distribution that the samples
 * enumerate and otherwise too high, by about (K_x - 1)(K_t - 1) / 2n nats for independent variables of K_x and K_t symbols.
 * The standard error is that of the mean of ln p(x,t) / p(x)p(t), the first-order (delta method) error of the plug-in; it
 * does not contain the bias. Where nearly every sample of {@code t} is a symbol of its own the value is near H(X), ln n for
 * inputs that are all different, whether or not T depends on X; the result says so. Time and memory O(n d).
 *
 * @param correction how entropies are read from counts
 */
public record Discrete(Correction correction) implements MiEstimator {
    /** Refuses a missing correction. */
    public Discrete {
        Objects.requireNonNull(correction, "correction");
    }

    /** The plug-in estimate with Miller and Madow's correction. */
    public static Discrete millerMadow() {
        return new Discrete(Correction.MILLER_MADOW);
    }

    /** The plug-in estimate as it is. */
    public static Discrete plugIn() {
        return new Discrete(Correction.NONE);
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
        return measure(x, t, correction, id()).settings(settings()).build();
    }

    /** The estimate for symbols, with its warning about the ceiling; settings and noise are left to the caller. */
    static Estimate.Builder measure(Symbols x, Symbols t, Correction correction, String id) {
        int n = x.of().length;
        Symbols pair = x.with(t);
        int[] countX = x.counts();
        int[] countT = t.counts();
        int[] countPair = pair.counts();
        double[] local = new double[n];
        for (int i = 0; i < n; i++) {
            local[i] = Math.log((double) countPair[pair.of()[i]] * n / countX[x.of()[i]] / countT[t.of()[i]]);
        }
        Estimate plain = Estimate.ofPointwise(local, BoundKind.POINT, id).build();
        Estimate.Builder result;
        if (correction == Correction.NONE) {
            result = Estimate.ofPointwise(local, BoundKind.POINT, id);
        } else {
            double value = correction.entropy(countX, x.distinct())
                    + correction.entropy(countT, t.distinct())
                    - correction.entropy(countPair, (long) x.distinct() * t.distinct());
            result = Estimate.of(Information.ofNats(value), BoundKind.POINT, id, n)
                    .standardError(plain.standardError().orElse(null));
        }
        String corrected =
                correction == Correction.NONE ? "" : "; this is of the plug-in, and no correction can mend it";
        Ceiling.of(plain.value().nats(), countX, single(countT), n)
                .map(warning -> warning + corrected)
                .ifPresent(result::warning);
        return result;
    }

    private static int single(int[] counts) {
        int single = 0;
        for (int count : counts) {
            single += count == 1 ? 1 : 0;
        }
        return single;
    }
}
