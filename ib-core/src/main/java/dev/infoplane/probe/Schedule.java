package dev.infoplane.probe;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * When to measure.
 *
 * @param words a readable description
 * @param countsBatches whether it counts batches instead of epochs
 * @param times whether it is time after so many completed epochs or batches, 0 being the network before the first
 * @param named the epochs that were asked for one by one, if they were
 */
record Schedule(String words, boolean countsBatches, IntPredicate times, List<Integer> named) {
    private static final Schedule ON_DEMAND = new Schedule("on demand", false, e -> false, List.of());

    static Schedule everyEpochs(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("epochs between measurements must be at least 1, got " + n);
        }
        return new Schedule("every " + n + " epochs", false, e -> e % n == 0, List.of());
    }

    static Schedule atEpochs(int... epochs) {
        if (epochs.length == 0 || Arrays.stream(epochs).anyMatch(e -> e < 0)) {
            throw new IllegalArgumentException(
                    "epochs to measure at must be one or more numbers, none below 0, got " + Arrays.toString(epochs));
        }
        List<Integer> wanted = Arrays.stream(epochs).boxed().toList();
        return new Schedule("at epochs " + wanted, false, wanted::contains, wanted);
    }

    static Schedule atPowersOfTwo() {
        return new Schedule("at epochs 0, 1, 2, 4, 8, …", false, e -> (e & (e - 1)) == 0, List.of());
    }

    static Schedule onDemand() {
        return ON_DEMAND;
    }

    static Schedule atLogSpacedEpochs(int perDecade) {
        if (perDecade < 1) {
            throw new IllegalArgumentException("epochs a decade must be at least 1, got " + perDecade);
        }
        IntPredicate times = e -> {
            long step = e == 0 ? 0 : Math.round(perDecade * Math.log10(e));
            return e == 0 || Math.round(Math.pow(10, (double) step / perDecade)) == e;
        };
        return new Schedule("at " + perDecade + " epochs a decade", false, times, List.of());
    }

    static Schedule everyBatches(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("batches between measurements must be at least 1, got " + n);
        }
        return new Schedule("every " + n + " batches", true, b -> b % n == 0, List.of());
    }

    boolean includes(int time) {
        return times.test(time);
    }

    boolean isOnDemand() {
        return this == ON_DEMAND;
    }

    /** Whether rows that pass in an epoch can be asked for: at its end, or by somebody at any time. */
    boolean collects(int epoch) {
        return isOnDemand() || includes(epoch);
    }
}
