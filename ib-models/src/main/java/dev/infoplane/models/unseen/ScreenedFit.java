package dev.infoplane.models.unseen;

import dev.infoplane.models.internal.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Predicts a number from functions of many others of which few may matter: any function of one, by its bins, and products of two.
 * In a few rounds the functions that explain most of what is left are taken in, if chance hardly explains as much, and all that were
 * taken are fitted again by least squares (iterated sure independence screening, Fan &amp; Lv 2008).
 */
final class ScreenedFit {
    private static final int ROUNDS = 4;
    private static final int A_ROUND = 4;

    /** Of the deviation of what chance explains. */
    private static final double DEVIATIONS = 6;

    /** On top of it, since what chance explains has a long tail. */
    private static final double TAIL = 20;

    /** Of the variance of a column. */
    private static final double RIDGE = 1e-4;

    /** Of the squares of a product, below which it does not vary but by rounding. */
    private static final double LEAST_SPREAD = 1e-9;

    /** Rows that a bin counts beside its own, of mean 0. */
    private static final double SHRINKAGE = 2;

    /** Bins of columns that take many values. */
    private static final int BINS = 16;

    /** A column has a bin for each of its values if it has no more of them than rows divided by this. */
    private static final int ROWS_A_VALUE = 4;

    private final double[] target;
    private final double[] hint;
    private final int[] teaching;

    private ScreenedFit(double[] target, double[] hint, boolean[] teaches) {
        this.target = target;
        this.hint = hint;
        teaching = IntStream.range(0, teaches.length).filter(i -> teaches[i]).toArray();
    }

    /**
     * A column cut into bins.
     *
     * @param code the bin of each row
     * @param count of bins
     */
    record Binned(int[] code, int count) {
        /** Cuts a column: a bin for each of its values if they repeat, else sixteen of about the same number of rows. */
        static Binned of(double[] column) {
            double[] sorted = column.clone();
            Arrays.sort(sorted);
            double[] values = Arrays.stream(sorted).distinct().toArray();
            double[] least = values.length <= Math.max(BINS, column.length / ROWS_A_VALUE)
                    ? values
                    : IntStream.range(0, BINS)
                            .mapToDouble(k -> sorted[k * sorted.length / BINS])
                            .distinct()
                            .toArray();
            int[] code = new int[column.length];
            for (int i = 0; i < code.length; i++) {
                int at = Arrays.binarySearch(least, column[i]);
                code[i] = at >= 0 ? at : -at - 2;
            }
            return new Binned(code, least.length);
        }
    }

    /**
     * A product of two columns, or of three.
     *
     * @param third null for none
     */
    record Product(double[] first, double[] second, double[] third) {
        Product(double[] first, double[] second) {
            this(first, second, null);
        }

        private double of(int row) {
            double product = first[row] * second[row];
            return third == null ? product : product * third[row];
        }
    }

    /** A function that explains so many squares in units of the variance, of which chance explains one for each degree of freedom. */
    private record Found(double explained, int freedom, Supplier<List<double[]>> columns) {
        boolean isMoreThanChance() {
            return explained > freedom + DEVIATIONS * Math.sqrt(2.0 * freedom) + TAIL;
        }
    }

    /**
     * What the target is predicted to be in all rows, after each round; the first prediction is made of columns that are always
     * taken in.
     *
     * @param target a value of each row
     * @param hint another value of each row, of which functions of single columns are taken in too
     * @param teaches the rows that are learned from
     * @param always columns that are taken in whatever they explain
     * @param single columns of which any function may be taken
     * @param products columns that may be taken
     */
    static List<double[]> predict(
            double[] target,
            double[] hint,
            boolean[] teaches,
            List<double[]> always,
            List<Binned> single,
            List<Product> products) {
        return new ScreenedFit(target, hint, teaches).predict(always, single, products);
    }

    private List<double[]> predict(List<double[]> always, List<Binned> single, List<Product> products) {
        List<double[]> taken = new ArrayList<>(always);
        List<double[]> predicted = new ArrayList<>(List.of(fitted(taken)));
        for (int round = 0; round < ROUNDS; round++) {
            Left left = left(predicted.get(round));
            List<Found> found = Stream.concat(
                            single.stream().flatMap(bins -> ofBins(bins, left).stream()),
                            products.stream().flatMap(product -> ofProduct(product, left).stream()))
                    .sorted(Comparator.comparingDouble(f -> f.freedom - f.explained))
                    .limit(A_ROUND)
                    .toList();
            if (found.isEmpty()) {
                break;
            }
            found.forEach(f -> taken.addAll(f.columns.get()));
            predicted.add(fitted(taken));
        }
        return predicted;
    }

