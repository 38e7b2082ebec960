package dev.infoplane.report;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import java.util.Locale;
import java.util.Optional;

/** Numbers as a reader wants them. */
final class Numbers {
    static final String NOTHING = "–";

    private Numbers() {}

    /** Three significant places or two decimals, with a real minus sign. */
    static String plain(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        String format = size >= 100 ? "%.1f" : size >= 10 || size == 0 ? "%.2f" : size >= 0.01 ? "%.3f" : "%.2e";
        return String.format(Locale.ROOT, format, value).replace('-', '−');
    }

    /** With a sign in front, for differences. */
    static String signed(double value) {
        return value > 0 ? "+" + plain(value) : plain(value);
    }

    static String bits(Estimate e) {
        return plain(e.value().bits()) + e.standardError().map(s -> " ± " + plain(s.bits())).orElse("");
    }

    static String bitsPerDimension(Estimate e) {
        return e.inputDimensions()
                .map(d -> plain(e.value().bitsPerDimension(d))
                        + e.standardError().map(s -> " ± " + plain(s.bitsPerDimension(d))).orElse(""))
                .orElse(NOTHING);
    }

    static String steps(Estimate e) {
        return e.learningCurve().map(c -> String.valueOf(c.steps())).orElse(NOTHING);
    }

    static String lastQuarterGain(Estimate e) {
        return lastQuarter(e).map(g -> signed(g.bits())).orElse(NOTHING);
    }

    /** What the last quarter of the steps gained, where a curve can tell. */
    static Optional<Information> lastQuarter(Estimate e) {
        return e.learningCurve().map(LearningCurve::lastQuarterGain).filter(g -> Double.isFinite(g.nats()));
    }
}
