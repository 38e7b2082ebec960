package dev.infoplane.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page in a browser: what moves, what can be read, what it looks like on screens and on paper. */
@Tag("browser")
class ReportInBrowserTest {
    private static final String MARKERS = "[data-chart=plane] .marker";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void start() throws IOException {
        page = folder.resolve("report.html");
        StudyPages.published().write(page);
        browser = new Browser();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        browser.open(page, 1200, "light");
    }

    @AfterEach
    void theBrowserComplainsAboutNothing() {
        assertThat(browser.messages()).isEmpty();
    }

    @Test
    void chartsThatMoveTakeThePlaceOfDrawings() {
        assertThat(browser.all(".live canvas")).hasSize(2 * 5 + 2);
        assertThat(browser.all(".live canvas")).allMatch(WebElement::isDisplayed);
        assertThat(browser.all("div.still")).isNotEmpty().noneMatch(WebElement::isDisplayed);
        assertThat(browser.all("h2"))
                .extracting(WebElement::getText)
                .contains(
                        "What was asked, and the answers",
                        "The information plane",
                        "By epoch",
                        "The networks over the same epochs",
                        "How far training went",
                        "What decoders draw from each layer",
                        "What these numbers claim and what they do not",
                        "Manifest");
        assertThat(browser.all(".grids figure")).hasSize(8);
    }

    @Test
    void neighbouringTicksNeverHaveTheSameText() {
        assertThat(browser.run("return [0.0975, 0.098, 0.0985].map(v => tickText(v, 0.0005))"))
                .isEqualTo(List.of("0.0975", "0.098", "0.0985"));
        assertThat(browser.run("return [0.25, 0.5].map(v => tickText(v, 0.25))"))
                .isEqualTo(List.of("0.25", "0.5"));
        assertThat(browser.run("return [-4000, 2e-5].map((v, i) => tickText(v, [1000, 1e-5][i]))"))
                .isEqualTo(List.of("-4,000", "0.00002"));
    }

    @Test
    void theSliderMovesThePoints() {
        String last = places();
        WebElement slider = browser.one("#epoch");
        slider.sendKeys(Keys.HOME);
        browser.settle();
        assertThat(slider.getAttribute("aria-valuetext")).isEqualTo("epoch 0");
        assertThat(browser.one("#epoch-now").getText()).isEqualTo("epoch 0");
        assertThat(browser.all(MARKERS)).allMatch(m -> label(m).contains(", epoch 0. "));
        assertThat(places()).isNotEqualTo(last);
        slider.sendKeys(Keys.END);
        browser.settle();
        assertThat(places()).isEqualTo(last);
    }

    @Test
    void playStartsOverAtTheEndAdvancesAndStops() {
        WebElement play = browser.one("#play");
        play.click();
        assertThat(play.getText()).contains("Pause");
        assertThat(browser.one("#epoch-now").getText()).isEqualTo("epoch 0");
        browser.await("return document.getElementById('epoch').value === '2'");
        play.click();
        assertThat(play.getText()).contains("Play");
        play.click();
        browser.await("return document.getElementById('play').textContent.includes('Play')");
        assertThat(browser.one("#epoch-now").getText()).isEqualTo("epoch 60");
    }

    @Test
    void pointingAtAPointShowsItsExactValues() {
        WebElement marker = browser.all(MARKERS).get(1);
        new Actions(browser.driver()).moveToElement(marker).perform();
        browser.settle();
        assertThat(browser.one("#tip").isDisplayed()).isTrue();
        assertThat(browser.one("#tip").getText())
                .contains("autoencoder, stage2.out, epoch 60", "I(X;T) = ", "decodable information", "I(T;Y) = ")
                .contains("lower bound", "95 % interval: at least ", "more training would change it by ");
        new Actions(browser.driver()).moveToElement(browser.one("h1")).perform();
        browser.settle();
        assertThat(browser.one("#tip").isDisplayed()).isFalse();
    }

    @Test
    void warningsAreShownWithTheValue() {
        new Actions(browser.driver()).moveToElement(browser.all(MARKERS).get(0)).perform();
        browser.settle();
        assertThat(browser.one("#tip .warning").getText()).startsWith("Warning: not converged");
    }

    @Test
    void theKeyboardReachesEveryPoint() {
        browser.run("document.getElementById('epoch').focus()");
        WebElement first = tabUntil("marker");
        assertThat(label(first)).startsWith("autoencoder, stage1.out, epoch 60. I(X;T) = ");
        first.sendKeys(Keys.ARROW_DOWN);
        WebElement second = browser.driver().switchTo().activeElement();
        assertThat(label(second)).startsWith("autoencoder, stage2.out, epoch 60. ");
        second.sendKeys(Keys.ARROW_LEFT);
        browser.settle();
        assertThat(label(browser.driver().switchTo().activeElement()))
                .startsWith("autoencoder, stage2.out, epoch 30. ");
        assertThat(browser.one("#tip").getText()).contains("stage2.out, epoch 30");
        second.sendKeys(Keys.ESCAPE);
        assertThat(browser.one("#tip").isDisplayed()).isFalse();
        assertThat(browser.all("[data-chart=plane] .marker[tabindex='0']"))
                .as("one stop of the Tab key in each chart")
                .hasSize(2);
    }

