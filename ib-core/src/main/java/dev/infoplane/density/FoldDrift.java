package dev.infoplane.density;

import dev.infoplane.density.FoldDoubts.Moments;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether rows that measure are of another kind than rows that teach, as in data that are sorted or change with time. Then the value
 * is one of densities of other data, and differences of log-likelihoods are no information.
 *
 * <p>Means and mean squares of each column are compared. They may differ as Bernstein's inequality allows for independent rows,
 * all columns together, and by a tenth of a standard deviation however many rows there are.
 */
final class FoldDrift {
    /** How often independent rows may look as if they drifted. */
    private static final double FALSE_ALARMS = 1e-4;

    /** Share of a deviation. */
    private static final double NEGLIGIBLE = 0.1;

    private static final int MOST_VALUES = 1 << 22;
    private static final int FEWEST_ROWS = 300;

    /** Share of values. */
    private static final double ROUNDING = 1e-9;

    private final Samples fit;
    private final Samples measure;

    private FoldDrift(Samples fit, Samples measure) {
        this.fit = fit;
        this.measure = measure;
    }

    /** Evenly chosen rows, if all together make too many numbers: a drift that matters shows in some. */
    private static Samples some(Samples rows, int numbersOfARow) {
        int most = Math.max(FEWEST_ROWS, MOST_VALUES / numbersOfARow);
        return rows.rows() <= most
                ? rows
                : rows.select(IntStream.range(0, most)
                        .map(i -> (int) ((long) i * rows.rows() / most))
                        .toArray());
    }

    /** The plainest difference between the two kinds of rows, as a warning. */
    static Optional<String> of(String name, Samples rows, Folds folds) {
        int d = rows.dimensions();
        FoldDrift drift = new FoldDrift(some(folds.fit(rows), d), some(folds.measure(rows), d));
        double[] centre = Moments.of(drift.fit, (value, j) -> value).mean();
        return drift.found((value, j) -> value)
                .map(w -> drift.text(name + " has mean", " at position " + w.column(), w))
                .or(() -> drift.found((value, j) -> (value - centre[j]) * (value - centre[j]))
                        .map(w -> drift.text(name + " has mean square deviation", " at position " + w.column(), w)));
    }

    /** That of the frequencies of labels; none if rows take more values than labels do. */
    static Optional<String> ofLabels(Samples labels, Folds folds, int most) {
        float[] distinct = distinct(labels.toArray());
        if (distinct.length > Math.min(most, labels.rows() / 2)) {
            return Optional.empty();
        }
        FoldDrift drift =
                new FoldDrift(indicators(folds.fit(labels), distinct), indicators(folds.measure(labels), distinct));
        return drift.found((value, j) -> value)
                .map(w -> drift.text("the frequency of the label " + text(distinct[w.column()]) + " is", "", w));
    }

    /** A column for each label, 1 where a row has it. */
    private static Samples indicators(Samples labels, float[] distinct) {
        float[] values = some(labels, distinct.length).toArray();
        float[] indicators = new float[Math.multiplyExact(values.length, distinct.length)];
        for (int i = 0; i < values.length; i++) {
            indicators[i * distinct.length + Arrays.binarySearch(distinct, values[i] + 0f)] = 1;
        }
        return Samples.of(indicators, distinct.length);
    }

    private static String text(float label) {
        return label == (int) label ? Integer.toString((int) label) : Float.toString(label);
    }

    private static float[] distinct(float[] values) {
        float[] sorted = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            sorted[i] = values[i] + 0f;
        }
        Arrays.sort(sorted);
        int count = 0;
        for (float value : sorted) {
            if (count == 0 || value != sorted[count - 1]) {
                sorted[count++] = value;
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /** A mean that differs most, in units of what chance allows. */
    private record Worst(int column, double taught, double measured, double excess) {}

    private Optional<Worst> found(Moments.Reading reading) {
        Moments a = Moments.of(fit, reading);
        Moments b = Moments.of(measure, reading);
        double n = fit.rows();
        double m = measure.rows();
        double log = Math.log(4.0 * fit.dimensions() / FALSE_ALARMS);
        Worst worst = new Worst(0, 0, 0, 1);
        for (int j = 0; j < fit.dimensions(); j++) {
            double difference = a.mean()[j] - b.mean()[j];
            double variance = (n * a.variance()[j] + m * b.variance()[j]) / (n + m)
                    + n * m / (n + m) / (n + m) * difference * difference;
            double range = Math.max(a.greatest()[j], b.greatest()[j]) - Math.min(a.least()[j], b.least()[j]);
            double rounding = ROUNDING * Math.max(Math.abs(a.least()[j]), Math.abs(a.greatest()[j]));
            double allowed = Math.max(
                    rounding + NEGLIGIBLE * Math.sqrt(variance),
                    Math.sqrt(2 * variance * log * (1 / n + 1 / m)) + 2 * range * log / 3 / Math.min(n, m));
            double excess = Math.abs(difference) / allowed;
            if (excess > worst.excess) {
                worst = new Worst(j, a.mean()[j], b.mean()[j], excess);
            }
        }
        return worst.excess > 1 ? Optional.of(worst) : Optional.empty();
    }

    private String text(String what, String where, Worst worst) {
        return String.format(
                Locale.ROOT,
                "rows that measure differ from rows that taught: %s %.4g%s in these and %.4g in those; shuffle the rows of"
                        + " x and t together",
                what,
                worst.taught,
                where,
                worst.measured);
    }
}
