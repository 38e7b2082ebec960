package dev.infoplane.estimators.internal.discrete;

import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.Bins;
import dev.infoplane.estimators.internal.SortedValues;

/**
 * Samples after binning.
 *
 * @param symbols which rows share all their cells
 * @param noise the width of a cell, or how many there are a column if widths differ
 * @param outside the share of values that lay outside a given range
 */
public record Binned(Symbols symbols, NoiseModel noise, double outside) {
    /** The cell of each row. */
    public static Binned of(Samples samples, Bins bins) {
        float[] values = samples.toArray();
        int d = samples.dimensions();
        if (bins instanceof Bins.FixedWidth rule) {
            requireReach(values, rule.width());
            return new Binned(
                    Symbols.ofCodes(cells(values, 0, rule.width(), Integer.MIN_VALUE, Integer.MAX_VALUE), d),
                    NoiseModel.quantised(rule.width()),
                    0);
        }
        if (bins instanceof Bins.FixedCount rule) {
            return equalCells(values, d, rule.count(), rule.low(), rule.high());
        }
        if (bins instanceof Bins.EqualFrequency rule) {
            return new Binned(
                    Symbols.ofCodes(quantiles(values, d, rule.count()), d), NoiseModel.equalFrequency(rule.count()), 0);
        }
        int count = ((Bins.LayerRange) bins).count();
        float low = values[0];
        float high = values[0];
        for (float v : values) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        if (low == high) {
            return new Binned(Symbols.ofCodes(new int[values.length], d), NoiseModel.none(), 0);
        }
        return equalCells(values, d, count, low, high);
    }

    private static void requireReach(float[] values, double width) {
        for (float v : values) {
            if (Math.abs(v / width) > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "cells of width " + width + " do not reach the value " + v + ": at most 2^31 a side of zero");
            }
        }
    }

    private static Binned equalCells(float[] values, int d, int count, double low, double high) {
        int outside = 0;
        for (float v : values) {
            outside += v < low || v > high ? 1 : 0;
        }
        double width = (high - low) / count;
        int[] cells = cells(values, low, width, -1, count);
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] == count && values[i] <= high) {
                cells[i] = count - 1;
            }
        }
        return new Binned(Symbols.ofCodes(cells, d), NoiseModel.quantised(width), (double) outside / values.length);
    }

    private static int[] cells(float[] values, double low, double width, int least, int most) {
        int[] cells = new int[values.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (int) Math.min(most, Math.max(least, Math.floor((values[i] - low) / width)));
        }
        return cells;
    }

    private static int[] quantiles(float[] values, int d, int count) {
        int n = values.length / d;
        int[] cells = new int[values.length];
        float[] column = new float[n];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < n; i++) {
                column[i] = values[i * d + j];
            }
            int[] order = SortedValues.order(column);
            int first = 0;
            for (int rank = 0; rank < n; rank++) {
                if (column[order[rank]] != column[order[first]]) {
                    first = rank;
                }
                cells[order[rank] * d + j] = (int) ((long) first * count / n);
            }
        }
        return cells;
    }
}
