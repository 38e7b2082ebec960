package dev.infoplane.estimators.neural.internal;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimators.internal.PairedReadings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether a critic in closed form reads clearly more than what was learned, from the same measured rows. A training can end in a poor
 * critic, held back by its penalty or stuck where it began, without any sign of it in its losses: all rows then read equally little. {@link
 * NormalCritic}s are asked, without and with magnitudes, of all correlations and of those beyond chance, and {@link KernelCritic}s of
 * several bandwidths. The validation rows choose one and a factor for its scores; the measured rows are read by InfoNCE. That is a lower bound of the information, so a
 * value below it is too low.
 */
public final class Rivals {
    /** Rows that are scored against each other. */
    private static final int MOST_ROWS = 2048;

    private static final int MOST_VALIDATION_ROWS = 512;

    /** Fewer rows teach no correlations. */
    private static final int LEAST_TAUGHT = 100;

    /** Standard errors of the difference, nats, and the part of the rival's value, from which a difference is told. */
    private static final double ERRORS = 3;

    private static final double AMOUNT = 0.02;
    private static final double PART = 0.05;

    private static final double LEAST_SCALE = 1.0 / 16;
    private static final double LARGEST_SCALE = 4;

    private Rivals() {}

    /** A critic in closed form. */
    interface Rival {
        /** All pairs of rows, in one block. */
        ScoreTable scores(int[] rows);
    }

    /** What the best rival reads clearly more than an estimate with contributions of the measured rows. */
    public static Optional<Missed> missed(
            EncodedPair fit, EncodedPair validate, EncodedPair measured, Estimate estimate) {
        if (fit.size() < LEAST_TAUGHT) {
            return Optional.empty();
        }
        double[] values = estimate.pointwiseNats().orElseThrow();
        int[] chooses = Arrays.copyOf(validate.rows(), Math.min(validate.size(), MOST_VALIDATION_ROWS));
        Scaled best = all(fit).stream()
                .map(rival -> Scaled.of(rival, chooses))
                .max(Comparator.comparingDouble(Scaled::value))
                .orElseThrow();
        if (best.value <= 0) {
            return Optional.empty();
        }
        int[] rows = Arrays.copyOf(measured.rows(), Math.min(measured.size(), MOST_ROWS));
        return missed(
                Bounds.infoNce(best.rival.scores(rows).times(best.scale)), values, "a critic in closed form reads");
    }

    private static List<Rival> all(EncodedPair fit) {
        int[] rows = fit.rows();
        SideFeatures x = SideFeatures.of(fit.x(), rows);
        SideFeatures t = SideFeatures.of(fit.t(), rows);
        NormalCritic plain = NormalCritic.of(x, t, rows);
        NormalCritic more = NormalCritic.of(x.withMagnitudes(rows), t.withMagnitudes(rows), rows);
        List<Rival> all = new ArrayList<>(KernelCritic.all(fit));
        all.addAll(List.of(plain, plain.beyondChance(rows.length), more, more.beyondChance(rows.length)));
        return all;
    }

    /** A rival with the factor of its scores that is best for some rows, and what it reads from them. */
    private record Scaled(Rival rival, double scale, double value) {
        static Scaled of(Rival rival, int[] rows) {
            ScoreTable scores = rival.scores(rows);
            Scaled best = new Scaled(rival, 0, 0);
            for (double scale = LEAST_SCALE; scale <= LARGEST_SCALE; scale *= Math.sqrt(2)) {
                double value = mean(Bounds.infoNce(scores.times(scale)));
                best = value > best.value ? new Scaled(rival, scale, value) : best;
            }
            return best;
        }
    }

    /** What contributions of another reading add up to clearly more; {@code reads} says whose. */
    public static Optional<Missed> missed(double[] rival, double[] values, String reads) {
        PairedReadings more = PairedReadings.of(rival, values);
        double missed = more.difference();
        double error = more.error();
        double read = mean(rival);
        return missed <= Math.max(ERRORS * error, Math.max(AMOUNT, PART * read))
                ? Optional.empty()
                : Optional.of(new Missed(
                        missed,
                        Suspicions.text(
                                "too low: %s %.3g nats from the same rows, %.2g more than the networks; train longer, with a smaller"
                                        + " penalty or other networks",
                                reads, read, missed)));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
