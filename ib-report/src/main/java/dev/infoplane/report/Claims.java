package dev.infoplane.report;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.plane.InformationPlane;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the numbers of a plane claim and what they do not, from the bound kinds and noise models that are in it. */
final class Claims {
    private final InformationPlane plane;
    private final List<Claim> claims = new ArrayList<>();

    private Claims(InformationPlane plane) {
        this.plane = plane;
    }

    /** One statement: what it is about, and the statement. */
    record Claim(String about, String text) {}

    static List<Claim> of(InformationPlane plane) {
        Claims c = new Claims(plane);
        for (Quantity q : Quantity.values()) {
            q.bounds(plane).forEach(b -> c.bound(q, b));
        }
        c.noise();
        c.standardErrors();
        for (Quantity q : Quantity.values()) {
            c.training(q);
        }
        return c.claims;
    }

    private void bound(Quantity q, BoundKind bound) {
        claims.add(new Claim(q.symbol() + ": " + bound.phrase(), meaning(q, bound)));
    }

    private static String meaning(Quantity q, BoundKind bound) {
        return switch (bound) {
            case DECODABLE ->
                "The cross-entropy of a decoder that does not see T, minus that of a decoder of the same"
                        + " family that does: usable information, what this family of decoders extracts from T after this"
                        + " much training. It is neither an upper nor a lower bound on mutual information (Xu et al. 2020)."
                        + " A larger family or longer training can give another number.";
            case LOWER ->
                q == Quantity.LABEL
                        ? "The entropy of the labels, H(Y), minus the cross-entropy of a learned classifier on samples it"
                                + " did not learn from: in expectation not above the true value, given H(Y), which is exact"
                                + " for balanced labels. A low value can mean that the classifier did not find what T"
                                + " holds."
                        : "In expectation not above the true value, given what the estimator assumes known, such as H(X)."
                                + " A low value does not show that there is little information.";
            case UPPER ->
                "In expectation not below the true value. A high value does not show that there is much"
                        + " information.";
            case EXACT ->
                "The value itself, counted over all inputs there are: no sampling error. For a network without noise it mostly"
                        + " reads H(X), since rounding rarely merges two inputs.";
            case POINT -> "Aims at the value itself; its bias has an unknown sign.";
            case RELATED ->
                "Another quantity on the scale of mutual information: neither an estimate of it nor a bound on it. Compare"
                        + " it with values of its own kind only.";
        };
    }

    private void noise() {
        boolean deterministic = Quantity.INPUT.noises(plane).stream().anyMatch(NoiseModel.None.class::isInstance);
        if (deterministic) {
            claims.add(new Claim(
                    "A deterministic network, no noise",
                    "Without noise a floating-point network maps discrete inputs, such as images of 8-bit pixels, to T"
                            + " in practice one to one, so that the true I(X;T) equals H(X) at every layer and epoch;"
                            + " for continuous inputs it is infinite (Goldfeld et al. 2019). A curve that falls"
                            + " therefore does not say that information was destroyed. It says that the estimator"
                            + " found less of it, for instance because T came to hold it in a form that is harder to"
                            + " decode."));
        }
        for (Quantity q : Quantity.values()) {
            String noisy = NoiseText.of(q.noises(plane));
            if (!noisy.isEmpty()) {
                claims.add(new Claim(
                        q.symbol() + " under noise: " + noisy,
                        "The number is about T with this noise, which the network itself may not have. Amounts under"
                                + " different noise are not comparable."));
            }
        }
    }

    private void standardErrors() {
        TreeSet<Integer> samples = new TreeSet<>();
        boolean any = false;
        for (Quantity q : Quantity.values()) {
            for (Estimate e : q.estimates(plane)) {
                samples.add(e.samples());
                any |= e.standardError().isPresent();
            }
        }
        if (any) {
            claims.add(new Claim(
                    "Standard errors (±, and bars of 1.96 of them)",
                    "Sampling errors over the measured samples (" + range(samples)
                            + " of them). They are not the error of I:"
                            + " they contain neither what the estimator misses nor the variation over seeds of its"
                            + " training or of the network's."));
        }
    }

    private void training(Quantity q) {
        List<LearningCurve> curves = q.estimates(plane).stream()
                .flatMap(e -> e.learningCurve().stream())
                .toList();
        if (curves.isEmpty()) {
            return;
        }
        TreeSet<Integer> steps =
                curves.stream().map(LearningCurve::steps).collect(Collectors.toCollection(TreeSet::new));
        String budget = steps.size() == 1
                ? "Every density behind " + q.symbol() + " took the same " + steps.first() + " steps."
                : "The densities behind " + q.symbol() + " took different numbers of steps, " + range(steps)
                        + ": differences between points are in part differences in training.";
        List<ConvergenceGap> gaps = q.estimates(plane).stream()
                .flatMap(e -> e.convergenceGap().stream())
                .toList();
        String gap = gaps.isEmpty()
                ? ""
                : " Four times the steps would change a point by "
                        + Numbers.signed(bits(gaps, ConvergenceGap::low).getMin()) + " to "
                        + Numbers.signed(bits(gaps, ConvergenceGap::high).getMax())
                        + " bits, as far as the intervals of the forecasts reach.";
        claims.add(new Claim(q.symbol() + ": how far training went", budget + gap));
    }

    private static DoubleSummaryStatistics bits(List<ConvergenceGap> gaps, Function<ConvergenceGap, Information> end) {
        return gaps.stream().mapToDouble(g -> end.apply(g).bits()).summaryStatistics();
    }

    private static String range(TreeSet<Integer> values) {
        return values.size() == 1 ? String.valueOf(values.first()) : values.first() + " to " + values.last();
    }
}
