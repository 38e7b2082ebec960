package dev.infoplane.probe;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * When to measure.
 *
 * @param words how a person would say it
 * @param countsBatches whether it counts batches in place of epochs
 * @param times whether it is time after so many completed epochs or batches, 0 being the network before the first
 */
record Schedule(String words, boolean countsBatches, IntPredicate times) {
    private static final Schedule ON_DEMAND = new Schedule("on demand", false, e -> false);

    static Schedule everyEpochs(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("epochs between measurements must be at least 1, got " + n);
        }
        return new Schedule("every " + n + " epochs", false, e -> e % n == 0);
    }

    static Schedule atEpochs(int... epochs) {
        if (epochs.length == 0 || Arrays.stream(epochs).anyMatch(e -> e < 0)) {
            throw new IllegalArgumentException(
                    "epochs to measure at must be one or more numbers, none below 0, got " + Arrays.toString(epochs));
        }
        int[] wanted = epochs.clone();
        return new Schedule(
                "at epochs " + Arrays.toString(wanted),
                false,
                e -> Arrays.stream(wanted).anyMatch(w -> w == e));
    }

    static Schedule atPowersOfTwo() {
        return new Schedule("at epochs 0, 1, 2, 4, 8, …", false, e -> (e & (e - 1)) == 0);
    }

    static Schedule onDemand() {
        return ON_DEMAND;
    }

    static Schedule atLogSpacedEpochs(int perDecade) {
        if (perDecade < 1) {
            throw new IllegalArgumentException("epochs a decade must be at least 1, got " + perDecade);
        }
        return new Schedule("at " + perDecade + " epochs a decade", false, e -> {
            long step = e == 0 ? 0 : Math.round(perDecade * Math.log10(e));
            return e == 0 || Math.round(Math.pow(10, (double) step / perDecade)) == e;
        });
    }

    static Schedule everyBatches(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("batches between measurements must be at least 1, got " + n);
        }
        return new Schedule("every " + n + " batches", true, b -> b % n == 0);
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
