package dev.infoplane.estimators.internal;

import java.util.Arrays;

/**
 * How much more one critic reads than another one from the same rows.
 *
 * @param difference the mean, in nats
 * @param error its standard error
 */
public record PairedReadings(double difference, double error) {
    /**
     * From the same rows.
     *
     * @param more contributions under one critic
     * @param less those under the other one
     */
    public static PairedReadings of(double[] more, double[] less) {
        int n = more.length;
        double[] differences = new double[n];
        Arrays.setAll(differences, i -> more[i] - less[i]);
        double mean = Arrays.stream(differences).average().orElseThrow();
        double squares =
                Arrays.stream(differences).map(v -> (v - mean) * (v - mean)).sum();
        return new PairedReadings(mean, Math.sqrt(squares / n / Math.max(1, n - 1)));
    }
}
