package dev.infoplane.study.spec;

import java.util.List;
import java.util.TreeSet;

/**
 * After which epochs to measure: some that are named, or about evenly spaced ones on a logarithmic scale.
 *
 * @param at the epochs, 0 for the untrained network; empty to space them out
 * @param last the last one, if they are spaced out
 * @param count how many there are then, 0 and {@code last} among them; fewer if they would coincide
 */
public record EpochSpec(List<Integer> at, int last, int count) {
    /** The last epoch there can be. */
    public static final int MOST = 100_000;

    /** Six between 0 and 30. */
    public static final EpochSpec DEFAULT = new EpochSpec(List.of(), 30, 6);

    /** Takes a copy; refuses epochs below 0 and repeated ones. */
    public EpochSpec {
        Checks.different("epochs.at", at);
        at = List.copyOf(new TreeSet<>(at));
        if (at.stream().anyMatch(e -> e < 0 || e > MOST)) {
            throw new IllegalArgumentException("epochs.at must lie between 0 and " + MOST + ", got " + at);
        }
        Checks.atLeast("epochs.last", 1, last);
        Checks.atLeast("epochs.count", 2, count);
        Checks.atMost("epochs.last", MOST, last);
        Checks.atMost("epochs.count", MOST, count);
    }

    /** These epochs. */
    public static EpochSpec at(List<Integer> epochs) {
        return new EpochSpec(epochs, DEFAULT.last, DEFAULT.count);
    }

    /** The epochs, in order. */
    public List<Integer> epochs() {
        if (!at.isEmpty()) {
            return at;
        }
        TreeSet<Integer> spaced = new TreeSet<>(List.of(0, last));
        for (int i = 0; i <= count - 2; i++) {
            spaced.add((int) Math.round(Math.pow(last, count == 2 ? 1 : (double) i / (count - 2))));
        }
        return List.copyOf(spaced);
    }
}
