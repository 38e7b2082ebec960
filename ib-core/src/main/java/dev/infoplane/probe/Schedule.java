package dev.infoplane.probe;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * At which epochs to measure.
 *
 * @param words how a person would say it
 * @param epochs whether it is time after so many completed epochs, 0 being the untrained network
 */
record Schedule(String words, IntPredicate epochs) {
    static Schedule everyEpochs(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("epochs between measurements must be at least 1, got " + n);
        }
        return new Schedule("every " + n + " epochs", e -> e % n == 0);
    }

    static Schedule atEpochs(int... epochs) {
        if (epochs.length == 0 || Arrays.stream(epochs).anyMatch(e -> e < 0)) {
            throw new IllegalArgumentException(
                    "epochs to measure at must be one or more numbers, none below 0, got " + Arrays.toString(epochs));
        }
        int[] wanted = epochs.clone();
        return new Schedule(
                "at epochs " + Arrays.toString(wanted),
                e -> Arrays.stream(wanted).anyMatch(w -> w == e));
    }

    static Schedule atPowersOfTwo() {
        return new Schedule("at epochs 0, 1, 2, 4, 8, …", e -> (e & (e - 1)) == 0);
    }

    static Schedule onDemand() {
        return new Schedule("on demand", e -> false);
    }

    boolean includes(int epoch) {
        return epochs.test(epoch);
    }
}
