package dev.infoplane.estimators;

import dev.infoplane.estimate.Samples;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether rows of one side repeat, as those of a variable with a density do not. */
final class Repeats {
    /** Rows looked at: among so many, repeats show that are frequent enough to matter. */
    private static final int LOOKED_AT = 2000;

    private Repeats() {}

    /** A warning if the values of any single column do; rows may differ all the same. */
    static Optional<String> ofColumns(String side, Samples samples) {
        int d = samples.dimensions();
        long repeating = IntStream.range(0, d)
                .filter(j -> {
                    float[] column = new float[Math.min(LOOKED_AT, samples.rows())];
                    for (int i = 0; i < column.length; i++) {
                        column[i] = samples.get(i, j);
                    }
                    return of(side, Samples.of(column)).isPresent();
                })
                .count();
        return repeating == 0
                ? Optional.empty()
                : Optional.of("values repeat in " + repeating + " of " + d + " columns of " + side
                        + ", which are not continuous; use an estimator for mixed or discrete variables");
    }

    /** A warning if more than a twentieth of the first rows are there already. */
    static Optional<String> of(String side, Samples samples) {
        int n = Math.min(LOOKED_AT, samples.rows());
        Samples first = n == samples.rows()
                ? samples
                : samples.select(IntStream.range(0, n).toArray());
        int repeats = n - Symbols.ofRows(first).distinct();
        if (20L * repeats <= n) {
            return Optional.empty();
        }
        return Optional.of("values repeat: " + repeats + " of " + n + " rows of " + side + " are copies of others, so "
                + side + " is not continuous; use an estimator for mixed or discrete variables");
    }
}
