package dev.infoplane.testkit;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import java.util.Locale;
import org.assertj.core.api.AbstractAssert;

/** Assertions on an {@link Estimate}: {@code EstimateAssert.assertThat(estimate).isCloseToNats(0.5, 0.01)}. */
public final class EstimateAssert extends AbstractAssert<EstimateAssert, Estimate> {
    private EstimateAssert(Estimate actual) {
        super(actual, EstimateAssert.class);
    }

    /** Starts assertions. */
    public static EstimateAssert assertThat(Estimate actual) {
        return new EstimateAssert(actual);
    }

    /** The value differs from the expected one by at most so many nats. */
    public EstimateAssert isCloseToNats(double expected, double tolerance) {
        isNotNull();
        if (!(Math.abs(actual.value().nats() - expected) <= tolerance)) {
            failWithMessage("%s", text("expected %.6g nats within %.3g, got %s", expected, tolerance, actual));
        }
        return this;
    }

    /** The value differs from the truth by at most so many of its own standard errors. */
    public EstimateAssert isWithinStandardErrors(double number, Information truth) {
        isNotNull();
        if (actual.standardError().isEmpty()) {
            failWithMessage("%s", "expected a standard error in " + actual);
        }
        return isCloseToNats(
                truth.nats(), number * actual.standardError().orElseThrow().nats());
    }

    /** The value is not above the truth by more than the tolerance. */
    public EstimateAssert isAtMostNats(double truth, double tolerance) {
        isNotNull();
        if (!(actual.value().nats() <= truth + tolerance)) {
            failWithMessage(
                    "%s", text("expected at most %.6g nats (tolerance %.3g), got %s", truth, tolerance, actual));
        }
        return this;
    }

    /** The value is not below the truth by more than the tolerance. */
    public EstimateAssert isAtLeastNats(double truth, double tolerance) {
        isNotNull();
        if (!(actual.value().nats() >= truth - tolerance)) {
            failWithMessage(
                    "%s", text("expected at least %.6g nats (tolerance %.3g), got %s", truth, tolerance, actual));
        }
        return this;
    }

    /** Some warning contains the text. */
    public EstimateAssert warns(String text) {
        isNotNull();
        if (actual.warnings().stream().noneMatch(warning -> warning.contains(text))) {
            failWithMessage("%s", "expected a warning with '" + text + "', got " + actual.warnings());
        }
        return this;
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
