package dev.infoplane.estimators.neural.internal;

import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimators.internal.PairedReadings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What speaks against the value of a learned estimate, in the words of its warnings. All amounts are in nats. */
public final class Suspicions {
    /** So many standard errors are not taken for chance. */
    private static final double ERRORS = 2;

    /** A part of the value that matters. */
    private static final double PART = 0.05;

    /** An amount that matters whatever the value. */
    private static final double AMOUNT = 0.05;

    /** Standard errors that a difference between critics on the same rows must exceed. */
    private static final double CLEAR_ERRORS = 3;

    /** An amount that matters between critics on the same rows, whatever the value. */
    private static final double PAIRED_AMOUNT = 0.02;

    /** What rounding may leave of nothing. */
    private static final double ROUNDING = 1e-9;

    /** Fewer rows measure too coarsely for their spread to tell the error. */
    private static final int FEW_ROWS = 100;

    /** A mean of exponentials that rests on fewer rows is known too badly. */
    private static final double FEW_EFFECTIVE = 30;

    /** The part of the rows below which a mean of exponentials rests on few of them. */
    private static final double FEW_EFFECTIVE_PART = 0.02;

    private Suspicions() {}

    /** The size from which a difference matters. */
    private static double matters(double value, double error) {
        return Math.max(ERRORS * error, Math.max(AMOUNT, PART * Math.abs(value)));
    }

    /** The size from which what more rows would show matters to a value with these contributions. */
    private static double matters(double[] values) {
        PairedReadings value = PairedReadings.of(values, new double[values.length]);
        return Math.max(ERRORS * value.error(), Math.max(PAIRED_AMOUNT, PART * Math.abs(value.difference())));
    }

    /** Too few rows measured. */
    public static Optional<String> fewRows(int measured) {
        return measured >= FEW_ROWS
                ? Optional.empty()
                : Optional.of("only " + measured
                        + " rows measured, the others were needed for training: neither the value nor its"
                        + " standard error can be relied on");
    }

    /** The critic was still getting better when the steps ended. */
    public static Optional<String> stillLearning(LearningCurve curve, int planned, double value, double error) {
        double gain = curve.lastQuarterGain().nats();
        if (curve.steps() < planned || !(gain > matters(value, error))) {
            return Optional.empty();
        }
        return Optional.of(text(
                "not converged: the last quarter of the %d steps still gained %.3g nats on the validation rows; allow more steps",
                planned, gain));
    }

    /** The value on rows that taught is above that on as many rows that did not, by more than both means vary. */
    public static Optional<String> overfitted(double taught, double measured, double error) {
        double gap = taught - measured;
        if (!(gap > matters(taught, Math.sqrt(2) * error))) {
            return Optional.empty();
        }
        return Optional.of(text(
                "overfitting: rows that taught the networks read %.3g nats, rows that did not read %.3g; with more rows the value"
                        + " would change towards the former",
                taught, measured));
    }

    /**
     * Networks that half as many rows taught, in half the steps, read clearly less from the same rows. Nothing else shows what a sample
     * is too small to teach: a penalty holds back what rows would be learned by heart, and all rows read equally little. What is
     * missing is taken to fall with the root of the rows, as errors of averages do.
     *
     * <p>It must exceed two standard errors of the value, within which the value says nothing else.
     *
     * @param full contributions of the measured rows
     * @param half those under the networks that were taught half as much
     */
    public static Optional<Missed> rising(double[] full, double[] half) {
        PairedReadings lost = PairedReadings.of(full, half);
        double missing = lost.difference() / (Math.sqrt(2) - 1);
        return lost.difference() <= CLEAR_ERRORS * lost.error() || missing <= matters(full)
                ? Optional.empty()
                : Optional.of(new Missed(
                        missing,
                        text(
                                "still rising with the rows: networks that half of them taught, in half the steps, read %.2g nats less from"
                                        + " the same measured rows; if what is missing falls with the root of the rows, it is %.2g nats"
                                        + " still. More rows and steps, or networks that suit the dependence, may read more",
                                lost.difference(), missing)));
    }

    /** The value is below zero by more than chance. */
    public static Optional<String> negative(double value, double error) {
        return value >= -Math.max(ROUNDING, ERRORS * error)
                ? Optional.empty()
                : Optional.of(text(
                        "below zero (%.3g nats): overfitting; information is not negative, but the networks learned their rows by heart"
                                + " and what they learned does not hold for others. There may be no information or much; more rows,"
                                + " a larger penalty or smaller networks can tell",
                        value));
    }

    /** The value is so near the ceiling ln n of a contrast among n rows that it falls short of the truth. */
    public static Optional<String> ceiling(double value, int rows) {
        double ceiling = Math.log(rows);
        // a pair of pointwise information i reads i − ln(1 + e^i / n)
        double missing = -Math.log1p(-Math.exp(value - ceiling));
        return missing < Math.max(AMOUNT, PART * value)
                ? Optional.empty()
                : Optional.of(text(
                        "near its ceiling: among %d rows at most ln %d = %.3g nats can be read, and near it a true value of %.3g or"
                                + " more reads %.3g; measure on more rows or use an estimator without this ceiling",
                        rows, rows, ceiling, value + missing, value));
    }

    /** A value that n rows cannot confirm (McAllester &amp; Stratos 2020). */
    public static Optional<String> beyondSamples(double value, int rows) {
        return value <= Math.log(rows)
                ? Optional.empty()
                : Optional.of(text(
                        "beyond ln %d = %.3g nats: no method can confirm so much information from %d rows",
                        rows, Math.log(rows), rows));
    }

    /** A mean of exponentials rests on few pairs: the truth may be far larger than what was seen of it, and the value too large. */
    public static Optional<String> fewPairs(double[] logMeans) {
        double log = ScoreTable.logMeanExp(logMeans);
        double squares = Arrays.stream(logMeans)
                .map(v -> Math.exp(2 * (v - log)))
                .average()
                .orElseThrow();
        double effective = logMeans.length / squares;
        return effective >= Math.min(FEW_EFFECTIVE, logMeans.length / 3.0)
                        && effective >= FEW_EFFECTIVE_PART * logMeans.length
                ? Optional.empty()
                : Optional.of(text(
                        "the mean over independent pairs rests on %.0f of %d rows: it is known badly, and the value may lie above the"
                                + " truth",
                        Math.max(1, effective), logMeans.length));
    }

    /** Scores that should be logarithms of a density ratio, whose mean over independent pairs is one, are not. */
    public static Optional<String> uncalibrated(double logMean, double value, double error) {
        return Math.abs(logMean) <= matters(value, error)
                ? Optional.empty()
                : Optional.of(text(
                        "the learned density ratio averages %.3g over independent pairs instead of 1, so the value may be off by"
                                + " %.2g nats",
                        Math.exp(logMean), Math.abs(logMean)));
    }

    static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
