package dev.infoplane.report;

import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/** Numbers as a reader wants them. */
final class Numbers {
    static final String NOTHING = "–";

    private Numbers() {}

    /** About four significant places, with a real minus sign. */
    static String plain(double value) {
        if (Double.isNaN(value)) {
            return "not a number";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        String format = size >= 100
                ? "%.1f"
                : size >= 10 || size == 0 ? "%.2f" : size >= 0.1 ? "%.3f" : size >= 1e-4 ? "%.4f" : "%.1e";
        return String.format(Locale.ROOT, format, value).replace('-', '−');
    }

    /** A setting: at most four significant digits, no zeros at the end. */
    static String setting(double value) {
        double size = Math.abs(value);
        if (size == 0 || size >= 1e-3 && size < 1e6) {
            return new BigDecimal(value)
                    .round(new MathContext(4))
                    .stripTrailingZeros()
                    .toPlainString();
        }
        return String.format(Locale.ROOT, "%.3e", value)
                .replaceFirst("\\.?0*e", "e")
                .replaceFirst("e([-+])0?", "e$1")
                .replace("e+", "e");
    }

    /** With a sign in front, for differences. */
    static String signed(double value) {
        return value > 0 ? "+" + plain(value) : plain(value);
    }

    static String zScore(double z) {
        return Double.isInfinite(z)
                ? plain(z)
                : String.format(Locale.ROOT, "%+.1f", z).replace('-', '−');
    }

    /** A value and its error, both to the second significant place of the error. */
    static String withError(double value, double error) {
        if (!(error > 0) || Double.isInfinite(error) || Double.isInfinite(value)) {
            return plain(value) + " ± " + plain(error);
        }
        int decimals = (int) Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(error))));
        String format = "%." + decimals + "f";
        return String.format(Locale.ROOT, format + " ± " + format, value, error).replace('-', '−');
    }

    static String bits(Estimate e) {
        double value = e.value().bits();
        return e.standardError().map(s -> withError(value, s.bits())).orElse(plain(value));
    }

    static String bitsPerDimension(Estimate e) {
        return e.inputDimensions()
                .map(d -> {
                    double value = e.value().bitsPerDimension(d);
                    return e.standardError()
                            .map(s -> withError(value, s.bitsPerDimension(d)))
                            .orElse(plain(value));
                })
                .orElse(NOTHING);
    }

    static String steps(Estimate e) {
        return e.learningCurve().map(c -> String.valueOf(c.steps())).orElse(NOTHING);
    }

    /** Where the quantity lies with 95 % confidence, in bits, or why that cannot be said. */
    static String interval(Estimate e) {
        return e.interval(0.95).map(Numbers::text).orElse(e.warnings().isEmpty() ? "not known" : "none, see warning");
    }

    private static String text(Interval interval) {
        String low = plain(interval.low().bits());
        String high = plain(interval.high().bits());
        return switch (interval.bound()) {
            case EXACT -> "exact";
            case LOWER -> "at least " + low;
            case UPPER -> "at most " + high;
            default -> low + " to " + high;
        };
    }

    /** A p-value; below one in a thousand only that is said. */
    static String pValue(double p) {
        return p < 1e-3 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    /** What more training would bring, and the interval. */
    static String gap(Optional<ConvergenceGap> gap) {
        return gap.map(g -> signed(g.expected().bits()) + " (" + plain(g.low().bits()) + " to "
                        + plain(g.high().bits()) + ")")
                .orElse(NOTHING);
    }
}
