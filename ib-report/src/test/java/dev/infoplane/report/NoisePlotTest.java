package dev.infoplane.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.NoiseCurve;
import dev.infoplane.estimate.NoiseModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NoisePlotTest {
    private static NoiseCurve.Point point(double relative, double bits, boolean isWarned) {
        Estimate.Builder b = Estimate.of(Information.ofBits(bits), BoundKind.DECODABLE, "made-up", 10)
                .standardError(Information.ofBits(0.5));
        if (relative > 0) {
            b.noise(NoiseModel.gaussian(3 * relative));
        }
        return new NoiseCurve.Point(relative, (isWarned ? b.warning("doubtful") : b).build());
    }

    private static Map<String, NoiseCurve> curves() {
        return new TreeMap<>(Map.of(
                "stage1.out",
                new NoiseCurve(List.of(point(0.3, 40, false), point(0, 90, false), point(0.1, 70, true))),
                "stage2.out",
                new NoiseCurve(List.of(point(0, 50, false), point(0.1, 48, false)))));
    }

    @Test
    void aReportShowsCurvesAndTheirValuesInOrder() {
        String page = HtmlReport.of("Noise", FakePlanes.study()).noise(curves()).html();
        assertThat(page)
                .contains("Information through noise", "sigma, as a share of the layer&#39;s deviation")
                .contains("stage1.out: 90.00 ± 0.50 bits without noise, 70.00 ± 0.50 bits at 0.1 (warned), 40.00 ± 0.50"
                        + " bits at 0.3.");
        assertThat(HtmlReport.of("Noise", FakePlanes.study()).noise(curves()).html())
                .isEqualTo(page);
    }

    @Test
    void chartsAreSound() {
        String svg = NoisePlot.draw(curves());
        assertThat(Svg.parse(svg).getDocumentElement().hasAttribute("viewBox")).isTrue();
        assertThat(svg).contains("stage1.out", "stage2.out", "information, bits");
    }

    @Test
    void curvesAreSortedAndHaveEachSigmaOnce() {
        NoiseCurve curve = curves().get("stage1.out");
        assertThat(curve.points()).extracting(NoiseCurve.Point::relativeSigma).containsExactly(0.0, 0.1, 0.3);
        assertThatThrownBy(() -> new NoiseCurve(List.of(point(0.1, 1, false), point(0.1, 2, false))))
                .hasMessageContaining("two points of a noise curve have sigma 0.1");
        assertThatThrownBy(() -> new NoiseCurve(List.of())).hasMessageContaining("at least 1 point");
        Estimate infinite = Estimate.of(
                        Information.ofNats(Double.POSITIVE_INFINITY), BoundKind.DECODABLE, "made-up", 10)
                .build();
        assertThatThrownBy(() ->
                        NoisePlot.draw(Map.of("a", new NoiseCurve(List.of(new NoiseCurve.Point(0, infinite))))))
                .hasMessageContaining("no noise curve has a finite value");
    }
}
