package dev.infoplane.plane;

import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.storage.CsvTable;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The plane as a table: one row a point, amounts in bits. */
final class PlaneCsv {
    private static final String[] HEADER = {
        "run",
        "epoch",
        "hook_point",
        "input_information_bits",
        "input_information_se_bits",
        "input_information_bits_per_dim",
        "input_information_se_bits_per_dim",
        "input_bound",
        "input_noise",
        "input_estimator",
        "input_samples",
        "input_steps",
        "input_convergence_gap_bits",
        "input_convergence_gap_low_bits",
        "input_convergence_gap_high_bits",
        "input_generalization_gap_bits",
        "input_decoder_spread_bits",
        "label_information_bits",
        "label_information_se_bits",
        "label_bound",
        "label_noise",
        "label_estimator",
        "label_samples",
        "label_steps",
        "label_convergence_gap_bits",
        "label_convergence_gap_low_bits",
        "label_convergence_gap_high_bits",
        "label_generalization_gap_bits",
        "label_decoder_spread_bits",
        "warnings"
    };

    private PlaneCsv() {}

    static String write(InformationPlane plane) {
        CsvTable table = CsvTable.of(HEADER);
        for (PlanePoint p : plane.points()) {
            Optional<Estimate> x = p.inputInformation();
            Optional<Estimate> y = p.labelInformation();
            table.add(
                    p.key().run(),
                    p.key().epoch(),
                    p.key().hookPoint(),
                    x.map(e -> e.value().bits()).orElse(null),
                    errorBits(x),
                    x.flatMap(e -> perDimension(e, e.value())).orElse(null),
                    x.flatMap(e -> e.standardError().flatMap(s -> perDimension(e, s)))
                            .orElse(null),
                    bound(x),
                    noise(x),
                    x.map(Estimate::estimator).orElse(null),
                    x.map(Estimate::samples).orElse(null),
                    steps(x),
                    gapBits(x, ConvergenceGap::expected),
                    gapBits(x, ConvergenceGap::low),
                    gapBits(x, ConvergenceGap::high),
                    x.flatMap(Estimate::generalizationGap)
                            .map(Information::bits)
                            .orElse(null),
                    x.flatMap(Estimate::decoderSpread).map(Information::bits).orElse(null),
                    y.map(e -> e.value().bits()).orElse(null),
                    errorBits(y),
                    bound(y),
                    noise(y),
                    y.map(Estimate::estimator).orElse(null),
                    y.map(Estimate::samples).orElse(null),
                    steps(y),
                    gapBits(y, ConvergenceGap::expected),
                    gapBits(y, ConvergenceGap::low),
                    gapBits(y, ConvergenceGap::high),
                    y.flatMap(Estimate::generalizationGap)
                            .map(Information::bits)
                            .orElse(null),
                    y.flatMap(Estimate::decoderSpread).map(Information::bits).orElse(null),
                    warnings(x, y));
        }
        return table.text();
    }

    private static Object errorBits(Optional<Estimate> e) {
        return e.flatMap(Estimate::standardError).map(Information::bits).orElse(null);
    }

    private static Optional<Double> perDimension(Estimate e, Information amount) {
        return e.inputDimensions().map(amount::bitsPerDimension);
    }

    private static Object bound(Optional<Estimate> e) {
        return e.map(a -> a.bound().phrase()).orElse(null);
    }

    private static Object noise(Optional<Estimate> e) {
        return e.map(a -> a.noise().toString()).orElse(null);
    }

    private static Object steps(Optional<Estimate> e) {
        return e.flatMap(Estimate::learningCurve).map(c -> c.steps()).orElse(null);
    }

    private static Object gapBits(Optional<Estimate> e, Function<ConvergenceGap, Information> end) {
        return e.flatMap(Estimate::convergenceGap)
                .map(end)
                .map(Information::bits)
                .orElse(null);
    }

    private static String warnings(Optional<Estimate> x, Optional<Estimate> y) {
        return CsvTable.list(Stream.of(x, y)
                .flatMap(Optional::stream)
                .flatMap(e -> e.warnings().stream())
                .toList());
    }
}
