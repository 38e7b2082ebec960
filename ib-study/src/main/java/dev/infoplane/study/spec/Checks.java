package dev.infoplane.study.spec;

import java.util.HashSet;
import java.util.List;

/** What fields are checked for. */
final class Checks {
    private Checks() {}

    static void atLeast(String field, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(field + " must be at least " + least + ", got " + value);
        }
    }

    static void atMost(String field, long most, long value) {
        if (value > most) {
            throw new IllegalArgumentException(field + " must be at most " + most + ", got " + value);
        }
    }

    /** @param why for the end of a sentence, or nothing */
    static void between(String field, double least, double most, double value, String why) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    field + " must lie between " + least + " and " + most + why + ", got " + value);
        }
    }

    static void differentAndSome(String field, List<?> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(field + " must name at least one, got none");
        }
        different(field, values);
    }

    static void different(String field, List<?> values) {
        if (new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException(field + " must all be different, got " + values);
        }
    }

    static void among(String field, List<Integer> epochs, List<Integer> chosen) {
        if (!epochs.containsAll(chosen)) {
            throw new IllegalArgumentException(
                    field + " must be among the epochs of the study, " + epochs + ", got " + chosen);
        }
    }

    /** Others would be folded onto the 32 bits that the engine takes, and two of them could be the same. */
    static void engineSeeds(String field, List<Long> values) {
        for (long value : values) {
            if (value < 0 || value > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        field + " must lie between 0 and " + Integer.MAX_VALUE + ", got " + value);
            }
        }
    }
}
