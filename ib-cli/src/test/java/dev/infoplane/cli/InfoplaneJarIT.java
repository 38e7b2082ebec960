package dev.infoplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.data.Npy;
import dev.infoplane.estimate.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar in a process of its own, as a user runs it. */
class InfoplaneJarIT {
    @TempDir
    Path folder;

    private String run(int code, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("infoplane.jar")));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(text).isEqualTo(code);
        return text;
    }

    @Test
    void theJarFindsItsEstimatorsMeasuresAndWritesAReport() throws IOException, InterruptedException {
        float[] values = new float[300];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Npy.write(folder.resolve("x.npy"), Samples.of(values));
        Npy.write(folder.resolve("conv.epoch0.npy"), Samples.of(values, 1));

        assertThat(run(0, "list")).contains("ksg1", "pairwise-upper");
        assertThat(run(0, "--version")).contains("infoplane 0");
        assertThat(run(0, "estimate", "--x", "x.npy", "--t", "x.npy", "--estimator", "discrete", "--permutations", 5))
                .contains("p-value", "warning");
        assertThat(run(0, "plane", "--activations", ".", "--set", "sigma=1")).contains("report.html");
        assertThat(folder.resolve("infoplane/report.html")).isNotEmptyFile();
        assertThat(run(2, "estimate", "--x", "z.npy", "--t", "x.npy"))
                .isEqualToIgnoringNewLines("infoplane: there is no file 'z.npy'");
    }
}
