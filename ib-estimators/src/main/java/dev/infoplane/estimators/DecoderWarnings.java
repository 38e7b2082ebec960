package dev.infoplane.estimators;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the training of a density, and the value it led to, say against that value. */
final class DecoderWarnings {
    /** So many standard errors are not taken for chance. */
    private static final int ERRORS = 2;

    /** Shares of the entropy of x and of the value that more training may change. */
    private static final double SHARE_OF_ENTROPY = 0.02;

    private static final double SHARE_OF_VALUE = 0.1;

    /** A change that samples would not show is none. */
    private static final double SHARE_OF_ERROR = 0.5;

    /** Of the squared deviations of all contributions, of which a single one has not more by chance. */
    private static final double SHARE_OF_SQUARES = 0.25;

    private static final int FEWEST_ROWS = 20;

    /** By how much the generalization gap is multiplied for what it may hide: seen on sources of known information. */
    private static final double MISSING = 2;

    /** The same where training was cut short, which keeps the gap small. */
    private static final double MISSING_WHERE_KEPT = 3;

    /** In nats; even where values are tiny, forecasts are no finer. */
    private static final double FINEST_FORECAST = 0.003;

    /** A forecast that is smaller, as a share of the largest change within its interval, says nothing. */
    private static final double KNOWN_SHARE = 0.1;

    private static final String COUNTS = "counts of values, of their neighbours and of rows that repeat";
    private static final String MIXTURE = "a mixture of the rows that taught, which repeat nearly";

    private DecoderWarnings() {}

    /**
     * The warnings of an estimate.
     *
     * @param estimate what was measured
     * @param reference what the value is a difference from
     * @param generalization of the conditional density, if it was looked at
     */
    static List<String> of(
            Estimate estimate, DecoderJudgement.Reference reference, Optional<Generalization> generalization) {
        double error = estimate.standardError().orElse(Information.ZERO).nats();
        double value = estimate.value().nats();
        double matters = Math.min(
                SHARE_OF_ENTROPY * reference.entropy().nats(),
                Math.max(SHARE_OF_VALUE * Math.abs(value), SHARE_OF_ERROR * error));
        List<String> warnings = new ArrayList<>();
        Optional<ConvergenceGap> gap = estimate.convergenceGap();
        if (gap.isEmpty()) {
            warnings.add(
                    "it is not known what more training would bring: too few steps, or a learning curve without annealed values");
        } else if (mostChange(gap.orElseThrow()) > Math.max(matters, FINEST_FORECAST)) {
            warnings.add(notConverged(gap.orElseThrow()));
        }
        overfitting(estimate, generalization, matters, error).ifPresent(warnings::add);
        if (value < -ERRORS * error) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "below zero by more than %d standard errors: information is not negative, so the density has learned to predict"
                            + " worse than nothing at all would",
                    ERRORS));
        }
        double visible = Math.max(matters, 1.0 / estimate.samples());
        badReference(reference, value, visible).ifPresent(warnings::add);
        estimate.pointwiseNats().flatMap(nats -> oneRow(nats, visible)).ifPresent(warnings::add);
        return warnings;
    }

    /** Rows that taught cost less, or the weights that were kept are early ones, since later ones did worse on rows that validate. */
    private static Optional<String> overfitting(
            Estimate estimate, Optional<Generalization> generalization, double matters, double error) {
        double missing = estimate.learningCurve()
                        .filter(LearningCurve::keptSmallerBudget)
                        .isPresent()
                ? MISSING_WHERE_KEPT
                : MISSING;
        double byHeart = estimate.learningCurve()
                .map(LearningCurve::beyondBest)
                .orElse(Information.ZERO)
                .nats();
        return generalization
                .filter(g -> missing * g.gap().nats() > matters
                        && g.gap().nats() > ERRORS * g.standardError().nats())
                .map(g -> String.format(
                        Locale.ROOT,
                        "overfitting: rows that taught cost %.3g bits less than others; more rows could raise the value",
                        g.gap().bits()))
                .or(() -> byHeart <= Math.max(matters, error)
                        ? Optional.empty()
                        : Optional.of(String.format(
                                Locale.ROOT,
                                "overfitting: the last steps cost %.3g bits more on validation rows than the weights that were kept;"
                                        + " more rows, not more steps, could raise the value",
                                Information.ofNats(byHeart).bits())));
    }

    /** What tables of counts or a mixture of rows read, the density that stands for the entropy should have learned. */
    private static Optional<String> badReference(DecoderJudgement.Reference reference, double value, double matters) {
        Optional<Excess> counts = reference.byCounts().map(e -> Excess.of(e, COUNTS));
        Optional<Excess> mixture = reference.byMixture().map(e -> Excess.of(e, MIXTURE));
        return Stream.of(counts, mixture)
                .flatMap(Optional::stream)
                .filter(e -> e.least > matters && value > matters) // no value is too high by more than itself
                .max(Comparator.comparingDouble(Excess::least))
                .map(e -> String.format(
                        Locale.ROOT,
                        "%s is a bad reference: it costs %.3g bits more than %s; the value may be too high by as much or more",
                        reference.name(),
                        e.mean.bits(),
                        e.than));
    }

    /**
     * What a reference costs more than something else.
     *
     * @param least in nats, but for chance
     */
    private record Excess(Information mean, double least, String than) {
        static Excess of(double[] nats, String than) {
            Estimate e = Estimate.ofPointwise(nats, BoundKind.RELATED, "excess").build();
            double error = e.standardError().map(Information::nats).orElse(Double.POSITIVE_INFINITY);
            return new Excess(e.value(), e.value().nats() - ERRORS * error, than);
        }
    }

    /** The standard error does not tell how often there are such rows. */
    private static Optional<String> oneRow(double[] nats, double matters) {
        double mean = Arrays.stream(nats).average().orElseThrow();
        double[] deviations = Arrays.stream(nats).map(v -> v - mean).toArray();
        double squares = Arrays.stream(deviations).map(v -> v * v).sum();
        double furthest = Arrays.stream(deviations).reduce(0, (a, b) -> Math.abs(b) > Math.abs(a) ? b : a);
        boolean isAlone = nats.length >= FEWEST_ROWS && furthest * furthest > SHARE_OF_SQUARES * squares;
        return !isAlone || Math.abs(furthest) / nats.length <= matters
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "one of %d rows moves the value by %+.3g bits: such rows are too rare here for a standard error, and its"
                                + " activations may be far from those that taught",
                        nats.length,
                        Information.ofNats(furthest / nats.length).bits()));
    }

    /** A value may fall, too, where the density without activations still learns. */
    private static double mostChange(ConvergenceGap gap) {
        return Math.max(gap.high().nats(), -gap.low().nats());
    }

    private static String notConverged(ConvergenceGap gap) {
        double expected = gap.expected().bits();
        if (Math.abs(expected)
                < KNOWN_SHARE * Information.ofNats(mostChange(gap)).bits()) {
            return String.format(
                    Locale.ROOT,
                    "not known to have converged: four times the steps may change the value by anything from %+.3g to %+.3g bits"
                            + " (90 %% interval)",
                    gap.low().bits(),
                    gap.high().bits());
        }
        return String.format(
                Locale.ROOT,
                "not converged: four times the steps would %s the value by %.3g bits (90 %% interval of the change: %+.3g to %+.3g)",
                expected < 0 ? "lower" : "raise",
                Math.abs(expected),
                gap.low().bits(),
                gap.high().bits());
    }
}
