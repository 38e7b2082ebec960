package dev.infoplane.plane;

import dev.infoplane.storage.NaturalOrder;
import java.util.Comparator;
import java.util.Objects;

/**
 * Which point of a plane: the training run, the epoch and the hook point. Sorted by these, hook points in {@linkplain NaturalOrder natural
 * order}.
 *
 * @param run the training run, for instance {@code "classifier"}
 * @param epoch completed epochs; 0 is the network before the first
 * @param hookPoint the path of the hook point, for instance {@code "stage2.out"}
 */
public record PointKey(String run, int epoch, String hookPoint) implements Comparable<PointKey> {
    private static final Comparator<PointKey> ORDER = Comparator.comparing(PointKey::run)
            .thenComparingInt(PointKey::epoch)
            .thenComparing(PointKey::hookPoint, NaturalOrder.INSTANCE);

    /** Refuses a negative epoch and blank names. */
    public PointKey {
        if (Objects.requireNonNull(run, "run").isBlank()
                || Objects.requireNonNull(hookPoint, "hook point").isBlank()) {
            throw new IllegalArgumentException(
                    "run and hook point must not be blank, got '" + run + "', '" + hookPoint + "'");
        }
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch must be 0 or more, got " + epoch);
        }
    }

    @Override
    public int compareTo(PointKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return run + ", epoch " + epoch + ", " + hookPoint;
    }
}
