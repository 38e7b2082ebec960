package dev.infoplane.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.LabelKnn;
import dev.infoplane.examples.guide.CustomEstimator.BestPair;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PointKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuideProgramsTest {
    private static final Path PROGRAMS = Path.of("src/main/java/dev/infoplane/examples/guide");

    @Test
    void anOwnModelIsMeasuredBeforeAndAfterTraining() throws Exception {
        InformationPlane plane = OwnModel.plane(OwnModel.network(), 10, new BestPair(20), LabelKnn.standard());

        assertThat(plane.points())
                .extracting(p -> p.key().toString())
                .containsExactly(
                        "own, epoch 0, Linear#1.out",
                        "own, epoch 0, Linear#2.out",
                        "own, epoch 10, Linear#1.out",
                        "own, epoch 10, Linear#2.out");
        // two normals two deviations apart tell a coin flip with 0.34 nats: ln 2 − 0.35
        Estimate label = plane.find(new PointKey("own", 10, "Linear#2.out"))
                .orElseThrow()
                .labelInformation()
                .orElseThrow();
        assertThat(label.value().nats()).isCloseTo(0.34, within(0.12));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        OwnModel.print(plane, new PrintStream(text));
        assertThat(text.toString()).contains("epoch 10, Linear#2.out", "lower bound by best-pair", "by label-knn");
    }

    @Test
    void theCustomEstimatorReadsTheInformationOfCorrelatedNormals() {
        Random random = new Random(1);
        double[][] x = new double[4000][2];
        double[][] t = new double[4000][1];
        for (int i = 0; i < x.length; i++) {
            x[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
            t[i][0] = 0.8 * x[i][1] + 0.6 * random.nextGaussian();
        }

        Estimate e = new BestPair(20).estimate(Samples.of(x), Samples.of(t), 1);

        assertThat(e.value().nats()).isCloseTo(-0.5 * Math.log(0.36), within(0.05));
        assertThat(e.settings()).containsEntry("leastRows", "20");
    }

    @Test
    void trainedLayersOfTheZooTellMoreOfTheClassThanUntrainedOnes() throws Exception {
        Map<String, Estimate> untrained = ZooProbe.labelInformation(false, 200);
        Map<String, Estimate> trained = ZooProbe.labelInformation(true, 200);

        assertThat(trained).hasSameSizeAs(untrained).hasSize(3);
        String last = List.copyOf(trained.keySet()).get(2);
        assertThat(trained.get(last).value().bits())
                .isGreaterThan(untrained.get(last).value().bits() + 0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-plane.md", "claims.md", "study-programs.md"})
    void javaOnThePagesIsThatOfThePrograms(String page) throws IOException {
        StringBuilder programs = new StringBuilder();
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            for (Path file : files.sorted().toList()) {
                programs.append(Files.readString(file));
            }
        }
        List<String> blocks = Pattern.compile("(?ms)^```java\\R(.*?)^```")
                .matcher(Files.readString(Path.of("..", "docs", "guide", page)))
                .results()
                .map(found -> withoutSpace(found.group(1)))
                .toList();

        assertThat(blocks).isNotEmpty();
        assertThat(withoutSpace(programs.toString())).contains(blocks);
    }

    private static String withoutSpace(String java) {
        return java.replaceAll("\\s+", "");
    }

    @Test
    void programsAreShort() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            assertThat(files.toList())
                    .hasSizeGreaterThan(3)
                    .allSatisfy(f ->
                            assertThat(Files.readAllLines(f)).as(f.toString()).hasSizeLessThanOrEqualTo(100));
        }
    }
}
