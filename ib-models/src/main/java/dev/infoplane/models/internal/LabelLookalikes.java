package dev.infoplane.models.internal;

import dev.infoplane.estimate.Samples;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Recognises activations that look like labels but would be read as amounts. A linear read-out of a label's number can hardly
 * use it: what belongs to label 3 need not lie between what belongs to labels 2 and 4.
 */
public final class LabelLookalikes {
    private static final int MOST_COLUMNS = 3;
    private static final int MOST_VALUES = 100;
    private static final int LEAST_ROWS_A_VALUE = 4;

    private LabelLookalikes() {}

    /** A warning if rows are at most three numbers and one of them takes more than two values, but few; else nothing. */
    public static List<String> warnings(Samples t) {
        if (t.dimensions() > MOST_COLUMNS) {
            return List.of();
        }
        int most = Math.min(MOST_VALUES, t.rows() / LEAST_ROWS_A_VALUE);
        int found = 0;
        boolean isWhole = true;
        for (int j = 0; j < t.dimensions(); j++) {
            Set<Float> values = new HashSet<>();
            for (int i = 0; i < t.rows() && values.size() <= most; i++) {
                values.add(t.get(i, j) + 0f);
                isWhole &= t.get(i, j) == Math.rint(t.get(i, j)) && t.get(i, j) >= 0;
            }
            found = values.size() <= most ? Math.max(found, values.size()) : found;
        }
        if (found <= 2) {
            return List.of();
        }
        boolean isLabel = t.dimensions() == 1 && isWhole;
        return List.of(
                "activations take only " + found + " different values and are read as amounts; if they are labels, "
                        + (isLabel
                                ? "choose classLabels(" + (int) (greatest(t) + 1) + ")"
                                : "give them as vectors of zeros and a one"));
    }

    private static float greatest(Samples t) {
        float greatest = 0;
        for (int i = 0; i < t.rows(); i++) {
            greatest = Math.max(greatest, t.get(i, 0));
        }
        return greatest;
    }
}
