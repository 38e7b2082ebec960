package dev.infoplane.estimators.neural.internal;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.discrete.Symbols;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An order of rows that depends on what they hold and not on how they came, so that the same rows in another order are dealt out alike
 * and give the same bits. Amounts are compared first. Labels, which are names, are compared by how often they and their pairs occur,
 * and by their codes last of all.
 */
public final class RowOrder {
    private RowOrder() {}

    /** Up to this share of rows may have the x of another one before rows are no longer told apart by x. */
    private static final double MOST_TIED = 0.01;

    /**
     * Whether x alone tells rows apart. Then the same rows have the same roles beside any t; else which rows measure depends on t.
     */
    public static boolean restsOn(Samples x) {
        if (EncodedSide.labels(x).isPresent()) {
            return false;
        }
        Comparator<Integer> byValue = values(x);
        int[] sorted = IntStream.range(0, x.rows())
                .boxed()
                .sorted(byValue)
                .mapToInt(Integer::intValue)
                .toArray();
        long tied = IntStream.range(1, sorted.length)
                .filter(i -> byValue.compare(sorted[i - 1], sorted[i]) == 0)
                .count();
        return tied <= MOST_TIED * x.rows();
    }

    /** The rows in their order. */
    public static int[] of(Samples x, Samples t) {
        Optional<Symbols> ofX = EncodedSide.labels(x);
        Optional<Symbols> ofT = EncodedSide.labels(t);
        Comparator<Integer> order = (a, b) -> 0;
        order = ofX.isPresent() ? order : order.thenComparing(values(x));
        order = ofT.isPresent() ? order : order.thenComparing(values(t));
        if (ofX.isPresent() && ofT.isPresent()) {
            order = order.thenComparing(frequency(ofX.get().with(ofT.get())));
        }
        order = ofX.isPresent() ? order.thenComparing(frequency(ofX.get())) : order;
        order = ofT.isPresent() ? order.thenComparing(frequency(ofT.get())) : order;
        return IntStream.range(0, x.rows())
                .boxed()
                .sorted(order.thenComparing(values(x)).thenComparing(values(t)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static Comparator<Integer> values(Samples samples) {
        int d = samples.dimensions();
        return (a, b) -> {
            int by = 0;
            for (int j = 0; by == 0 && j < d; j++) {
                by = Float.compare(samples.get(a, j), samples.get(b, j));
            }
            return by;
        };
    }

    private static Comparator<Integer> frequency(Symbols symbols) {
        int[] counts = symbols.counts();
        return Comparator.comparingInt(row -> counts[symbols.of()[row]]);
    }
}
