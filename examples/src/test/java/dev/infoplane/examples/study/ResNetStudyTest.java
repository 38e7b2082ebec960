package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a user starts it, in processes of its own, at toy size. */
class ResNetStudyTest {
    @TempDir
    private Path folder;

    private StudyProgram program;

    @BeforeEach
    void program() {
        program = new StudyProgram(folder);
    }

    @Test
    void runsEndToEndAndMeasuresOnlyWhatIsMissing() throws Exception {
        Path out = folder.resolve("out");
        StudyProgram.Run first = program.run("-Duser.language=ar", "-Duser.country=EG", "--out", out.toString());
        assertThat(first.exit()).as(first.error()).isZero();
        assertThat(first.output())
                .contains("study 100 %, 12 of 12 points", "12 points in ", "bits of the input")
                .doesNotContain("\r", "\u001b")
                .as("digits in a locale whose digits are others")
                .doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
        assertThat(program.temporaryFiles()).noneMatch(f -> f.contains("jline") || f.contains("jansi"));
        InformationPlane plane = PlaneStore.open(out).plane();
        assertThat(plane.points()).hasSize(12);
        for (PlanePoint p : plane.points()) {
            if (p.key().run().equals("classifier") && p.key().epoch() == 0) {
                PlanePoint same = plane.find(
                                new PointKey("autoencoder", 0, p.key().hookPoint()))
                        .orElseThrow();
                assertThat(same.labelInformation().orElseThrow().pointwiseNats().orElseThrow())
                        .as("the untrained network is the same in both regimes")
                        .isEqualTo(p.labelInformation()
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

        String picture = Files.readString(out.resolve("plane.svg"));
        List<Path> lost = StudyProgram.points(out).stream()
                .filter(f -> f.getFileName().toString().contains("classifier-1")
                        || f.getFileName().toString().contains("stage1.out"))
                .toList();
        assertThat(lost).hasSize(6);
        for (Path file : lost) {
            Files.delete(file);
        }
        Path kept = StudyProgram.points(out).get(0);
        long written = Files.getLastModifiedTime(kept).toMillis();
        assertThat(program.run("--out", out.toString()).exit()).isZero();
        assertThat(Files.readAllLines(out.resolve("plane.csv"))).isEqualTo(table);
        assertThat(out.resolve("plane.svg"))
                .as("layers keep their order, colours and shapes")
                .content()
                .isEqualTo(picture);
        assertThat(Files.getLastModifiedTime(kept).toMillis()).isEqualTo(written);

        StudyProgram.assertFails(
                program.here("--out", out.toString(), "--seed", "2"),
                2,
                "holds another study (data.seed: 2, was 1; decoderSeeds: [2], was [1]; networkSeeds: [2], was [1])");
        assertThat(Files.readAllLines(out.resolve("plane.csv"))).isEqualTo(table);
        assertThat(Files.readString(out.resolve("manifest.json")))
                .doesNotContain("unknown")
                .contains("\"pytorch\": \"2.");

        Files.writeString(out.resolve("manifest.json"), "{\"seed\": ");
        StudyProgram.assertFails(program.here("--out", out.toString()), 1, "manifest.json' is damaged");
    }

    @Test
    void estimatorsThatDoNotTrainHaveAReportWithoutLearningCurves() throws Exception {
        Path out = folder.resolve("out");
        Path spec = Files.writeString(folder.resolve("study.yaml"), """
                data: {halve: true, network: 100, decoder: 100, validation: 40, measured: 200}
                epochs: {at: [0, 1]}
                hookPoints: [stage3.out]
                regimes: [classifier]
                input: {estimator: closed-form}
                label: {estimator: label-knn}
                """);

        StudyProgram.Run run = program.run(spec.toString(), "--out", out.toString());

        assertThat(run.exit()).as(run.error()).isZero();
        assertThat(out.resolve("report.html")).isNotEmptyFile();
        assertThat(out.resolve("claims.csv")).isNotEmptyFile();
        assertThat(out.resolve("learning-curves.svg")).doesNotExist();
    }

    @Test
    void resultsOfAnotherStudyAreNotReportedAsOnesOwn() throws Exception {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        String[] small = {"--epoch", "0", "--hook-point", "stage3.out", "--out"};
        assertThat(program.run(with(small, one.toString())).exit()).isZero();
        assertThat(program.run(with(small, two.toString(), "--seed", "2")).exit())
                .isZero();
        String report = Files.readString(one.resolve("report.html"));
        Path own = StudyProgram.points(one).get(0);
        Path other = StudyProgram.points(two).get(0);
        assertThat(own.getFileName()).isEqualTo(other.getFileName());

        Files.copy(other, own, StandardCopyOption.REPLACE_EXISTING);

        StudyProgram.assertFails(
                program.here(with(small, one.toString())),
                2,
                "1 of the 2 points in '" + one.resolve("points") + "' are not part of this study",
                "(data.seed: 1, was 2; decoderSeeds: [1], was [2]; networkSeeds: [1], was [2])");
        assertThat(one.resolve("report.html")).content().isEqualTo(report);
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void hOfYComesFromTheLabelsThatAreThere() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        int images = 560;
        byte[] pixels = new byte[images * 28 * 28];
        new Random(1).nextBytes(pixels);
        StudyProgram.idx(data.resolve("train-images-idx3-ubyte"), pixels, images, 28, 28);
        StudyProgram.idx(data.resolve("train-labels-idx1-ubyte"), new byte[images], images);
        Path out = folder.resolve("out");
        StudyProgram.Run run = program.run(
                "--data", data.toString(), "--out", out.toString(), "--epoch", "0", "--hook-point", "stage3.out");
        assertThat(run.exit()).as(run.error()).isZero();
        assertThat(PlaneStore.open(out).plane().points())
                .hasSize(2)
                .allSatisfy(p -> assertThat(
                                p.labelInformation().orElseThrow().value().bits())
                        .as("labels of one class tell nothing")
                        .isBetween(-3.5, 0.0));
    }

    @Test
    void epochsHookPointsAndBudgetCanBeChosen() throws Exception {
        Path out = folder.resolve("chosen");
        String[] options = {
            "--out", out.toString(), "--times", "2", "--epoch", "1", "--hook-point", "stage3.out,stage2.out"
        };
        assertThat(program.run(options).exit()).isZero();
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
        StudyProgram.assertFails(
                program.here("--out", out.toString(), "--times", "3"),
                2,
                "holds another study (",
                "input.settings.steps: 12, was 8)");
    }
}
