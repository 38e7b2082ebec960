package dev.infoplane.estimators.internal.neighbour;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The columns of a side that are not constant and no linear map of columns before them. Leaving the others out changes no
 * information, but gives the rows a density, which volumes of neighbourhoods need.
 *
 * @param samples the columns that are left; all where every one is constant
 * @param leftOut how many are not
 */
public record FreeColumns(Samples samples, int leftOut) {
    /** The part of a column's deviation that the columns before it must leave unexplained. */
    private static final double LEAST = 1e-5;

    /** Finds the columns that are constant or linear maps of others. */
    public static FreeColumns of(Samples samples) {
        int n = samples.rows();
        int d = samples.dimensions();
        if (d >= n) {
            return new FreeColumns(
                    samples, 0); // every column is a map of n others, which says nothing of the variables
        }
        List<double[]> directions = new ArrayList<>();
        List<Integer> free = new ArrayList<>();
        for (int j = 0; j < d; j++) {
            double[] column = centred(samples, j);
            double own = length(column);
            // taken off twice: rounding of the first time would count as something new
            for (int time = 0; time < 2; time++) {
                for (double[] direction : directions) {
                    takeOff(column, direction);
                }
            }
            double rest = length(column);
            if (rest > LEAST * own) {
                for (int i = 0; i < n; i++) {
                    column[i] /= rest;
                }
                directions.add(column);
                free.add(j);
            }
        }
        if (free.size() == d || free.isEmpty()) {
            return new FreeColumns(samples, 0);
        }
        float[] left = new float[n * free.size()];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < free.size(); j++) {
                left[i * free.size() + j] = samples.get(i, free.get(j));
            }
        }
        return new FreeColumns(Samples.of(left, free.size()), d - free.size());
    }

    /** The estimate from the free columns of both sides, which reports how many were omitted; zero if a side is constant. */
    public static Estimate measure(
            String id,
            Map<String, String> settings,
            Samples x,
            Samples t,
            BiFunction<Samples, Samples, Estimate.Builder> measure) {
        Optional<Estimate.Builder> nothing = ConstantSide.nothing(x, t, id);
        if (nothing.isPresent()) {
            return nothing.get().settings(settings).build();
        }
        FreeColumns ofX = of(x);
        FreeColumns ofT = of(t);
        Estimate.Builder result = measure.apply(ofX.samples, ofT.samples).settings(settings);
        ofX.warning("x").ifPresent(result::warning);
        ofT.warning("t").ifPresent(result::warning);
        return result.build();
    }

    /** A warning if any were left out. */
    public Optional<String> warning(String side) {
        return leftOut == 0
                ? Optional.empty()
                : Optional.of(
                        "columns of " + side + " that are constant or linear maps of others hold nothing more and were"
                                + " left out: " + leftOut);
    }

    private static double[] centred(Samples samples, int j) {
        int n = samples.rows();
        double[] column = new double[n];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            column[i] = samples.get(i, j);
            mean += column[i] / n;
        }
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.abs(column[i]));
            column[i] -= mean;
        }
        return length(column) > 1e-12 * largest * Math.sqrt(n) ? column : new double[n];
    }

    private static double length(double[] column) {
        double squares = 0;
        for (double value : column) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    private static void takeOff(double[] column, double[] direction) {
        double along = 0;
        for (int i = 0; i < column.length; i++) {
            along += column[i] * direction[i];
        }
        for (int i = 0; i < column.length; i++) {
            column[i] -= along * direction[i];
        }
    }
}
