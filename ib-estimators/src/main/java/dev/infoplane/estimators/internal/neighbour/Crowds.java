package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.SortedValues;
import dev.infoplane.estimators.internal.discrete.Symbols;
import java.util.Arrays;

/**
 * Values that many samples share in columns that are continuous otherwise, such as the zeros of rectified units. Near such a value a
 * continuous one has the whole crowd within its reach, on this side only, and reads far too little. How far a crowd lies from
 * the rest is a matter of code, as the codes of levels are. So it gets a column of levels beside that of the values, where this leaves
 * samples company enough.
 *
 * @param samples as they are
 * @param patterns in which crowd a row is, by column; one pattern if there are no crowds
 * @param separated with a column of levels for each column that has crowds
 */
public record Crowds(Samples samples, Symbols patterns, Samples separated) {
    /** All but one in so many samples need company. */
    private static final int FEW = 20;

    /** The crowds of more than 2k others. */
    public static Crowds of(Samples samples, int k) {
        int n = samples.rows();
        int d = samples.dimensions();
        int[] codes = new int[n * d];
        float[] values = samples.toArray();
        boolean[] crowded = new boolean[d];
        int added = 0;
        for (int j = 0; j < d; j++) {
            crowded[j] = find(new SortedValues(values, j, d), n, 2 * k, codes, values, j, d);
            added += crowded[j] ? 1 : 0;
        }
        Symbols patterns = Symbols.ofCodes(codes, d);
        if (added == 0) {
            return new Crowds(samples, patterns, samples);
        }
        float[] rows = new float[n * (d + added)];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                rows[at++] = values[i * d + j];
                if (crowded[j]) {
                    rows[at++] = codes[i * d + j];
                }
            }
        }
        return new Crowds(samples, patterns, Samples.of(rows, d + added));
    }

    /**
     * These samples, with crowds apart if nearly every sample has company enough in its pattern of both sides: more than 2k others, and
     * four times as many for each column of this side beyond the first, in which neighbours lie further away.
     */
    public Samples beside(Symbols other, int k) {
        int[] sizes = patterns.with(other).counts();
        double company = 2 * k * Math.pow(4, samples.dimensions() - 1.0);
        long alone = Arrays.stream(sizes)
                .filter(size -> size <= company)
                .asLongStream()
                .sum();
        return FEW * alone <= samples.rows() ? separated : samples;
    }

    /** Codes the crowds of a column from 1 on, and gives their samples one value in the middle of the others. */
    private static boolean find(
            SortedValues sorted, int n, int others, int[] codes, float[] values, int column, int d) {
        int crowds = 0;
        int rest = 0;
        int to;
        for (int from = 0; from < n; from = to) {
            to = sorted.endOfEqual(from);
            if (to - from > others) {
                crowds++;
                for (int rank = from; rank < to; rank++) {
                    codes[sorted.at(rank) * d + column] = crowds;
                }
            } else {
                rest += to - from;
            }
        }
        boolean mixed = crowds > 0 && FEW * (long) rest > n;
        float middle = 0;
        for (int rank = 0, seen = 0; rank < n; rank++) {
            boolean crowd = codes[sorted.at(rank) * d + column] > 0;
            seen += crowd ? 0 : 1;
            middle = !crowd && 2 * seen <= rest + 1 ? sorted.value(rank) : middle;
        }
        for (int rank = 0; rank < n; rank++) {
            int at = sorted.at(rank) * d + column;
            if (mixed && codes[at] > 0) {
                values[at] = middle;
            }
            codes[at] = mixed ? codes[at] : 0;
        }
        return mixed;
    }
}
