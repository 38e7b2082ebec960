package dev.infoplane.probe;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts training passes between announced batches. A loop makes as many for each batch, one a device; another number is a sign
 * that not every batch was announced. Safe for several threads.
 */
final class PassCount {
    private final AtomicInteger sinceAnnouncement = new AtomicInteger();
    private double usual;
    private String doubt = "";

    /** A training pass begins. */
    void pass() {
        sinceAnnouncement.incrementAndGet();
    }

    /** Whether the network may have learned since a batch was last announced. */
    boolean isAhead() {
        return sinceAnnouncement.get() > 0;
    }

    /**
     * A batch was announced.
     *
     * @param number how many were announced so far, this one included
     * @param parts into how many parts the loop has split it
     * @return a doubt that arises now
     */
    Optional<String> announced(int number, int parts) {
        int passes = sinceAnnouncement.getAndSet(0);
        double each = (double) passes / Math.max(1, parts);
        if (number == 1) {
            usual = each;
        }
        if (each == usual || !doubt.isEmpty()) {
            return Optional.empty();
        }
        doubt = "training passes from one announced batch to the next: " + passes + " before batch " + number
                + ", and another number before. If steps were taken that nobody announced, the network has learned"
                + " from more batches than are counted";
        return doubt();
    }

    /** Why the number of batches is doubtful, if it is. */
    Optional<String> doubt() {
        return doubt.isEmpty() ? Optional.empty() : Optional.of(doubt);
    }
}
