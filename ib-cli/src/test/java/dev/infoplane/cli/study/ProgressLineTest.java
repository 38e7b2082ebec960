package dev.infoplane.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter text = new StringWriter();
    private long now;

    @Test
    void elsewhereThanOnATerminalThereArePlainLines() {
        run(false);
        assertThat(text())
                .startsWith("study   0 %, 3 of 24 points, 0:00:01 gone\n"
                        + "study   5 %, 3 of 24 points, 0:00:50 gone, about 0:15:50 left\n")
                .endsWith("study 100 %, 3 of 24 points, 0:16:40 gone, about 0:00:00 left\n")
                .doesNotContain("\r", "\u001b");
        assertThat(text().lines()).hasSize(21);
    }

    @Test
    void onATerminalOneLineIsWrittenOver() {
        run(true);
        assertThat(text())
                .startsWith("\rstudy")
                .endsWith(" \n")
                .doesNotContain("\u001b")
                .containsOnlyOnce("\n");
    }

    @Test
    void theEndIsShownHoweverShortTheLastStep() {
        ProgressLine line = new ProgressLine(new PrintWriter(text), false, () -> now);
        assertThat(line.show(0.97, "7 of 9 points", OptionalDouble::empty)).isTrue();
        assertThat(line.show(1, "9 of 9 points", OptionalDouble::empty)).isTrue();
        assertThat(line.show(1, "9 of 9 points", OptionalDouble::empty)).isFalse();
        assertThat(text().lines()).hasSize(2);
        assertThat(text()).contains("study 100 %, 9 of 9 points");
    }

    @Test
    void whatIsSaidHasALineOfItsOwn() {
        ProgressLine line = new ProgressLine(new PrintWriter(text), true, () -> now);
        line.show(0, "0 of 24 points", OptionalDouble::empty);
        line.say("stage1: 3.0 bits");
        assertThat(text().split("\r")[2]).startsWith("stage1: 3.0 bits  ").endsWith("\n");
    }

    @Test
    void digitsDoNotFollowTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            ProgressLine line = new ProgressLine(new PrintWriter(text), false, () -> now);
            now = TimeUnit.SECONDS.toNanos(30);
            line.show(0.95, "20 of 24 points", () -> OptionalDouble.of(30));
        } finally {
            Locale.setDefault(before);
        }
        assertThat(text()).isEqualTo("study  95 %, 20 of 24 points, 0:00:30 gone, about 0:00:30 left\n");
    }

    @Test
    void dumbTerminalsAndBuildServersGetPlainLines() {
        assertThat(Terminal.isThere(Map.of("TERM", "dumb"))).isFalse();
        assertThat(Terminal.isThere(Map.of("TERM", "xterm", "CI", "true"))).isFalse();
        assertThat(Terminal.isThere(Map.of("TERM", "xterm")))
                .as("tests have no terminal")
                .isFalse();
    }

    private void run(boolean isTerminal) {
        ProgressLine line = new ProgressLine(new PrintWriter(text), isTerminal, () -> now);
        for (int done = 0; done <= 1000; done++) {
            now = TimeUnit.SECONDS.toNanos(Math.max(1, done));
            double share = done / 1000.0;
            line.show(
                    share,
                    "3 of 24 points",
                    () -> share < 0.05 ? OptionalDouble.empty() : OptionalDouble.of(1000 * (1 - share)));
        }
        line.close();
    }

    private String text() {
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
