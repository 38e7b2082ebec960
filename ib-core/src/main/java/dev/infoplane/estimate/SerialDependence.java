package dev.infoplane.estimate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether the contributions of consecutive samples resemble each other, as those of independent samples do not. */
final class SerialDependence {
    private static final double LEAST = 0.25;
    private static final double DEVIATIONS = 6;
    private static final double ROUNDING = 1e-9;

    private SerialDependence() {}

    /** A warning if the correlation of each contribution with the next is large, and larger than chance makes it. */
    static Optional<String> of(double[] contributions) {
        int n = contributions.length;
        double correlation = correlation(contributions);
        if (!(correlation > Math.max(LEAST, DEVIATIONS / Math.sqrt(n)))) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "rows are not independent: what a row contributes is correlated (%.2f) with what the next one does; of a time"
                        + " series, the error is larger than stated, and even two unrelated series seem dependent; rows that are"
                        + " merely sorted should be shuffled first",
                correlation));
    }

    /** The autocorrelation at a distance of one row; NaN where contributions are infinite, or equal but for rounding. */
    private static double correlation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double together = 0;
        double alone = 0;
        for (int i = 0; i < values.length; i++) {
            double deviation = values[i] - mean;
            alone += deviation * deviation;
            together += i == 0 ? 0 : deviation * (values[i - 1] - mean);
        }
        double rounding = ROUNDING * (1 + Math.abs(mean));
        return alone > values.length * rounding * rounding ? together / alone : Double.NaN;
    }
}
