package dev.infoplane.models.unseen;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Arithmetic of columns, a value for each row. */
final class Columns {
    /** In deviations. */
    private static final double BOUND = 2.5;

    private Columns() {}

    static double mean(double[] column) {
        return Arrays.stream(column).average().orElseThrow();
    }

    static double meanSquare(double[] column) {
        return mean(of(column, v -> v * v));
    }

    static double[] of(double[] column, DoubleUnaryOperator function) {
        return Arrays.stream(column).map(function).toArray();
    }

    static double[] of(double[] one, double[] other, DoubleBinaryOperator function) {
        double[] result = new double[one.length];
        Arrays.setAll(result, i -> function.applyAsDouble(one[i], other[i]));
        return result;
    }

    /** Of mean 0 and deviation 1, and bounded, so that a few rows do not decide. */
    static double[] bounded(double[] column) {
        double mean = mean(column);
        double deviation = Math.sqrt(meanSquare(of(column, v -> v - mean)));
        return of(column, v -> deviation > 0 ? Math.max(-BOUND, Math.min(BOUND, (v - mean) / deviation)) : 0);
    }

    static List<double[]> bounded(List<double[]> columns) {
        return columns.stream().map(Columns::bounded).toList();
    }
}
