package dev.infoplane.density;

import com.google.common.collect.Sets;
import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Rows of real numbers that measure and occur among those that taught as well, value for value. Copies of one sample on both sides,
 * as oversampling makes them, are known by heart, label and all; independent draws of a source of few states look the same. Rows of
 * one number are not looked at, since that may be a code.
 */
final class RepeatedRows {
    /** Of different rows: a layer may well say nothing of many images, the same of all of them. */
    private static final double SHARE = 0.05;

    /** A variable of fewer states repeats, whatever it is. */
    private static final int FEWEST_STATES = 100;

    private RepeatedRows() {}

    /** A warning if they are many. */
    static Optional<String> of(Samples t, Folds folds) {
        Set<Row> taught = new HashSet<>();
        add(folds.fit(t), taught);
        add(folds.validate(t), taught);
        Set<Row> measured = new HashSet<>();
        add(folds.measure(t), measured);
        double share = (double) Sets.intersection(taught, measured).size() / measured.size();
        return t.dimensions() == 1 || share < SHARE || taught.size() < FEWEST_STATES || !isReal(t)
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%.0f %% of the different rows of t that measure occur among those that taught, value for value: if they are copies of the"
                                + " same samples, decoders know them by heart, and the value is too high; keep the copies of a sample"
                                + " in one fold, or drop them",
                        100 * share));
    }

    private static void add(Samples rows, Set<Row> all) {
        for (int i = 0; i < rows.rows(); i++) {
            all.add(Row.of(rows, i));
        }
    }

    /** Whether a column takes many values that are not whole numbers. */
    private static boolean isReal(Samples t) {
        for (int j = 0; j < t.dimensions(); j++) {
            Set<Float> values = new HashSet<>();
            for (int i = 0; i < t.rows() && values.size() < FEWEST_STATES; i++) {
                float v = t.get(i, j);
                if (v != Math.rint(v)) {
                    values.add(v);
                }
            }
            if (values.size() == FEWEST_STATES) {
                return true;
            }
        }
        return false;
    }

    /** Two hashes of a row, by which rows are told apart but for one chance in 10^19 a pair. */
    private record Row(int first, int second) {
        private static final int SECOND = 0x9E3779B1;

        static Row of(Samples rows, int i) {
            float[] values = new float[rows.dimensions()];
            rows.copyRow(i, values, 0);
            int second = SECOND;
            for (float v : values) {
                second = Integer.rotateLeft(second ^ Float.floatToIntBits(v + 0.0f), 13) * SECOND + 1;
            }
            return new Row(Arrays.hashCode(values), second);
        }
    }
}
