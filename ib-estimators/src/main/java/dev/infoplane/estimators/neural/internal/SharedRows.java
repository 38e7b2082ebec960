package dev.infoplane.estimators.neural.internal;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether rows that measure are copies, or nearly, of rows that taught: rows written twice, or images that differ by a jitter. A critic
 * that knows them by heart then reads information that is none.
 */
public final class SharedRows {
    private static final int LOOKED_AT = 300;
    private static final int NEIGHBOURS = 5;

    /** A nearest row within this part of the distance of the fifth is a copy. */
    private static final double NEARLY = 0x1p-12;

    /** One row in so many may be. */
    private static final int MANY = 20;

    private SharedRows() {}

    /** A warning if more than a twentieth of the measured rows that are looked at have a copy among those that taught. */
    public static Optional<String> between(Samples x, Samples t, Roles roles) {
        EncodedPair taught = new EncodedPair(EncodedSide.standardised(x), EncodedSide.standardised(t), roles.fit());
        int looked = Math.min(LOOKED_AT, roles.measure().length);
        int copies = 0;
        for (int i = 0; i < looked; i++) {
            copies += hasCopy(taught, roles.measure()[i]) ? 1 : 0;
        }
        return MANY * copies <= looked
                ? Optional.empty()
                : Optional.of("rows repeat: " + copies + " of " + looked
                        + " measured rows have a copy, or nearly, among the rows that taught; rows that were written twice read as"
                        + " information");
    }

    private static boolean hasCopy(EncodedPair taught, int row) {
        double[] nearest = new double[NEIGHBOURS];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int other : taught.rows()) {
            double limit = nearest[NEIGHBOURS - 1];
            double distance = distance(taught.x(), row, other, 0, limit);
            distance = distance(taught.t(), row, other, distance, limit);
            for (int k = NEIGHBOURS - 1; k >= 0 && distance < nearest[k]; k--) {
                if (k + 1 < NEIGHBOURS) {
                    nearest[k + 1] = nearest[k];
                }
                nearest[k] = distance;
            }
        }
        return nearest[0] < NEARLY * NEARLY * nearest[NEIGHBOURS - 1];
    }

    /** Adds squared differences until the limit is passed. */
    private static double distance(EncodedSide side, int a, int b, double before, double limit) {
        int d = side.dimensions();
        float[] v = side.values();
        double sum = before;
        for (int j = 0; j < d && sum < limit; j++) {
            double difference = v[a * d + j] - v[b * d + j];
            sum += difference * difference;
        }
        return sum;
    }
}
