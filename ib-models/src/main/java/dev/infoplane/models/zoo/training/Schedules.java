package dev.infoplane.models.zoo.training;

import ai.djl.training.tracker.Tracker;

/**
 * Learning rates as functions of the number of the update, counted from 1 as DJL does. They keep no state, so that the order in which
 * parameters ask does not matter.
 */
public final class Schedules {
    private Schedules() {}

    /**
     * A rate that is multiplied by a factor after each of some updates.
     *
     * @param base rate of the first update
     * @param factor between 0 and 1
     * @param after numbers of the last updates before a change, increasing
     */
    public static Tracker steps(double base, double factor, int... after) {
        requirePositive("the base rate", base);
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException("the factor must lie in (0, 1], got " + factor);
        }
        int[] ends = after.clone();
        for (int i = 0; i < ends.length; i++) {
            if (ends[i] < 1 || i > 0 && ends[i] <= ends[i - 1]) {
                throw new IllegalArgumentException(
                        "updates after which the rate changes must increase from 1 on, got " + ends[i] + " at " + i);
            }
        }
        return update -> {
            double rate = base;
            for (int end : ends) {
                rate *= update > end ? factor : 1;
            }
            return (float) rate;
        };
    }

    /**
     * Half a cosine from a rate to zero (Loshchilov &amp; Hutter 2017, without restarts).
     *
     * @param base rate of the first update
     * @param updates how many there will be; later ones have the rate of the last
     */
    public static Tracker cosine(double base, int updates) {
        requirePositive("the base rate", base);
        requireUpdates(updates);
        return update -> {
            int done = Math.min(Math.max(update, 1), updates) - 1;
            return (float) (base / 2 * (1 + Math.cos(Math.PI * done / updates)));
        };
    }

    /**
     * A linear rise in front of another schedule, which starts when the rise is over (Goyal et al. 2017).
     *
     * @param updates how many updates rise; update k of them has k / updates of the schedule's first rate
     */
    public static Tracker warmedUp(int updates, Tracker schedule) {
        requireUpdates(updates);
        return update -> update <= updates
                ? schedule.getNewValue(1) * Math.max(update, 1) / updates
                : schedule.getNewValue(update - updates);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be positive, got " + value);
        }
    }

    private static void requireUpdates(int updates) {
        if (updates < 1) {
            throw new IllegalArgumentException("there must be at least 1 update, got " + updates);
        }
    }
}
