package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.Correlations;
import dev.infoplane.estimators.internal.neighbour.LocalTerms;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether columns are jointly normal, and how far a Gaussian estimate on them spreads if they are not.
 *
 * <ol>
 *   <li>Repeated values, skewness and kurtosis of each column.
 *   <li>Mardia's multivariate kurtosis (1970, Biometrika 57, 519), and his skewness where columns are few.
 *   <li>Where columns are few, whether nearest neighbours read clearly more than the correlations: dependence of a kind that
 *       leaves no trace in moments.
 * </ol>
 *
 * @param error the standard error of the Gaussian value whatever the distribution, by the delta method
 * @param doubt what speaks against normality, if anything does
 */
record Normality(double error, Optional<String> doubt) {
    /** How a warning begins. */
    static final String WARNING = "not jointly normal";

    /** Standard errors beyond which a moment is not that of normal columns; one more for each e-fold of columns. */
    private static final double FAR = 5;

    /** The number of columns up to which all third moments are computed. */
    private static final int FEW = 12;

    /** The number of columns up to which the nearest-neighbour test is used; {@code LOOKED_AT} is its number of rows. */
    private static final int NEAR = 6;

    private static final int LOOKED_AT = 2000;

    private static final int NEIGHBOURS = 10;

    /** Nats, and standard errors of theirs, that neighbours must read more. */
    private static final double MORE = 0.05;

    private static final double CLEAR = 4;

    /** Rows below which moments say nothing. */
    private static final int LEAST = 50;

    static Normality of(Correlations correlations) {
        Correlations.Whitened rows = correlations.whitened();
        int n = rows.joint().length;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double part = 0.5 * (rows.lengthOfX(i) + rows.lengthOfT(i) - rows.length(i));
            squares += part * part / n;
        }
        Optional<String> doubt = n < LEAST
                ? Optional.empty()
                : repeats(correlations.columns())
                        .or(() -> ofColumns(correlations.columns()))
                        .or(() -> kurtosis(rows))
                        .or(() -> skewness(rows));
        return new Normality(Math.sqrt(squares / n), doubt);
    }

    private static Optional<String> repeats(double[][] columns) {
        for (double[] column : columns) {
            int n = column.length;
            long copies = n - Arrays.stream(column).distinct().count();
            if (20 * copies > n) {
                return Optional.of("values repeat: " + copies + " of " + n
                        + " values of a column are copies of others, so it is not normal; use an estimator for mixed or"
                        + " discrete variables");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofColumns(double[][] columns) {
        double far = FAR + Math.log(columns.length);
        for (double[] column : columns) {
            int n = column.length;
            double third = 0;
            double fourth = 0;
            for (double v : column) {
                third += v * v * v / n;
                fourth += v * v * v * v / n;
            }
            if (Math.abs(third) > far * Math.sqrt(6.0 / n) || Math.abs(fourth - 3) > far * Math.sqrt(24.0 / n)) {
                return said(String.format(
                        Locale.ROOT,
                        "a column has skewness %.2f and kurtosis %.2f, normal ones 0 and 3",
                        third,
                        fourth));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> kurtosis(Correlations.Whitened rows) {
        int n = rows.joint().length;
        double p = rows.joint()[0].length;
        double fourth = 0;
        for (int i = 0; i < n; i++) {
            fourth += rows.length(i) * rows.length(i) / n;
        }
        double expected = p * (p + 2) * (n - 1) / (n + 1);
        return Math.abs(fourth - expected) > FAR * Math.sqrt(8 * p * (p + 2) / n)
                ? said(String.format(
                        Locale.ROOT, "their joint kurtosis is %.2f, that of normal ones %.2f", fourth, expected))
                : Optional.empty();
    }

    private static Optional<String> skewness(Correlations.Whitened rows) {
        int p = rows.joint()[0].length;
        int n = rows.joint().length;
        if (p > FEW) {
            return Optional.empty();
        }
        double sum = 0;
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < p; b++) {
                for (int c = 0; c < p; c++) {
                    double third = 0;
                    for (double[] row : rows.joint()) {
                        third += row[a] * row[b] * row[c] / n;
                    }
                    sum += third * third;
                }
            }
        }
        double freedom = p * (p + 1) * (p + 2) / 6.0;
        return n * sum / 6 > freedom + FAR * Math.sqrt(2 * freedom)
                ? said(String.format(
                        Locale.ROOT,
                        "their joint skewness is %.3f, that of normal ones about %.3f",
                        sum,
                        6 * freedom / n))
                : Optional.empty();
    }

    /** Dependence that neighbours see and correlations do not. */
    static Optional<String> unseen(Samples x, Samples t, double nats) {
        if (x.dimensions() + t.dimensions() > NEAR || x.rows() < LEAST) {
            return Optional.empty();
        }
        int looked = Math.min(LOOKED_AT, x.rows());
        int[] some = IntStream.range(0, looked)
                .map(i -> (int) ((long) i * x.rows() / looked))
                .toArray();
        Estimate near = Ksg.one().withK(NEIGHBOURS).withThreads(1).estimate(x.select(some), t.select(some), 0);
        double more = near.value().nats() - nats;
        double error = LocalTerms.error(near.pointwiseNats().orElseThrow());
        return more > MORE && more > CLEAR * error
                ? said(String.format(
                        Locale.ROOT,
                        "nearest neighbours read %.3f nats where correlations read %.3f",
                        near.value().nats(),
                        nats))
                : Optional.empty();
    }

    private static Optional<String> said(String found) {
        return Optional.of(WARNING + ": " + found + "; dependence that is not linear is not seen");
    }
}