    @Test
    void aPressedHookPointAndRunStandOutEverywhere() {
        WebElement button = browser.all("#legend-hook button").get(1);
        button.click();
        browser.all("#legend-run button").get(0).click();
        new Actions(browser.driver()).moveToElement(browser.one("h1")).perform();
        browser.settle();
        assertThat(button.getAttribute("aria-pressed")).isEqualTo("true");
        for (String chart : List.of("plane", "curves-0", "curves-1", "learning-0", "learning-1")) {
            assertThat(browser.all("[data-chart=" + chart + "] .marker"))
                    .as(chart)
                    .filteredOn(m -> m.getCssValue("opacity").equals("1"))
                    .singleElement()
                    .satisfies(m -> assertThat(label(m)).startsWith("autoencoder, stage2.out"));
        }
        assertThat(browser.all("[data-run]:not(.dim)")).hasSize(1);
        button.click();
        browser.all("#legend-run button").get(0).click();
        new Actions(browser.driver()).moveToElement(browser.one("h1")).perform();
        browser.settle();
        assertThat(browser.all("[data-run].dim")).isEmpty();
    }

    @Test
    void everyControlHasANameAndChartsAreGroups() {
        assertThat(browser.all("button, input, [role=img], [role=group], [role=region]"))
                .filteredOn(WebElement::isDisplayed)
                .allSatisfy(e -> assertThat(e.getAccessibleName())
                        .as(e.getDomProperty("outerHTML"))
                        .isNotBlank());
        WebElement play = browser.one("#play");
        browser.run("document.getElementById('epoch-now').previousElementSibling.focus()");
        play.sendKeys("");
        assertThat(play.getCssValue("outline-style")).as("focus can be seen").isEqualTo("solid");
    }

    @Test
    void nothingIsRequestedFromAnywhere() {
        assertThat(browser.run("return performance.getEntriesByType('resource').map(e => e.name)"))
                .isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource({"400, light", "800, light", "1600, light", "400, dark", "800, dark", "1600, dark"})
    void thePageFitsTheWindowAndCanBeRead(int width, String scheme) {
        browser.open(page, width, scheme);
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo((long) width);
        assertThat((Double) browser.run(CONTRAST + "return contrast(document.body, 'color')"))
                .isGreaterThan(7);
        assertThat((Double) browser.run(CONTRAST + "return contrast(document.querySelector('figcaption'), 'color')"))
                .isGreaterThan(4.5);
        assertThat(browser.all(".live canvas"))
                .allSatisfy(c -> assertThat(c.getSize().getWidth()).isBetween(250, 720));
    }

    @Test
    void paperHasAllSectionsAndDrawingsInsteadOfCharts() {
        Object pdf = browser.driver()
                .executeCdpCommand("Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69))
                .get("data");
        String document = new String(Base64.getDecoder().decode((String) pdf), StandardCharsets.ISO_8859_1);
        assertThat(Pattern.compile("/Type /Page\\b").matcher(document).results().count())
                .isBetween(5L, 30L);
        browser.emulate("print", "dark");
        browser.settle();
        assertThat(browser.all("h2")).allMatch(WebElement::isDisplayed);
        assertThat(browser.all("div.still")).allMatch(WebElement::isDisplayed);
        assertThat(browser.all(".live, .controls, .legend, #tip")).noneMatch(WebElement::isDisplayed);
        assertThat(browser.run("return [...document.querySelectorAll('svg, table')].filter(e => e.checkVisibility())"
                        + ".filter(e => e.getBoundingClientRect().right > innerWidth).length"))
                .isEqualTo(0L);
        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .as("paper stays white")
                .isEqualTo("rgb(255, 255, 255)");
    }

    @Test
    void withoutScriptsThereAreDrawings() {
        browser.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            browser.driver().get(page.toUri().toString());
            assertThat(browser.all("div.still")).isNotEmpty().allMatch(WebElement::isDisplayed);
            assertThat(browser.all(".controls, .legend")).noneMatch(WebElement::isDisplayed);
        } finally {
            browser.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }

    private static final String CONTRAST = """
            const luminance = css => css.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
              .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
              .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const contrast = (e, name) => {
              const both = [getComputedStyle(e)[name], getComputedStyle(document.body).backgroundColor].map(luminance);
              return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
            };
            """;

    private static String label(WebElement marker) {
        return marker.getDomAttribute("aria-label");
    }

    private static String places() {
        return browser.all(MARKERS).stream()
                .map(m -> m.getDomAttribute("transform"))
                .toList()
                .toString();
    }

    private static WebElement tabUntil(String style) {
        for (int i = 0; i < 20; i++) {
            new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
            WebElement focused = browser.driver().switchTo().activeElement();
            if (String.valueOf(focused.getDomAttribute("class")).contains(style)) {
                return focused;
            }
        }
        throw new AssertionError("20 times Tab did not reach a " + style);
    }
}
