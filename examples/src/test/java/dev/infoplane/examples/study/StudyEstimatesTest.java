package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointKey;
import dev.infoplane.study.Study;
import dev.infoplane.study.execute.ExecutorProvider;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.spec.EpochSpec;
import dev.infoplane.study.spec.EstimatorSpec;
import dev.infoplane.study.spec.SpecFile;
import dev.infoplane.study.spec.StudyBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study measures its points with, in this process and at toy size. */
class StudyEstimatesTest {
    @TempDir
    private Path folder;

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
        InformationPlane plane = plane(
                toy().decoderSeeds(1, 2).input(new EstimatorSpec("context-mlp", Map.of("steps", 8, "hidden", 16))));
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
        ExecutorProvider.Request request = new ExecutorProvider.Request(folder, 1, Optional.empty(), Optional.empty());
        return Study.of(spec.build())
                .run(folder, () -> ExecutorProvider.of("local").open(request), TaskListener.NONE)
                .plane();
    }

    private static double[] pointwise(
            InformationPlane plane, String run, Function<PlanePoint, Optional<Estimate>> quantity) {
        return quantity.apply(plane.find(new PointKey(run, 1, "stage3.out")).orElseThrow())
                .orElseThrow()
                .pointwiseNats()
                .orElseThrow();
    }
}
