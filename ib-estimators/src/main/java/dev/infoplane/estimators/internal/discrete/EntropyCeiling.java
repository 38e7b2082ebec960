package dev.infoplane.estimators.internal.discrete;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import java.util.Locale;
import java.util.Optional;

/**
 * The most that activations can hold of anything: their entropy, which is no larger than those of their columns together. Known only
 * where all of them take few values; counts are corrected for chance (Miller 1955), and noise that is added later only lowers it.
 *
 * @param nats the ceiling; infinite if it is not known
 * @param samples how many rows it was counted on
 */
public record EntropyCeiling(double nats, int samples) {
    /** Where it is not known. */
    public static final EntropyCeiling NONE = new EntropyCeiling(Double.POSITIVE_INFINITY, 0);

    /** Values that occur less often on average are too rare to be counted. */
    private static final int ROWS_A_VALUE = 8;

    private static final int ERRORS = 2;

    /** In nats, and as a share of the ceiling; less above it is not worth a word. */
    private static final double FINEST = 0.01;

    private static final double SHARE = 0.005;

    /** The ceiling of rows of activations. */
    public static EntropyCeiling of(Samples t) {
        int n = t.rows();
        double columns = 0;
        for (int j = 0; j < t.dimensions(); j++) {
            float[] column = new float[n];
            for (int i = 0; i < n; i++) {
                column[i] = t.get(i, j);
            }
            Symbols values = Symbols.ofRows(Samples.of(column));
            if ((long) values.distinct() * ROWS_A_VALUE > n) {
                return NONE;
            }
            columns += entropy(values);
        }
        Symbols rows = Symbols.ofRows(t);
        boolean isCounted = (long) rows.distinct() * ROWS_A_VALUE <= n;
        return new EntropyCeiling(isCounted ? Math.min(columns, entropy(rows)) : columns, n);
    }

    private static double entropy(Symbols values) {
        double n = values.of().length;
        double sum = 0;
        for (int count : values.counts()) {
            sum -= count / n * Math.log(count / n);
        }
        return sum + (values.distinct() - 1) / (2 * n);
    }

    /** What is to be said of a value that is above it, or of activations that never change. */
    public Optional<String> warning(Estimate estimate) {
        if (nats == 0) {
            return Optional.of("the activations are the same in all " + samples
                    + " rows: they hold no information, whatever the value and its other warnings say");
        }
        double allowed = nats
                + ERRORS * estimate.standardError().orElse(Information.ZERO).nats()
                + Math.max(FINEST, SHARE * nats);
        return estimate.value().nats() <= allowed
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "too high: by the values that they take, the activations hold at most %.3g bits of anything; what the value is a"
                                + " difference from is a bad reference, such as a density without activations that misses what far pixels"
                                + " share",
                        Information.ofNats(nats).bits()));
    }
}
