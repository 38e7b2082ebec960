package dev.infoplane.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine without fonts or fontconfig fails as soon as AWT is asked for a font; so nothing here may ask. */
class FontlessTest {
    /** Makes a page with everything on it, in a Java of its own. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            Samples image = Samples.of(new float[4], 1, 2, 2);
            HtmlReport.of("study", FakePlanes.study())
                    .samples("images", "one", SampleGrid.withColumns("a").row("b", image))
                    .write(Path.of(args[0]));
        }
    }

    @Test
    void aWholePageIsMadeWithoutLoadingAFontClass(@TempDir Path folder) throws IOException, InterruptedException {
        Path page = folder.resolve("page.html");
        Path log = folder.resolve("classes.txt");
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Xlog:class+load:file=classes.txt",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        page.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(output).isZero();
        assertThat(page).isNotEmptyFile();
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.contains("java.awt.image.BufferedImage"))
                .noneMatch(line -> line.contains("java.awt.Font") || line.contains("sun.font."));
    }
}
