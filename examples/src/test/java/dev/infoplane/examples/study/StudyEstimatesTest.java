package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.Study;
import dev.infoplane.study.StudyResult;
import dev.infoplane.study.execute.ExecutorProvider;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.spec.AuditSpec;
import dev.infoplane.study.spec.EpochSpec;
import dev.infoplane.study.spec.EstimatorSpec;
import dev.infoplane.study.spec.NoiseSpec;
import dev.infoplane.study.spec.SpecFile;
import dev.infoplane.study.spec.StudyBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study measures its points with, in this process and at toy size. */
class StudyEstimatesTest {
    @TempDir
    private static Path shared;

    private static InformationPlane plain;

    @TempDir
    private Path folder;

    /** A study without audit, noise and draws, in the folder {@code plain}. */
    @BeforeAll
    static void measure() throws Exception {
        plain = result(toy().draws(0), shared.resolve("plain")).plane();
    }

    @Test
    void everyDecoderSeedLearnsBothQuantitiesByItself() throws Exception {
        InformationPlane plane = plane(toy().decoderSeeds(1, 2).draws(0));
        for (Function<PlanePoint, Optional<Estimate>> quantity : quantities()) {
            assertThat(pointwise(plane, "classifier-decoder1", quantity))
                    .isNotEqualTo(pointwise(plane, "classifier-decoder2", quantity));
        }
    }

    @Test
    void whatLearnsOnePointAtATimeHasDecoderSeedsToo() throws Exception {
        InformationPlane plane = plane(toy().decoderSeeds(1, 2)
                .input(new EstimatorSpec("context-mlp", Map.of("parentSteps", 8, "steps", 8, "hidden", 16))));
        assertThat(pointwise(plane, "classifier-decoder1", PlanePoint::inputInformation))
                .isNotEqualTo(pointwise(plane, "classifier-decoder2", PlanePoint::inputInformation));
    }

    /** Toy studies train decoders on 200 images, validate on 50, and measure 100. */
    @Test
    void estimatorsThatDoNotTrainMeasureTheMeasuredRowsAlone() throws Exception {
        InformationPlane plane =
                plane(toy().input(new EstimatorSpec("ksg1", Map.of())).label(new EstimatorSpec("label-knn", Map.of())));
        for (Function<PlanePoint, Optional<Estimate>> quantity : quantities()) {
            assertThat(plane.points())
                    .isNotEmpty()
                    .allSatisfy(p -> assertThat(quantity.apply(p).orElseThrow().samples())
                            .isEqualTo(100));
        }
    }

    @Test
    void anAuditAndNoiseAreMeasuredBesideThePlaneAndLeaveItAsItIs() throws Exception {
        StudyBuilder spec = toy().draws(0)
                .audit(AuditSpec.by("pooled-context-mlp", Map.of("steps", 8, "marginalSteps", 8, "hidden", 16)))
                .noise(new NoiseSpec(List.of(0.3, 2.0), List.of()));
        StudyResult result = result(spec, folder.resolve("with"));
        assertThat(bits(result.plane())).isEqualTo(bits(plain));

        InformationPlane audit = result.audit().orElseThrow();
        assertThat(audit.points()).extracting(PlanePoint::key).isEqualTo(keys(result.plane()));
        assertThat(audit.points().get(0).inputInformation().orElseThrow().estimator())
                .isEqualTo("pooled-bound/pooled-context-mlp");

        assertThat(result.throughNoise().keySet()).containsExactly(0.0, 0.3, 2.0);
        result.throughNoise().values().forEach(p -> assertThat(keys(p)).isEqualTo(keys(result.plane())));
        assertThat(sigma(result, 0.0)).isZero();
        assertThat(sigma(result, 0.3)).isPositive();
        assertThat(sigma(result, 2.0) / sigma(result, 0.3)).isCloseTo(2 / 0.3, offset(1e-9));
    }

    private static List<Double> bits(InformationPlane plane) {
        return plane.points().stream()
                .map(p -> p.inputInformation().orElseThrow().value().bits())
                .toList();
    }

    @Test
    void scoresThatWereDamagedAreForgottenAndMadeAgain() throws Exception {
        StudyBuilder spec = toy().draws(0);
        Path scores = blob(shared.resolve("plain"), "score point", "scores");
        byte[] sound = Files.readAllBytes(scores);
        byte[] damaged = sound.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(scores, damaged);
        AtomicFiles.deleteFolder(shared.resolve("plain").resolve("points"));

        assertThatThrownBy(() -> result(spec, shared.resolve("plain")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it was forgotten, start the study again, which does 'scores ");
        assertThat(bits(result(spec, shared.resolve("plain")).plane())).isEqualTo(bits(plain));
        assertThat(scores).hasBinaryContent(sound);
    }

    /** The file of an output of the first task of a kind. */
    private static Path blob(Path out, String kind, String output) throws IOException {
        for (Path record : StudyProgram.records(out)) {
            JsonObject read = JsonParser.parseString(Files.readString(record)).getAsJsonObject();
            if (read.getAsJsonObject("task")
                    .getAsJsonObject("work")
                    .get("kind")
                    .getAsString()
                    .equals(kind)) {
                String digest =
                        read.getAsJsonObject("outputs").get(output).toString().replaceAll(".*([0-9a-f]{64}).*", "$1");
                return out.resolve("work/blobs").resolve(digest.substring(0, 2)).resolve(digest);
            }
        }
        throw new AssertionError("no task of kind " + kind);
    }

    private static List<PointKey> keys(InformationPlane plane) {
        return plane.points().stream().map(PlanePoint::key).toList();
    }

    private static double sigma(StudyResult result, double share) {
        NoiseModel noise = result.throughNoise()
                .get(share)
                .points()
                .get(0)
                .inputInformation()
                .orElseThrow()
                .noise();
        return noise instanceof NoiseModel.Gaussian g ? g.sigma() : 0;
    }

    private static List<Function<PlanePoint, Optional<Estimate>>> quantities() {
        return List.of(PlanePoint::inputInformation, PlanePoint::labelInformation);
    }

    private static StudyBuilder toy() {
        return SpecFile.preset("toy").toBuilder()
                .regimes("classifier")
                .epochs(EpochSpec.at(List.of(1)))
                .hookPoints("stage3.out");
    }

    private InformationPlane plane(StudyBuilder spec) throws Exception {
        return result(spec, folder.resolve("out")).plane();
    }

    private static StudyResult result(StudyBuilder spec, Path out) throws Exception {
        ExecutorProvider.Request request = new ExecutorProvider.Request(out, 1, Optional.empty(), Optional.empty());
        return Study.of(spec.build())
                .run(out, () -> ExecutorProvider.of("local").open(request), TaskListener.NONE);
    }

    private static double[] pointwise(
            InformationPlane plane, String run, Function<PlanePoint, Optional<Estimate>> quantity) {
        return quantity.apply(plane.find(new PointKey(run, 1, "stage3.out")).orElseThrow())
                .orElseThrow()
                .pointwiseNats()
                .orElseThrow();
    }
}
