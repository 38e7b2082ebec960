package dev.infoplane.examples.zoo;

import dev.infoplane.contrast.Contrast;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Interval;
import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.CsvTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The lines of the tables of a study, bits an image. */
final class ZooTables {
    static final String POINT_HEADER = "seed,network,layer,epoch,accuracy,parameters,trainingSeconds,"
            + "inputBits,inputError,inputLow,inputHigh,gapLow,gap,gapHigh,labelBits,labelError,labelLow,warnings";
    static final String CONTRAST_HEADER =
            "seed,quantity,network,layer,epoch,otherNetwork,otherLayer,otherEpoch,bits,error,verdict";

    private static final int STAGE_NAME = "stage1".length();

    private ZooTables() {}

    /** A line for each point. */
    static String points(ZooPlane plane) {
        StringBuilder lines = new StringBuilder();
        plane.inputs()
                .forEach((key, input) -> lines.append(point(
                                plane.seed(),
                                key,
                                plane.facts().get(key),
                                input,
                                plane.labels().get(key)))
                        .append('\n'));
        return lines.toString();
    }

    /**
     * Two lines, one for each quantity, for the first and the last epoch of each layer, and for each layer of the ResNet beside each
     * layer of the same stage of another network after the last epoch.
     */
    static String contrasts(ZooPlane plane, ZooPlan plan) {
        BiPredicate<PointKey, PointKey> compared = compared(plan);
        StringBuilder lines = new StringBuilder();
        for (PointKey a : plane.inputs().keySet()) {
            for (PointKey b : plane.inputs().keySet()) {
                if (compared.test(a, b)) {
                    lines.append(contrast("I(X;T)", plane.seed(), plane.inputs(), a, b));
                    lines.append(contrast("I(T;Y)", plane.seed(), plane.labels(), a, b));
                }
            }
        }
        return lines.toString();
    }

    private static BiPredicate<PointKey, PointKey> compared(ZooPlan plan) {
        int first = plan.epochs().get(0);
        int last = plan.lastEpoch();
        BiPredicate<PointKey, PointKey> grown = (a, b) -> a.run().equals(b.run())
                && a.hookPoint().equals(b.hookPoint())
                && a.epoch() == first
                && b.epoch() == last
                && first != last;
        BiPredicate<PointKey, PointKey> besideTheResNet = (a, b) -> a.run().equals(ZooNetwork.RESNET.name())
                && !b.run().equals(a.run())
                && stage(a).equals(stage(b))
                && a.epoch() == last
                && b.epoch() == last;
        return grown.or(besideTheResNet);
    }

    private static String stage(PointKey key) {
        return key.hookPoint().substring(0, STAGE_NAME);
    }

    private static String point(int seed, PointKey key, NetworkRun.Facts facts, Estimate input, Estimate label) {
        Optional<Interval> in = input.interval(0.95);
        Optional<ConvergenceGap> gap = input.convergenceGap();
        List<String> warnings = new ArrayList<>(input.warnings());
        warnings.addAll(label.warnings());
        return String.join(
                ",",
                Integer.toString(seed),
                key.run(),
                key.hookPoint(),
                Integer.toString(key.epoch()),
                Double.toString(facts.accuracy()),
                Long.toString(facts.parameters()),
                Double.toString(facts.seconds()),
                bits(Optional.of(input.value())),
                bits(input.standardError()),
                bits(in.map(Interval::low)),
                bits(in.map(Interval::high)),
                bits(gap.map(ConvergenceGap::low)),
                bits(gap.map(ConvergenceGap::expected)),
                bits(gap.map(ConvergenceGap::high)),
                bits(Optional.of(label.value())),
                bits(label.standardError()),
                bits(label.interval(0.95).map(Interval::low)),
                '"' + CsvTable.list(warnings).replace('"', '\'') + '"');
    }

    private static String contrast(
            String quantity, int seed, Map<PointKey, Estimate> estimates, PointKey a, PointKey b) {
        Contrast contrast = Contrast.between(estimates.get(a), estimates.get(b));
        return String.join(
                        ",",
                        Integer.toString(seed),
                        quantity,
                        a.run(),
                        a.hookPoint(),
                        Integer.toString(a.epoch()),
                        b.run(),
                        b.hookPoint(),
                        Integer.toString(b.epoch()),
                        bits(contrast.paired().map(d -> d.difference())),
                        bits(contrast.paired().map(d -> d.standardError())),
                        contrast.verdict().name())
                + "\n";
    }

    private static String bits(Optional<Information> amount) {
        return amount.map(i -> String.format(Locale.ROOT, "%.3f", i.bits())).orElse("");
    }
}
