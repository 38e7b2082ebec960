package dev.infoplane.estimators.choice;

import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.RandomChoice;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** A deviation of noise under which samples have others in reach: half of the median distance to the nearest one. */
final class NoiseScale {
    private static final int LOOKED_AT = 500;
    private static final long SEED = 20_266;

    private NoiseScale() {}

    /** The deviation, rounded to two digits; 1 if most rows are copies of each other. */
    static double of(Samples samples) {
        Samples some = samples.select(RandomChoice.of(samples.rows(), Math.min(LOOKED_AT, samples.rows()), SEED));
        int n = some.rows();
        int d = some.dimensions();
        float[] values = some.toArray();
        double[] nearest = new double[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double square = 0;
                for (int c = 0; c < d; c++) {
                    double difference = (double) values[i * d + c] - values[j * d + c];
                    square += difference * difference;
                }
                nearest[i] = Math.min(nearest[i], square);
                nearest[j] = Math.min(nearest[j], square);
            }
        }
        Arrays.sort(nearest);
        double half = Math.sqrt(nearest[n / 2]) / 2;
        return half > 0 && Double.isFinite(half)
                ? new BigDecimal(half).round(new MathContext(2)).doubleValue()
                : 1;
    }
}
