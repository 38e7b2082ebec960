package dev.infoplane.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointKey;
import dev.infoplane.study.hypothesis.ClaimTests;
import dev.infoplane.study.hypothesis.SeededPlane;
import dev.infoplane.study.hypothesis.TestedClaim;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that moves: its structure, its data, and what it is given besides a plane. */
class PageTest {
    private static final Estimate INPUT = FakePlanes.bits(100, BoundKind.DECODABLE);
    private static final Estimate LABEL = FakePlanes.bits(2, BoundKind.LOWER);
    private static final Estimate INFINITE = FakePlanes.bits(Double.POSITIVE_INFINITY, BoundKind.POINT);
    private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL);

    @Test
    void everyPageIsWellFormed() throws IOException {
        List<HtmlReport> pages = List.of(
                StudyPages.published(),
                HtmlReport.of("t", FakePlanes.study()),
                HtmlReport.of("one point", plane(INPUT, LABEL)),
                HtmlReport.of("no I(T;Y)", plane(INPUT, null)),
                HtmlReport.of("no I(X;T)", plane(null, LABEL)),
                HtmlReport.of("nothing to draw", plane(INFINITE, INFINITE))
                        .metric("loss", "run", Map.of(0, Double.NaN, 1, Double.POSITIVE_INFINITY)));
        pages.forEach(page -> {
            String html = page.html();
            Svg.parse(SCRIPT.matcher(html).replaceAll("").replaceAll("(?s)<style.*?</style>", ""));
            assertThat(Pattern.compile(" id=\"([^\"]+)\"")
                            .matcher(SCRIPT.matcher(html).replaceAll(""))
                            .results()
                            .map(r -> r.group(1))
                            .toList())
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void theDataSaysOfEveryPointWhatTheTableSays() {
        InformationPlane plane = FakePlanes.study();
        JsonObject data = data(HtmlReport.of("t", plane).html());
        assertThat(data.getAsJsonArray("epoch")).hasSize(plane.points().size());
        for (Quantity q : Quantity.values()) {
            JsonObject columns =
                    data.getAsJsonArray("quantities").get(q.ordinal()).getAsJsonObject();
            for (int i = 0; i < plane.points().size(); i++) {
                PlanePoint point = plane.points().get(i);
                Estimate estimate = q.of(point).orElseThrow();
                assertThat(text(data, "runs", "run", i)).isEqualTo(point.key().run());
                assertThat(text(data, "hooks", "hook", i)).isEqualTo(point.key().hookPoint());
                assertThat(at(columns, "value", i).getAsDouble())
                        .isCloseTo(estimate.value().bits(), withinPercentage(1e-3));
                assertThat(at(columns, "text", i).getAsString()).isEqualTo(Numbers.bits(estimate));
                assertThat(at(columns, "gap", i).getAsString()).isEqualTo(Numbers.gap(estimate.convergenceGap()));
                assertThat(at(columns, "warnings", i).getAsJsonArray())
                        .hasSize(estimate.warnings().size());
            }
        }
    }

    @Test
    void namesThatLookLikeMarkupStayText() {
        String run = "</script><script>alert(1)</script>\"'&<!--";
        String hook = "<b>stage</b>\u2028";
        InformationPlane plane = InformationPlane.of(List.of(FakePlanes.point(run, 0, hook, INPUT, LABEL)));
        String html = HtmlReport.of("<script>", plane)
                .metric("<i>loss</i></script>", run, Map.of(0, 1.0))
                .draws(run, hook, grid())
                .hypotheses(List.of(Hypothesis.untested("<script>", "</table>")))
                .html();
        assertThat(SCRIPT.matcher(html).results()).hasSize(1 + Assets.SCRIPTS.size());
        assertThat(html).doesNotContain("<b>stage", "<i>loss", "<script>alert");
        JsonObject data = data(html);
        assertThat(text(data, "runs", "run", 0)).isEqualTo(run);
        assertThat(text(data, "hooks", "hook", 0)).isEqualTo(hook);
    }

    @Test
    void whatIsNotFiniteIsNotDrawnButNamedInTheTable() {
        String html = HtmlReport.of("t", plane(INFINITE, LABEL))
                .metric("loss", "run", Map.of(0, Double.NaN, 1, 0.5))
                .html();
        JsonObject data = data(html);
        JsonObject input = data.getAsJsonArray("quantities").get(0).getAsJsonObject();
        assertThat(at(input, "value", 0).isJsonNull()).isTrue();
        assertThat(data.getAsJsonArray("metrics").get(0).getAsJsonObject().getAsJsonArray("epoch"))
                .hasSize(1);
        assertThat(html).contains("<td>∞</td>", "<td>not a number</td>");
    }

    @Test
    void aLargePlaneMakesAPageThatAComputerCanOpen() {
        List<PlanePoint> points = new ArrayList<>();
        for (int i = 0; i < 12 * 12 * 30; i++) {
            points.add(FakePlanes.point(
                    "run" + i / 360,
                    i / 12 % 30,
                    "stage" + i % 12 + ".out",
                    FakePlanes.learned(
                                    Estimate.of(Information.ofBits(i % 97), BoundKind.DECODABLE, "made-up", 100)
                                            .standardError(Information.ofBits(1)),
                                    FakePlanes.curve(700, 60, 300, 0.01))
                            .build(),
                    LABEL));
        }
        String html = HtmlReport.of("t", InformationPlane.of(points)).html();
        assertThat(html.length()).isLessThan(12_000_000);
        assertThat(html)
                .contains("Drawn here: 9 of 30 epochs. The tables hold all points.")
                .contains("Drawn here: 9 of 30 epochs, 2 of 12 hook points.");
        assertThat(data(html).getAsJsonArray("epoch"))
                .as("the charts that move show all")
                .hasSize(points.size());
    }

    @Test
    void theBrowserMayRunTheScriptsOfThePageAndNoOthers() throws GeneralSecurityException {
        String html = HtmlReport.of("t", plane(INPUT, LABEL)).html();
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(html);
        assertThat(policy.find()).isTrue();
        List<String> allowed = new ArrayList<>();
        for (String script : SCRIPT.matcher(html)
                .results()
                .filter(s -> s.group(1).isEmpty())
                .map(s -> s.group(2))
                .toList()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            allowed.add("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
        assertThat(policy.group(1).replace("&#39;", "'").replace("&#61;", "="))
                .isEqualTo("default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src "
                        + String.join(" ", allowed));
        assertThat(SCRIPT.matcher(html).replaceAll("")).doesNotContainPattern(" on[a-z]+=\"");
    }

    @Test
    void theLicenceOfTheChartingLibraryIsInThePage() {
        assertThat(HtmlReport.of("t", plane(INPUT, LABEL)).html())
                .contains("Permission is hereby granted, free of charge")
                .contains("THE SOFTWARE IS PROVIDED \"AS IS\"");
    }

    @Test
    void coloursStandOutFromTheirGroundAndAreThoseOfTheDrawings() {
        String dark = Assets.CSS.substring(Assets.CSS.indexOf("prefers-color-scheme: dark"));
        assertThat(hues(Assets.CSS)).startsWith(Scales.HUES.toArray(String[]::new));
        for (int i = 0; i < Scales.HUES.size(); i++) {
            assertThat(contrast(hues(Assets.CSS).get(i), 0xffffff))
                    .as("hue %s, light", i)
                    .isGreaterThan(3);
            assertThat(contrast(hues(dark).get(i), 0x14171b))
                    .as("hue %s, dark", i)
                    .isGreaterThan(4.5);
        }
    }

    @Test
    void metricsOfAllRunsAreATableAndADrawing() {
        String html = HtmlReport.of("t", FakePlanes.study())
                .metric("accuracy", "classifier", Map.of(0, 0.1, 60, 0.9))
                .metric("accuracy", "autoencoder", Map.of(0, 0.12))
                .html();
        assertThat(html)
                .contains("<h2>The networks over the same epochs</h2>", "id=\"metrics-1\"")
                .contains("<th scope=\"row\">0</th><td>0.100</td><td>0.120</td>")
                .contains("<th scope=\"row\">60</th><td>0.900</td><td>–</td>");
    }

    @Test
    void hypothesesStandInATableInPlainWords() {
        String html = HtmlReport.of("t", plane(INPUT, LABEL))
                .hypotheses(List.of(
                        Hypothesis.tested("It falls.", finding(-5, -7, -3, 0.0001), "holds"),
                        Hypothesis.untested("It rises.", "cannot be tested: one epoch only")))
                .html();
        assertThat(html)
                .contains("It falls.", "−5.000", "−7.000 to −3.000", "&lt; 0.001", ">holds<")
                .contains("It rises.", "cannot be tested: one epoch only");
    }

    @Test
    void testedClaimsOfAStudyFillTheTable() {
        InformationPlane plane = FakePlanes.study();
        List<TestedClaim> claims = ClaimTests.standard().test(SeededPlane.of(plane));

        String html = HtmlReport.of("t", plane)
                .hypotheses(claims.stream().map(Hypothesis::of).toList())
                .html();

        assertThat(claims).hasSize(2 * 2 * (4 + 4 + 3));
        assertThat(claims).allSatisfy(c -> assertThat(html).contains(c.claim().text()));
        TestedClaim forgets = claims.stream()
                .filter(c -> c.claim().text().startsWith("Compression: I(X;T) of stage3.out (classifier)"))
                .findFirst()
                .orElseThrow();
        assertThat(html)
                .contains(Numbers.signed(forgets.effect().orElseThrow().size().bits()));
        assertThat(Hypothesis.of(forgets).verdict())
                .contains("this network only", "Warned: the learning curve was still falling");
    }

    @Test
    void warningsOfOneKindAreSaidOnce() {
        TestedClaim claim =
                ClaimTests.standard().test(SeededPlane.of(FakePlanes.study())).get(0);
        TestedClaim warned = new TestedClaim(
                claim.claim(),
                claim.answer(),
                claim.explanation(),
                claim.effect(),
                claim.networks(),
                List.of("not converged: adds 3 bits", "overfitting: costs 2 bits", "not converged: adds 4 bits"));

        assertThat(Hypothesis.of(warned).verdict())
                .endsWith("Warned: not converged: adds 3 bits (one of 2) | overfitting: costs 2 bits");
    }

    @Test
    void thePageListsWarningsByKindWithTheirPlaces() {
        List<PlanePoint> points = new ArrayList<>();
        for (String warning : List.of("not converged: adds 3 bits", "not converged: adds 4 bits", "below zero", "")) {
            Estimate warned = Estimate.of(Information.ofBits(1), BoundKind.LOWER, "fake", 100)
                    .warning(warning)
                    .build();
            points.add(new PlanePoint(new PointKey("run", points.size(), "a"), Optional.of(warned), Optional.empty()));
        }

        String html = HtmlReport.of("t", InformationPlane.of(points)).html();

        assertThat(html)
                .contains("<h3>Not converged (2)</h3>", "<h3>Below zero (1)</h3>", "<h3>Others (1)</h3>")
                .containsOnlyOnce("<span class=\"quiet\">not converged: adds 4 bits</span>")
                .contains("<td>1.000 *</td>");
    }

    @Test
    void whatAHypothesisCannotSayIsRefused() {
        assertThatThrownBy(() -> finding(5, 6, 7, 0.5)).hasMessageContaining("must hold the effect");
        assertThatThrownBy(() -> finding(Double.NaN, 6, 7, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> finding(5, 4, 7, 1.5)).hasMessageContaining("between 0 and 1, got 1.5");
        assertThatThrownBy(() -> finding(5, 4, 7, Double.NaN)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> Hypothesis.untested("claim", " ")).hasMessageContaining("a verdict in words");
    }

    @Test
    void runsAndHookPointsThatThePlaneDoesNotHaveAreRefused() {
        HtmlReport report = HtmlReport.of("t", plane(INPUT, LABEL)).metric("loss", "run", Map.of(0, 1.0));
        report.draws("run", "a", grid());
        assertThatThrownBy(() -> report.metric("loss", "rum", Map.of(0, 1.0)))
                .hasMessage("the plane has no run 'rum', but [run]");
        assertThatThrownBy(() -> report.draws("run", "b", grid()))
                .hasMessage("the plane has no hook point 'b', but [a]");
        assertThatThrownBy(() -> report.metric("loss", "run", Map.of(0, 1.0))).hasMessageContaining("already");
        assertThatThrownBy(() -> report.draws("run", "a", grid())).hasMessageContaining("already");
        assertThatThrownBy(() -> report.metric("empty", "run", Map.of())).hasMessageContaining("no values");
    }

    @Test
    void intervalsSayWhatTheirBoundsAllow() {
        Information error = Information.ofBits(1);
        assertThat(Numbers.interval(INPUT)).isEqualTo("not known");
        assertThat(Numbers.interval(Estimate.of(Information.ofBits(100), BoundKind.DECODABLE, "e", 1000)
                        .standardError(error)
                        .build()))
                .isEqualTo("98.04 to 102.0");
        assertThat(Numbers.interval(Estimate.of(Information.ofBits(2), BoundKind.LOWER, "e", 1000)
                        .standardError(error)
                        .build()))
                .isEqualTo("at least 0.354");
        assertThat(Numbers.interval(Estimate.of(Information.ofBits(2), BoundKind.LOWER, "e", 1000)
                        .standardError(error)
                        .warning("at its ceiling")
                        .build()))
                .isEqualTo("none, see warning");
    }

    private static SampleGrid grid() {
        return SampleGrid.withColumns("original").row("epoch 0", Samples.of(new float[1], 1, 1, 1));
    }

    private static Hypothesis.Finding finding(double effect, double low, double high, double p) {
        return new Hypothesis.Finding(Information.ofBits(effect), Information.ofBits(low), Information.ofBits(high), p);
    }

    private static JsonObject data(String html) {
        return SCRIPT.matcher(html)
                .results()
                .filter(s -> s.group(1).contains("id=\"data\""))
                .map(s -> JsonParser.parseString(s.group(2)).getAsJsonObject())
                .findFirst()
                .orElseThrow();
    }

    private static String text(JsonObject data, String names, String column, int i) {
        JsonArray all = data.getAsJsonArray(names);
        return all.get(at(data, column, i).getAsInt()).getAsString();
    }

    private static JsonElement at(JsonObject columns, String name, int i) {
        return columns.getAsJsonArray(name).get(i);
    }

    private static List<String> hues(String css) {
        return Pattern.compile("--hue-\\d: (#[0-9a-f]{6})")
                .matcher(css)
                .results()
                .map(r -> r.group(1))
                .toList();
    }

    /** The contrast ratio of WCAG 2. */
    private static double contrast(String colour, int ground) {
        double a = luminance(Integer.parseInt(colour.substring(1), 16));
        double b = luminance(ground);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int rgb) {
        double[] weights = {0.0722, 0.7152, 0.2126};
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            double share = (rgb >> 8 * c & 0xff) / 255.0;
            sum += weights[c] * (share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static InformationPlane plane(Estimate input, Estimate label) {
        return InformationPlane.of(List.of(FakePlanes.point("run", 0, "a", input, label)));
    }
}
