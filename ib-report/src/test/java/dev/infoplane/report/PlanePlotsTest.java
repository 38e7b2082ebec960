package dev.infoplane.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.plane.InformationPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanePlotsTest {
    private static final Estimate INPUT = FakePlanes.bits(100, BoundKind.DECODABLE);
    private static final Estimate LABEL = FakePlanes.bits(2, BoundKind.LOWER);

    static Stream<Function<InformationPlane, String>> charts() {
        return Stream.of(
                PlanePlots::plane,
                PlanePlots::inputCurves,
                PlanePlots::labelCurves,
                PlanePlots::inputLearningCurves,
                PlanePlots::labelLearningCurves);
    }

    @ParameterizedTest
    @MethodSource("charts")
    void samePlaneGivesTheSameBytes(Function<InformationPlane, String> chart) {
        String once = chart.apply(FakePlanes.study());
        assertThat(chart.apply(FakePlanes.study())).isEqualTo(once);
        assertThat(Svg.parse(once).getDocumentElement().hasAttribute("viewBox")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("charts")
    void anEmptyPlaneIsRefusedWithItsSize(Function<InformationPlane, String> chart) {
        assertThatThrownBy(() -> chart.apply(InformationPlane.of(List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of the 0 points");
    }

    @Test
    void partsOfDifferentChartsHaveDifferentNames() {
        InformationPlane plane = FakePlanes.study();
        List<String> ids =
                charts().flatMap(c -> Svg.ids(c.apply(plane)).stream()).toList();
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void axesCarryTheClaimTheNoiseAndTheUnit() {
        Estimate noisy = Estimate.of(Information.ofBits(5), BoundKind.UPPER, "made-up", 10)
                .noise(NoiseModel.gaussian(0.5))
                .build();
        List<String> texts = Svg.texts(
                PlanePlots.plane(InformationPlane.of(List.of(FakePlanes.point("run", 0, "a", noisy, LABEL)))));
        assertThat(texts)
                .contains(
                        "I(X;T), upper bound, noise Gaussian, sigma 0.5,",
                        "bits per input",
                        "I(T;Y), lower bound, bits");
    }

    @Test
    void aLongAxisTitleIsBrokenIntoLinesThatFit() {
        Estimate binned = Estimate.of(Information.ofBits(5), BoundKind.POINT, "binning", 10)
                .noise(NoiseModel.quantised(0.000017123))
                .build();
        Estimate coarse = Estimate.of(Information.ofBits(5), BoundKind.LOWER, "binning", 10)
                .noise(NoiseModel.quantised(20156.74404352439))
                .build();
        InformationPlane plane = InformationPlane.of(List.of(
                FakePlanes.point("run", 0, "a", binned, binned), FakePlanes.point("run", 1, "a", coarse, coarse)));
        assertThat(Svg.texts(PlanePlots.plane(plane)))
                .contains("quantised, width 1.712e-5 to 20160, bits")
                .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(51));
    }

    @Test
    void everyColourStandsOutFromWhite() {
        List<String> colours = new ArrayList<>(Scales.HUES);
        colours.addAll(Scales.epochColours(1));
        colours.addAll(Scales.epochColours(40));
        assertThat(Scales.epochColours(2)).containsExactly("#0d0887", "#d8576b");
        assertThat(colours)
                .hasSize(48)
                .allSatisfy(c -> assertThat(contrastWithWhite(c)).as(c).isGreaterThanOrEqualTo(3));
    }

    /** WCAG 2.2, contrast ratio. */
    private static double contrastWithWhite(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        double luminance = 0;
        double[] weights = {0.0722, 0.7152, 0.2126};
        for (int i = 0; i < 3; i++) {
            double share = (rgb >> 8 * i & 0xff) / 255.0;
            luminance += weights[i] * (share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4));
        }
        return 1.05 / (luminance + 0.05);
    }

    @Test
    void epochsStandInTheLegendInOrderAndEveryHookPointByName() {
        List<String> texts = Svg.texts(PlanePlots.plane(FakePlanes.study()));
        assertThat(texts).containsSubsequence("autoencoder", "classifier");
        assertThat(texts).containsSubsequence("epoch", "0", "1", "3", "10", "30", "60");
        assertThat(texts).containsSubsequence(FakePlanes.HOOK_POINTS);
    }

    @Test
    void panelsOfLearningCurvesFollowRunsAndThenLayers() {
        List<String> expected = Stream.of("autoencoder", "classifier")
                .flatMap(run -> FakePlanes.HOOK_POINTS.stream().map(hook -> run + ", " + hook))
                .toList();
        assertThat(Svg.texts(PlanePlots.inputLearningCurves(FakePlanes.study())))
                .containsSubsequence(expected);
    }

    @Test
    void manyEpochsGiveAShortLegendWithBothEnds() {
        InformationPlane plane = InformationPlane.of(Stream.iterate(0, e -> e <= 40, e -> e + 1)
                .map(e -> FakePlanes.point("run", e, "a", INPUT, LABEL))
                .toList());
        List<String> texts = Svg.texts(PlanePlots.plane(plane));
        List<String> legend = texts.subList(texts.indexOf("epoch") + 1, texts.indexOf("hook point"));
        assertThat(legend).hasSize(9).startsWith("0").endsWith("40");
    }

    @Test
    void aSinglePointIsDrawn() {
        InformationPlane plane = InformationPlane.of(List.of(FakePlanes.point("run", 3, "a", INPUT, LABEL)));
        assertThat(Svg.texts(PlanePlots.plane(plane))).contains("run", "3", "a");
        assertThat(Svg.texts(PlanePlots.inputCurves(plane))).contains("run", "3", "a");
    }

    @Test
    void aPlaneWithOneAmountHasItsCurvesOnly() {
        InformationPlane plane = InformationPlane.of(
                List.of(FakePlanes.point("run", 0, "a", INPUT, null), FakePlanes.point("run", 1, "a", INPUT, null)));
        assertThat(Svg.texts(PlanePlots.inputCurves(plane))).contains("run", "a");
        assertThatThrownBy(() -> PlanePlots.labelCurves(plane))
                .hasMessageContaining("none of the 2 points of the plane has I(T;Y)");
        assertThatThrownBy(() -> PlanePlots.plane(plane)).hasMessageContaining("both I(X;T) and I(T;Y)");
        assertThatThrownBy(() -> PlanePlots.inputLearningCurves(plane))
                .hasMessageContaining("a learning curve of I(X;T)");
    }

    @Test
    void namesWithMarkupStayText() {
        String hook = "a<b>&\"c\"";
        InformationPlane plane = InformationPlane.of(List.of(
                FakePlanes.point("<run> & co", 0, hook, INPUT, LABEL),
                FakePlanes.point("<run> & co", 1, hook, INPUT, LABEL)));
        assertThat(Svg.texts(PlanePlots.plane(plane))).contains(hook, "<run> & co");
        assertThat(Svg.texts(PlanePlots.labelCurves(plane))).contains(hook, "<run> & co");
    }

    @Test
    void infiniteValuesAreLeftOutAndInfiniteOrZeroErrorsDoNoHarm() {
        InformationPlane finite = InformationPlane.of(List.of(
                FakePlanes.point("run", 0, "a", withError(100, Double.POSITIVE_INFINITY), withError(2, 0)),
                FakePlanes.point("run", 1, "a", withError(110, 0), withError(2.5, Double.POSITIVE_INFINITY))));
        InformationPlane infinite = InformationPlane.of(Stream.concat(
                        finite.points().stream(),
                        Stream.of(FakePlanes.point(
                                "run", 2, "a", withError(Double.POSITIVE_INFINITY, 1), withError(2, 0))))
                .toList());
        for (String svg :
                List.of(PlanePlots.plane(infinite), PlanePlots.inputCurves(infinite), PlanePlots.plane(finite))) {
            assertThat(Svg.texts(svg)).contains("run", "a");
            assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
        }
    }

    @Test
    void aCurveThatIsNowhereFiniteCountsAsNone() {
        LearningCurve diverged = new LearningCurve(List.of(new LearningCurve.Point(0, Double.POSITIVE_INFINITY)));
        Estimate input = Estimate.of(Information.ofBits(1), BoundKind.DECODABLE, "made-up", 10)
                .learningCurve(diverged)
                .build();
        InformationPlane plane = InformationPlane.of(List.of(FakePlanes.point("run", 0, "a", input, LABEL)));
        assertThatThrownBy(() -> PlanePlots.inputLearningCurves(plane)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Estimate withError(double bits, double error) {
        return Estimate.of(Information.ofBits(bits), BoundKind.POINT, "made-up", 10)
                .standardError(Information.ofBits(error))
                .build();
    }
}
