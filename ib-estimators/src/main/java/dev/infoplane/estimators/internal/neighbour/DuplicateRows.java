package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.discrete.Symbols;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether rows repeat, exactly or nearly, as those of a variable with a density do not; wherever among the rows they are. */
public final class DuplicateRows {
    /** One in so many rows may repeat. */
    private static final int MANY = 20;

    /** Values that occur no more often than this, in the mean, may be copies. */
    private static final int FEW_TIMES = 40;

    /** A nearest neighbour within this part of the distance of a far one is a copy; by chance hardly any is. */
    private static final double NEARLY = 0x1p-12;

    private DuplicateRows() {}

    /** A warning if the values of any single column do; rows may differ all the same. */
    public static Optional<String> ofColumns(String side, Samples samples) {
        int d = samples.dimensions();
        long repeating = IntStream.range(0, d)
                .filter(j -> {
                    float[] column = new float[samples.rows()];
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

    /** A warning if more than a twentieth of the rows are copies of others. */
    public static Optional<String> of(String side, Samples samples) {
        int n = samples.rows();
        int repeats = n - Symbols.ofRows(samples).distinct();
        if (MANY * (long) repeats <= n) {
            return Optional.empty();
        }
        return Optional.of("values repeat: " + repeats + " of " + n + " rows of " + side + " are copies of others, so "
                + side + " is not continuous; use an estimator for mixed or discrete variables");
    }

    /**
     * A warning for estimators that allow repeated values, if rows look as if they had been written twice: many different pairs
     * repeat, one side has mostly different values, and where its values repeat the other side's repeat with them; or values of both sides occur a few times
     * each, always together.
     */
    public static Optional<String> ofPairs(Samples x, Samples t) {
        int n = x.rows();
        Symbols ofX = Symbols.ofRows(x);
        Symbols ofT = Symbols.ofRows(t);
        Symbols both = ofX.with(ofT);
        int pairs = both.distinct();
        int repeats = n - pairs;
        long repeated = IntStream.of(both.counts()).filter(count -> count > 1).count();
        int different = Math.max(ofX.distinct(), ofT.distinct());
        boolean mostDiffer = 2L * different > n && 10L * repeats >= 9L * (n - different);
        boolean alwaysTogether = ofX.distinct() == pairs && ofT.distinct() == pairs && FEW_TIMES * (long) pairs >= n;
        if (2 * MANY * repeated <= n || !mostDiffer && !alwaysTogether) {
            return Optional.empty();
        }
        return Optional.of(
                "rows repeat: " + repeats + " of " + n + " pairs of x and t are copies of others; if they were"
                        + " written twice they read as information that is none");
    }

    /** Whether the nearest of several neighbours is nearly a copy. */
    static boolean isNearly(NearestNeighbours nearest, int neighbours) {
        return nearest.distance(0) < NEARLY * nearest.distance(neighbours - 1);
    }

    /** A warning if many of the rows that were looked at have such neighbours. */
    public static Optional<String> nearly(long close, long looked) {
        return MANY * close <= looked
                ? Optional.empty()
                : Optional.of("rows nearly repeat: " + close + " of " + looked
                        + " samples have a neighbour thousands of times"
                        + " nearer than the next ones; rows that were written twice read as information");
    }
}
