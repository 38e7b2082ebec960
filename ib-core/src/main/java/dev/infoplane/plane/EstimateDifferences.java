package dev.infoplane.plane;

import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How one estimate differs from another. */
final class EstimateDifferences {
    private EstimateDifferences() {}

    /** A line per part that is not the same. A quantity that only the new result has is no difference. */
    static List<String> of(String quantity, Optional<Estimate> before, Optional<Estimate> now) {
        if (before.isEmpty()) {
            return List.of();
        }
        if (now.isEmpty()) {
            return List.of(quantity + ": absent, was " + before.get().value().nats() + " nats");
        }
        Map<String, String> earlier = parts(before.get());
        List<String> lines = new ArrayList<>();
        parts(now.get()).forEach((name, part) -> {
            if (!part.equals(earlier.get(name))) {
                lines.add(quantity + " " + name + ": " + part + ", was " + earlier.get(name));
            }
        });
        return lines;
    }

    private static Map<String, String> parts(Estimate e) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("value", e.value().nats() + " nats");
        parts.put(
                "standard error",
                e.standardError().map(Information::nats).map(String::valueOf).orElse("none"));
        parts.put("bound", e.bound().toString());
        parts.put("noise", e.noise().toString());
        parts.put("samples", "" + e.samples());
        parts.put("input dimensions", e.inputDimensions().map(String::valueOf).orElse("unknown"));
        parts.put("estimator", e.estimator());
        parts.put("settings", e.settings().toString());
        parts.put("warnings", e.warnings().toString());
        parts.put(
                "learning curve",
                e.learningCurve().map(LearningCurve::points).map(List::toString).orElse("none"));
        parts.put(
                "annealed values",
                e.learningCurve()
                        .map(LearningCurve::annealed)
                        .map(List::toString)
                        .orElse("none"));
        parts.put(
                "convergence gap",
                e.convergenceGap().map(ConvergenceGap::toString).orElse("none"));
        parts.put(
                "generalization gap",
                e.generalizationGap().map(Information::toString).orElse("none"));
        parts.put("decoder spread", e.decoderSpread().map(Information::toString).orElse("none"));
        parts.put(
                "pointwise contributions",
                e.pointwiseNats().map(EstimateDifferences::digest).orElse("none"));
        return parts;
    }

    private static String digest(double[] values) {
        return values.length + " numbers with digest " + Integer.toHexString(Arrays.hashCode(values));
    }
}
