package dev.infoplane.density;

import com.google.common.collect.Sets;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.estimate.Samples;
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
        if (t.dimensions() == 1) {
            return Optional.empty();
        }
        Set<HashCode> taught = new HashSet<>();
        add(folds.fit(t), taught);
        add(folds.validate(t), taught);
        Set<HashCode> measured = new HashSet<>();
        add(folds.measure(t), measured);
        double share = (double) Sets.intersection(taught, measured).size() / measured.size();
        return share < SHARE || taught.size() < FEWEST_STATES || !isReal(t)
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%.0f %% of the different rows of t that measure occur among those that taught, value for value: if they are copies of the"
                                + " same samples, decoders know them by heart, and the value is too high; keep the copies of a sample"
                                + " in one fold, or drop them",
                        100 * share));
    }

    private static void add(Samples rows, Set<HashCode> all) {
        float[] row = new float[rows.dimensions()];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row, 0);
            all.add(hash(row));
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

    /** Rows are told apart by 128 bits; zero and minus zero are the same. */
    private static HashCode hash(float[] row) {
        Hasher hasher = Hashing.murmur3_128().newHasher(Float.BYTES * row.length);
        for (float v : row) {
            hasher.putFloat(v + 0.0f);
        }
        return hasher.hash();
    }
}
