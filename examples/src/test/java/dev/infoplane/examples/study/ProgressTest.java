package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.examples.process.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now;

    @Test
    void elsewhereThanOnATerminalThereArePlainLines() {
        run(false);
        assertThat(text())
                .startsWith("resnet-study   0 %, 0:00:01 gone\nresnet-study   5 %, 0:00:50 gone, about 0:15:50 left\n")
                .endsWith("resnet-study 100 %, 0:16:40 gone, about 0:00:00 left\n")
                .doesNotContain("\r", "\u001b");
        assertThat(text().lines()).hasSize(21);
    }

    @Test
    void noTimeLeftIsGivenBeforeATwentiethIsDone() {
        try (Progress progress =
                new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, 1000, () -> now)) {
            for (int done : new int[] {0, 1, 49, 50}) {
                now += TimeUnit.SECONDS.toNanos(10);
                progress.accept(done);
            }
        }
        String[] lines = text().split("\r");
        assertThat(lines[2]).startsWith("resnet-study   0 %, 0:00:20 gone  ");
        assertThat(lines[3]).startsWith("resnet-study   4 %, 0:00:30 gone  ");
        assertThat(lines[4]).startsWith("resnet-study   5 %, 0:00:40 gone, about 0:12:40 left");
    }

    @Test
    void onATerminalOneLineIsWrittenOver() {
        run(true);
        assertThat(text()).startsWith("\rresnet-study").endsWith(" \n").hasSize(1000 * 61 + 1);
        assertThat(text()).doesNotContain("\u001b").containsOnlyOnce("\n");
    }

    @Test
    void digitsDoNotFollowTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            run(false);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(text()).matches("[\\x00-\\x7f]*").contains("0:16:40");
    }

    @Test
    void dumbTerminalsAndBuildServersGetPlainLines() {
        assertThat(Progress.onTerminal(Map.of("TERM", "dumb"))).isFalse();
        assertThat(Progress.onTerminal(Map.of("TERM", "xterm", "CI", "true"))).isFalse();
        assertThat(Progress.onTerminal(Map.of("TERM", "xterm")))
                .as("tests have no terminal")
                .isFalse();
    }

    private void run(boolean terminal) {
        try (Progress progress =
                new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, 1000, () -> now)) {
            for (int done = 0; done <= 1000; done++) {
                now = TimeUnit.SECONDS.toNanos(Math.max(1, done));
                progress.accept(done);
            }
        }
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
