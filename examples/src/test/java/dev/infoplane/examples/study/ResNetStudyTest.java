package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a user starts it, in processes of its own, at toy size. */
class ResNetStudyTest {
    @TempDir
    private Path folder;

    private record Run(int exit, String error) {}

    @Test
    void runsEndToEndAndMeasuresOnlyWhatIsMissing() throws Exception {
        Path out = folder.resolve("out");
        assertThat(study("--out", out.toString()).exit).isZero();
        InformationPlane plane = PlaneStore.open(out).plane();
        assertThat(plane.points()).hasSize(12);
        for (PlanePoint p : plane.points()) {
            if (p.key().run().equals("classifier") && p.key().epoch() == 0) {
                PlanePoint same = plane.find(
                                new PointKey("autoencoder", 0, p.key().hookPoint()))
                        .orElseThrow();
                assertThat(same.inputInformation().orElseThrow().pointwiseNats().orElseThrow())
                        .as("the untrained network is the same in both regimes")
                        .isEqualTo(p.inputInformation()
                                .orElseThrow()
                                .pointwiseNats()
                                .orElseThrow());
            }
        }
        for (String file : List.of(
                "plane.csv",
                "manifest.json",
                "plane.svg",
                "input-information.svg",
                "label-information.svg",
                "learning-curves.svg",
                "samples-classifier.svg",
                "samples-autoencoder.svg",
                "report.html")) {
            assertThat(out.resolve(file)).isNotEmptyFile();
        }
        String report = Files.readString(out.resolve("report.html"));
        assertThat(report)
                .doesNotContain("src=\"http")
                .contains("decodable information")
                .contains("2003.06254");
        List<String> table = Files.readAllLines(out.resolve("plane.csv"));
        assertThat(table).hasSize(13);

        List<Path> lost = pointFiles(out).stream()
                .filter(f -> f.getFileName().toString().contains("classifier-1"))
                .toList();
        assertThat(lost).hasSize(3);
        for (Path file : lost) {
            Files.delete(file);
        }
        Files.writeString(out.resolve("samples/unconditional.json"), "null");
        Files.delete(out.resolve("samples/autoencoder-0-stage1.out.json"));
        Path kept = pointFiles(out).get(0);
        long written = Files.getLastModifiedTime(kept).toMillis();
        assertThat(study("--out", out.toString()).exit).isZero();
        assertThat(Files.readAllLines(out.resolve("plane.csv"))).isEqualTo(table);
        assertThat(Files.getLastModifiedTime(kept).toMillis()).isEqualTo(written);

        Run other = study("--out", out.toString(), "--seed", "2");
        assertThat(other.exit).isEqualTo(1);
        assertThat(other.error).contains("holds another study: its seed is '1', now it would be '2'");
        assertThat(Files.readAllLines(out.resolve("plane.csv"))).isEqualTo(table);
        assertThat(Files.readString(out.resolve("manifest.json")))
                .doesNotContain("unknown")
                .contains("\"pytorch\": \"2.");

        Files.writeString(out.resolve("manifest.json"), "{\"seed\": ");
        assertError(study("--out", out.toString()), 1, "manifest.json' is damaged");
    }

    @Test
    void aRunThatIsKilledGoesOn() throws Exception {
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        assertThat(study("--out", whole.toString()).exit).isZero();
        Process process = start("--out", killed.toString());
        while (process.isAlive()
                && (!Files.exists(killed.resolve("points"))
                        || pointFiles(killed).isEmpty())) {
            Thread.sleep(50);
        }
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroyForcibly().waitFor();
        for (ProcessHandle worker : workers) {
            worker.onExit().get(1, TimeUnit.MINUTES);
        }
        assertThat(pointFiles(killed).size()).isLessThan(12);
        assertThat(study("--out", killed.toString()).exit).isZero();
        assertThat(Files.readString(killed.resolve("plane.csv")))
                .isEqualTo(Files.readString(whole.resolve("plane.csv")));
    }

    @Test
    void epochsHookPointsAndBudgetCanBeChosen() throws Exception {
        Path out = folder.resolve("chosen");
        assertError(
                study("--out", out.toString(), "--times", "2", "--epoch", "1", "--hook-point", "stage2.out,stage9.out"),
                1,
                "no hook point 'stage9.out' in this study; there are [stem.out, stage1.out, stage2.out, stage3.out]");
        String[] options = {
            "--out", out.toString(), "--times", "2", "--epoch", "1", "--hook-point", "stage3.out,stage2.out"
        };
        assertThat(study(options).exit).isZero();
        InformationPlane plane = PlaneStore.open(out).plane();
        assertThat(plane.points()).hasSize(4).allSatisfy(p -> {
            assertThat(p.key().epoch()).isEqualTo(1);
            assertThat(p.inputInformation()
                            .orElseThrow()
                            .learningCurve()
                            .orElseThrow()
                            .steps())
                    .isEqualTo(8);
        });
        assertError(study("--out", out.toString(), "--times", "3"), 1, "holds another study: its settings is");
        assertError(study("--times", "0"), 1, "--times must be at least 1 and at most 1000, got 0");
        assertError(study("--epoch", "-1"), 1, "--epoch must not be negative, got [-1]");
    }

    @Test
    void saysInOneSentenceWhatIsWrong() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertError(study("--out", file.resolve("below").toString()), 1, "cannot be written to");
        assertError(study("--data", folder.toString()), 1, "has neither 'train-images-idx3-ubyte.gz'");
        Files.write(folder.resolve("train-images-idx3-ubyte"), new byte[] {0, 0, 8, 3, 0, 0});
        assertError(study("--data", folder.toString()), 1, "is cut short");
        assertError(study("--preset", "huge"), 2, "toy, small, large");
        assertError(study("--processes", "0"), 1, "--processes must be at least 1, got 0");
    }

    private static void assertError(Run run, int exit, String... parts) {
        assertThat(run.exit).isEqualTo(exit);
        assertThat(run.error).contains(parts).doesNotContain("\tat ");
    }

    private Run study(String... options) throws IOException, InterruptedException {
        Process process = start(options);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), Files.readString(folder.resolve("error.txt"), StandardCharsets.UTF_8));
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ResNetStudy.class.getName()));
        if (!List.of(options).contains("--preset")) {
            command.addAll(List.of("--preset", "toy"));
        }
        if (!List.of(options).contains("--out")) {
            command.addAll(List.of("--out", folder.resolve("none").toString()));
        }
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("error.txt").toFile())
                .start();
    }

    private static List<Path> pointFiles(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out.resolve("points"))) {
            return files.sorted().toList();
        }
    }
}
