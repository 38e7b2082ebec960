package dev.infoplane.examples.study;

import dev.infoplane.contrast.Contrast;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointKey;
import java.util.List;
import java.util.Locale;

/** The tables of two planes side by side. */
final class AgreementPage {
    private AgreementPage() {}

    /** @throws IllegalArgumentException if the two have no point in common */
    static String of(InformationPlane first, InformationPlane second) {
        List<PointKey> common = first.points().stream()
                .map(PlanePoint::key)
                .filter(key -> second.find(key).isPresent())
                .toList();
        if (common.isEmpty()) {
            throw new IllegalArgumentException("the two studies have no point in common");
        }
        StringBuilder out = new StringBuilder();
        amounts(out, first, second, common);
        section(out, "Order of layers", PlaneContrast.layers(first, second, common));
        section(out, "Between epochs", PlaneContrast.epochs(first, second, common));
        return out.toString();
    }

    private static void amounts(
            StringBuilder out, InformationPlane first, InformationPlane second, List<PointKey> common) {
        out.append("### Decodable information about the image, bits\n\n")
                .append(
                        "| run | epoch | layer | first | second | last quarter gained, first | second |\n|---|---|---|---|---|---|---|\n");
        for (PointKey key : common) {
            Estimate a = PlaneContrast.input(first, key);
            Estimate b = PlaneContrast.input(second, key);
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %.1f | %.1f | %.0f | %.0f |\n",
                    key.run(),
                    key.epoch(),
                    key.hookPoint(),
                    a.value().bits(),
                    b.value().bits(),
                    lastQuarter(a),
                    lastQuarter(b)));
        }
    }

    private static void section(StringBuilder out, String title, List<PlaneContrast> contrasts) {
        out.append("\n### ").append(title);
        out.append("\n\n| difference | first, bits | second, bits | claimed by the first | sign in the second |\n");
        out.append("|---|---|---|---|---|\n");
        contrasts.forEach(c -> out.append(row(c)));
        List<PlaneContrast> claimed =
                contrasts.stream().filter(PlaneContrast::claimed).toList();
        out.append(String.format(
                Locale.ROOT,
                "\n%d differences: %d with the same sign beyond two standard errors, %d reversed. Of %d that the first claims: %d with the same"
                        + " sign, %d reversed. The first cannot test %d. They are not independent of each other.\n",
                contrasts.size(),
                contrasts.stream().filter(PlaneContrast::agrees).count(),
                contrasts.stream().filter(PlaneContrast::reversed).count(),
                claimed.size(),
                claimed.stream().filter(PlaneContrast::agrees).count(),
                claimed.stream().filter(PlaneContrast::reversed).count(),
                contrasts.stream().filter(PlaneContrast::untestable).count()));
    }

    private static String row(PlaneContrast c) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |\n",
                c.about(),
                bits(c.first()),
                bits(c.second()),
                c.first().verdict().phrase(),
                c.agrees() ? "the same" : c.reversed() ? "**reversed**" : "not told from zero");
    }

    private static String bits(Contrast contrast) {
        return contrast.paired()
                .map(d -> String.format(
                        Locale.ROOT,
                        "%+.1f ± %.1f",
                        d.difference().bits(),
                        d.standardError().bits()))
                .orElse("–");
    }

    private static double lastQuarter(Estimate e) {
        return e.learningCurve().map(c -> c.lastQuarterGain().bits()).orElse(Double.POSITIVE_INFINITY);
    }
}
