package dev.infoplane.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final Estimate INPUT = FakePlanes.bits(100, BoundKind.DECODABLE);
    private static final Estimate LABEL = FakePlanes.bits(2, BoundKind.LOWER);

    @Test
    void theWholePageSaysWhatItWasGiven() {
        String html = study().html();
        assertThat(html)
                .contains("<title>A study</title>")
                .contains("<p>First.</p>")
                .contains("<p>Second.</p>")
                .contains("<dt>accuracy</dt><dd>0.9</dd>")
                .contains("<h2>Method</h2>")
                .contains("<dt>seed</dt><dd>17</dd>")
                .contains("data:image/png;base64,")
                .contains("arXiv 2003.06254")
                .contains("the learning curve was still falling");
        assertThat(Pattern.compile("<svg ").matcher(html).results().count())
                .as("5 charts for wide and for narrow screens, and a grid")
                .isEqualTo(11);
        assertThat(Pattern.compile("<td class=\"t\"[^>]*>(autoencoder|classifier)<")
                        .matcher(html)
                        .results()
                        .count())
                .as("a row of each amount in the tables of points, and a row a change")
                .isGreaterThan(2L * FakePlanes.study().points().size());
    }

    @Test
    void thePageLoadsNothingFromAnywhere() {
        String loads = "(?:src|href)=\"(?!data:|#)|url\\((?!#)|@import|<script src|<link|<iframe";
        assertThat(Pattern.compile(loads)
                        .matcher(study().html())
                        .results()
                        .map(r -> r.group())
                        .toList())
                .isEmpty();
    }

    @Test
    void sameContentGivesTheSameBytes() {
        assertThat(study().html()).isEqualTo(study().html());
    }

    @Test
    void claimsFollowWhatIsInThePlane() {
        String deterministic = HtmlReport.of("t", plane(INPUT, LABEL)).html();
        assertThat(deterministic)
                .contains("neither an upper nor a lower bound")
                .contains("the true I(X;T) equals H(X)")
                .contains("given H(Y)")
                .doesNotContain("under noise");
        Estimate noisy = Estimate.of(Information.ofBits(3), BoundKind.UPPER, "made-up", 10)
                .noise(NoiseModel.gaussian(0.5))
                .build();
        assertThat(HtmlReport.of("t", plane(noisy, null)).html())
                .contains("I(X;T): upper bound")
                .contains("I(X;T) under noise: Gaussian, sigma 0.5")
                .doesNotContain("the true I(X;T) equals H(X)")
                .doesNotContain("given H(Y)")
                .doesNotContain("neither an upper");
    }

    @Test
    void unequalTrainingIsSaid() {
        Estimate shorter = Estimate.of(Information.ofBits(1), BoundKind.DECODABLE, "made-up", 10)
                .learningCurve(FakePlanes.curve(600, 10, 100, 0.01))
                .build();
        Estimate longer = Estimate.of(Information.ofBits(1), BoundKind.DECODABLE, "made-up", 10)
                .learningCurve(FakePlanes.curve(600, 10, 200, 0.01))
                .build();
        InformationPlane plane = InformationPlane.of(
                List.of(FakePlanes.point("run", 0, "a", shorter, null), FakePlanes.point("run", 1, "a", longer, null)));
        assertThat(HtmlReport.of("t", plane).html()).contains("took different numbers of steps, 100 to 200");
    }

    @Test
    void whatMoreTrainingMayTakeAwayIsSaidWithItsSign() {
        Estimate falling = Estimate.of(Information.ofBits(90), BoundKind.DECODABLE, "made-up", 10)
                .learningCurve(FakePlanes.curve(600, 10, 100, 0.01))
                .convergenceGap(
                        new ConvergenceGap(Information.ofBits(-22), Information.ofBits(-42.5), Information.ofBits(-3)))
                .build();
        assertThat(HtmlReport.of("t", plane(falling, null)).html())
                .contains("Four times the steps would change a point by −42.50 to −3.000 bits")
                .contains("−22.00 (−42.50 to −3.000)")
                .doesNotContain("would add");
    }

    @Test
    void theWordsAreDefinedOnThePage() {
        assertThat(HtmlReport.of("t", plane(INPUT, null)).html())
                .contains("<dt>X, Y</dt><dd>The input of the network and its label.</dd>")
                .contains("<dt>T</dt>", "<dt>I(X;T)</dt>", "<dt>I(T;Y)</dt>");
    }

    @Test
    void pointsWithWarningsAreMarkedInTheTableAndInTheCharts() {
        Estimate warned = Estimate.of(Information.ofBits(3), BoundKind.POINT, "made-up", 10)
                .warning("at the ceiling")
                .build();
        assertThat(HtmlReport.of("t", plane(warned, LABEL)).html())
                .contains("<td>3.000 *</td>", "A red ring marks", "An asterisk marks", "#c00000", "at the ceiling")
                .contains("<td>2.000</td>");
        assertThat(HtmlReport.of("t", plane(INPUT, LABEL)).html().replaceAll("(?s)<style>.*?</style>", ""))
                .doesNotContain("A red ring marks", "An asterisk marks", "#c00000", " *</td>");
    }

    @Test
    void manyWidthsOfBinsAreOneRangeOfFewDigits() {
        List<PlanePoint> points = IntStream.range(0, 12)
                .mapToObj(epoch -> FakePlanes.point(
                        "run",
                        epoch,
                        "a",
                        Estimate.of(Information.ofBits(3), BoundKind.POINT, "binning", 10)
                                .noise(NoiseModel.quantised(0.12345678901234567 * (epoch + 1)))
                                .build(),
                        LABEL))
                .toList();
        String html = HtmlReport.of("t", InformationPlane.of(points)).html();
        assertThat(html).contains("<dt>I(X;T) under noise: quantised, width 0.1235 to 1.481</dt>");
        assertThat(html.replaceAll("(?s)<svg .*?</svg>", "")).doesNotContainPattern("\\.\\d{6}");
    }

    @Test
    void aNarrowScreenGetsADrawingOfItsOwnWithTheSecondPanelBelowTheFirst() {
        String html = study().html();
        assertThat(html).contains("max-width: 44rem", "id=\"plane-1\"", "id=\"plane-narrow-1\"");
        assertThat(Svg.parse(PlanePlots.plane(FakePlanes.study(), Layout.Place.NARROW))
                        .getDocumentElement()
                        .getAttribute("width"))
                .isEqualTo("460.0");
    }

    @Test
    void markupInNamesAndTextStaysText() {
        InformationPlane plane =
                InformationPlane.of(List.of(FakePlanes.point("<i>run</i>", 0, "<b>&\"hook\"", INPUT, LABEL)));
        String html = HtmlReport.of("<b>title", plane)
                .finding("<b>finding")
                .fact("<b>fact", "<b>value")
                .section("<b>heading", "<b>text")
                .samples(
                        "\"><b>grid",
                        "<b>caption",
                        SampleGrid.withColumns("<b>c").row("<b>r", Samples.of(new float[1], 1, 1, 1)))
                .manifest(Map.of("<b>name", "<b>entry"))
                .html();
        assertThat(html).doesNotContain("<b>").doesNotContain("<i>").contains("&lt;b&gt;finding");
    }

    @Test
    void everyKindOfPlaneMakesAPage() {
        Estimate infinite = Estimate.of(Information.ofBits(Double.POSITIVE_INFINITY), BoundKind.POINT, "made-up", 1)
                .standardError(Information.ofBits(Double.POSITIVE_INFINITY))
                .build();
        Stream.of(
                        plane(INPUT, LABEL),
                        plane(INPUT, null),
                        plane(null, LABEL),
                        plane(infinite, LABEL),
                        plane(infinite, infinite))
                .forEach(p -> assertThat(HtmlReport.of("t", p).html())
                        .contains("All points")
                        .contains("</html>")
                        .doesNotContain("NaN")
                        .doesNotContain("Infinity"));
        assertThat(HtmlReport.of("t", plane(infinite, LABEL)).html()).contains("<td>∞ ± ∞</td>");
    }

    @Test
    void sectionsWithoutContentAreLeftOut() {
        assertThat(HtmlReport.of("t", plane(INPUT, null)).html())
                .doesNotContain("Manifest")
                .doesNotContain("Warnings of")
                .doesNotContain("How far training went")
                .doesNotContain("Which changes")
                .doesNotContain("The information plane</h2>")
                .contains("I(X;T) by epoch")
                .doesNotContain("I(T;Y) by epoch");
    }

    @Test
    void anEmptyPlaneIsRefused() {
        assertThatThrownBy(() -> HtmlReport.of("t", InformationPlane.of(List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 point");
    }

    @Test
    void writingReplacesAnOlderPageAndLeavesNothingElse(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("deep/er/report.html");
        HtmlReport.of("old", plane(INPUT, LABEL)).write(file);
        HtmlReport report = HtmlReport.of("new", plane(INPUT, LABEL));
        report.write(file);
        assertThat(Files.readString(file)).isEqualTo(report.html());
        assertThat(file.getParent()).isDirectoryContaining(p -> p.equals(file)).satisfies(d -> {
            try (Stream<Path> all = Files.list(d)) {
                assertThat(all).hasSize(1);
            }
        });
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsNamed(@TempDir Path folder) throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> HtmlReport.of("t", plane(INPUT, LABEL)).write(notAFolder.resolve("report.html")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("report.html");
    }

    private static HtmlReport study() {
        Samples image = Samples.of(new float[] {0, 0.5f, 1, 0.2f}, 1, 2, 2);
        return HtmlReport.of("A study", FakePlanes.study())
                .finding("First.\n\nSecond.")
                .fact("accuracy", "0.9")
                .samples(
                        "Images",
                        "One draw each.",
                        SampleGrid.withColumns("image").row("stem.out", image))
                .section("Method", "How.")
                .manifest(Map.of("seed", "17"));
    }

    private static InformationPlane plane(Estimate input, Estimate label) {
        return InformationPlane.of(List.of(FakePlanes.point("run", 0, "a", input, label)));
    }
}
