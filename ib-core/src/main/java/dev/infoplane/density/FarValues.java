package dev.infoplane.density;

import dev.infoplane.density.FoldDoubts.Moments;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a few far values make a column so wide that all others look alike. What learns from activations gives each column a
 * deviation of one; what the other rows say then lies within a small part of it, where it is hardly learned.
 *
 * <p>The deviation of a column is compared with the one it would have if values that differ from the usual one differed by their
 * median: so columns that are mostly zero have far values only if most of what is not zero is small beside the rest.
 */
final class FarValues {
    /** Rows from which it is seen what is usual. */
    private static final int SOME_ROWS = 500;

    private static final int FEWEST = 20;

    /** How many times the usual deviation is far. */
    private static final double FAR = 10;

    /**
     * Of columns that vary. In layers of networks up to 7 % are so, at places where most images are empty; a far row is far in nearly
     * all.
     */
    private static final double SHARE_OF_COLUMNS = 0.25;

    private static final double SHARE_OF_MODE = 0.1;

    /** How many deviations wide eight tenths of a normal distribution are. */
    private static final double MIDDLE_OF_NORMAL = 2.563;

    private FarValues() {}

    /** A warning if at least one column in four has far values. */
    static Optional<String> of(Samples rows) {
        int some = Math.min(SOME_ROWS, rows.rows());
        if (some < FEWEST) {
            return Optional.empty();
        }
        Moments moments = Moments.of(rows, (value, j) -> value);
        Samples chosen = rows.select(IntStream.range(0, some)
                .map(i -> (int) ((long) i * rows.rows() / some))
                .toArray());
        int varying = 0;
        int far = 0;
        int example = 0;
        double most = 0;
        float[] column = new float[some];
        for (int j = 0; j < rows.dimensions(); j++) {
            if (moments.least()[j] == moments.greatest()[j]) {
                continue;
            }
            varying++;
            for (int i = 0; i < some; i++) {
                column[i] = chosen.get(i, j);
            }
            double times = Math.sqrt(moments.variance()[j]) / Math.max(usual(column), middle(column));
            far += times > FAR ? 1 : 0;
            if (times > most) {
                most = times;
                example = j;
            }
        }
        if (far == 0 || far < SHARE_OF_COLUMNS * varying) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "t has far values in %d of %d columns that vary: at position %d a few rows make the deviation %.2g times the"
                        + " usual one, so that the others look alike and little is read from them; remove these rows or bound the"
                        + " values",
                far,
                varying,
                example,
                most));
    }

    /** The deviation of normal values whose middle eight tenths are as wide: of two clusters, where {@link #usual} sees one. */
    private static double middle(float[] sorted) {
        int n = sorted.length;
        return (sorted[9 * n / 10] - sorted[n / 10]) / MIDDLE_OF_NORMAL;
    }

    /** The deviation that all values would have if they were as usual; infinite if too few of them vary. */
    private static double usual(float[] values) {
        Arrays.sort(values);
        int n = values.length;
        float centre = values[n / 2];
        int longest = (int) (SHARE_OF_MODE * n);
        int start = 0;
        for (int i = 1; i <= n; i++) {
            if (i == n || values[i] != values[start]) {
                if (i - start > longest) {
                    longest = i - start;
                    centre = values[start];
                }
                start = i;
            }
        }
        double usual = centre;
        double[] distances = IntStream.range(0, n)
                .mapToDouble(i -> Math.abs(values[i] - usual))
                .filter(distance -> distance > 0)
                .sorted()
                .toArray();
        return distances.length < FEWEST
                ? Double.POSITIVE_INFINITY
                : distances[distances.length / 2] * Math.sqrt((double) distances.length / n);
    }
}