    /** What a prediction leaves of the target, less its mean over the rows that teach, and its squares in these. */
    private record Left(double[] values, double variance) {}

    private Left left(double[] predicted) {
        double[] left = new double[target.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = target[i] - predicted[i];
        }
        double mean = mean(left);
        double squares = 0;
        for (int i = 0; i < left.length; i++) {
            left[i] -= mean;
        }
        for (int i : teaching) {
            squares += left[i] * left[i];
        }
        return new Left(left, squares / teaching.length);
    }

    private Optional<Found> ofBins(Binned bins, Left left) {
        double[] sum = new double[bins.count];
        int[] rows = new int[bins.count];
        for (int i : teaching) {
            sum[bins.code[i]] += left.values[i];
            rows[bins.code[i]]++;
        }
        double explained = 0;
        int freedom = -1;
        for (int b = 0; b < sum.length; b++) {
            explained += rows[b] == 0 ? 0 : sum[b] * sum[b] / rows[b];
            freedom += rows[b] == 0 ? 0 : 1;
        }
        return found(explained, freedom, left, () -> List.of(column(bins, left.values), column(bins, hint)));
    }

    private static Optional<Found> found(double explained, int freedom, Left left, Supplier<List<double[]>> columns) {
        Found found = new Found(explained / left.variance, freedom, columns);
        return freedom > 0 && left.variance > 0 && found.isMoreThanChance() ? Optional.of(found) : Optional.empty();
    }

    /** For each row, by how much the mean of its bin exceeds the overall mean. Bins of few rows are shrunk towards zero. */
    private double[] column(Binned bins, double[] values) {
        double mean = mean(values);
        double[] sum = new double[bins.count];
        int[] rows = new int[bins.count];
        for (int i : teaching) {
            sum[bins.code[i]] += values[i] - mean;
            rows[bins.code[i]]++;
        }
        double[] column = new double[values.length];
        Arrays.setAll(column, i -> sum[bins.code[i]] / (rows[bins.code[i]] + SHRINKAGE));
        return column;
    }

    private double mean(double[] values) {
        double sum = 0;
        for (int i : teaching) {
            sum += values[i];
        }
        return sum / teaching.length;
    }

    private Optional<Found> ofProduct(Product product, Left left) {
        double sum = 0;
        double squares = 0;
        double along = 0;
        for (int i : teaching) {
            double value = product.of(i);
            sum += value;
            squares += value * value;
            along += value * left.values[i];
        }
        double spread = squares - sum / teaching.length * sum;
        return spread > LEAST_SPREAD * squares
                ? found(along * along / spread, 1, left, () -> List.of(column(product)))
                : Optional.empty();
    }

    private double[] column(Product product) {
        double[] column = new double[target.length];
        Arrays.setAll(column, product::of);
        return column;
    }

    /** By least squares with an intercept. */
    private double[] fitted(List<double[]> columns) {
        int n = teaching.length;
        double mean = Arrays.stream(teaching).mapToDouble(i -> target[i]).sum() / n;
        int k = columns.size();
        double[][] centred = new double[k][];
        for (int a = 0; a < k; a++) {
            double[] column = columns.get(a);
            double middle = Arrays.stream(teaching).mapToDouble(i -> column[i]).sum() / n;
            double variance = Arrays.stream(teaching)
                            .mapToDouble(i -> (column[i] - middle) * (column[i] - middle))
                            .sum()
                    / n;
            double factor = variance > 0 ? 1 / Math.sqrt(variance) : 0;
            centred[a] = Arrays.stream(column).map(v -> (v - middle) * factor).toArray();
        }
        double[][] normal = new double[k][k];
        double[] right = new double[k];
        for (int i : teaching) {
            for (int a = 0; a < k; a++) {
                right[a] += centred[a][i] * (target[i] - mean);
                for (int b = 0; b <= a; b++) {
                    normal[a][b] += centred[a][i] * centred[b][i];
                }
            }
        }
        for (int a = 0; a < k; a++) {
            normal[a][a] += RIDGE * n;
        }
        double[][] inverse = new Cholesky(normal, RIDGE * n / 2).inverse();
        double[] predicted = new double[target.length];
        Arrays.fill(predicted, mean);
        for (int a = 0; a < k; a++) {
            double weight = 0;
            for (int b = 0; b < k; b++) {
                weight += inverse[a][b] * right[b];
            }
            for (int i = 0; i < predicted.length; i++) {
                predicted[i] += weight * centred[a][i];
            }
        }
        return predicted;
    }
}
