package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaneAgreementTest {
    private static final int IMAGES = 400;

    @TempDir
    private Path folder;

    @Test
    void comparesCommonPointsOnly() {
        InformationPlane first =
                plane(0, point("a", 0, 300), point("a", 1, 200), point("a", 2, 250), point("b", 0, 100));
        InformationPlane second = plane(0, point("a", 0, 400), point("a", 2, 300), point("b", 0, 150));
        List<PointKey> common = List.of(key("a", 0), key("b", 0), key("a", 2));
        assertThat(PlaneContrast.epochs(first, second, common))
                .extracting(PlaneContrast::about)
                .containsExactly("run, a: epoch 2 minus 0");
        assertThat(PlaneContrast.layers(first, second, common))
                .extracting(PlaneContrast::about)
                .containsExactly("run, epoch 0: b minus a");
        assertThat(AgreementPage.of(first, second))
                .contains(
                        "| run | 0 | a | ",
                        "1 differences: 1 with the same sign beyond two standard errors, 0 reversed")
                .doesNotContain("epoch 1");
    }

    @Test
    void aLayerThatTheSecondDidNotMeasureIsPassedOver() {
        InformationPlane first = plane(0, point("a", 0, 300), point("b", 0, 200), point("c", 0, 100));
        InformationPlane second = plane(0, point("a", 0, 400), point("c", 0, 300));
        assertThat(PlaneContrast.layers(first, second, List.of(key("a", 0), key("c", 0))))
                .extracting(PlaneContrast::about)
                .containsExactly("run, epoch 0: c minus a");
    }

    @Test
    void planesWithoutACommonPointAreRefused() {
        InformationPlane first = plane(0, point("a", 0, 300));
        InformationPlane second = plane(0, point("b", 0, 300));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgreementPage.of(first, second))
                .withMessage("the two studies have no point in common");
    }

    @Test
    void tellsReversalsFromNoiseAndClaimsFromTrainingStillGoingOn() {
        InformationPlane first = plane(10, point("a", 0, 100), point("a", 1, 130), point("a", 2, 135));
        InformationPlane second = plane(1, point("a", 0, 200), point("a", 1, 170), point("a", 2, 170.01));
        List<PointKey> common = first.points().stream().map(PlanePoint::key).toList();
        List<PlaneContrast> all = PlaneContrast.epochs(first, second, common);
        assertThat(all).hasSize(3);
        assertThat(all.get(0).claimed()).isTrue();
        assertThat(all.get(0).reversed()).isTrue();
        assertThat(all.get(1).claimed()).as("5 bits, where training moved 10").isFalse();
        assertThat(all.get(1).reversed()).isFalse();
        assertThat(all.get(2).agrees()).as("35 up, 30 down").isFalse();
    }

    @Test
    void theProgramReadsTwoFoldersAndWritesAPage() throws Exception {
        Path a = study("a", 1, plane(0, point("a", 0, 300), point("b", 0, 200)));
        Path b = study("b", 1, plane(0, point("a", 0, 400), point("b", 0, 350)));
        Path page = folder.resolve("page.md");
        assertThat(PlaneAgreement.commandLine().execute(a.toString(), b.toString(), "--page", page.toString()))
                .isZero();
        assertThat(page).content().contains("| run, epoch 0: b minus a | -", "| yes, lower | the same |");
    }

    @Test
    void theProgramRefusesAnotherStudyAndWhatIsNone() throws Exception {
        Path a = study("a", 1, plane(0, point("a", 0, 300)));
        Path other = study("other", 2, plane(0, point("a", 0, 300)));
        assertThat(errorOf(a, other)).contains("not the same study: the seed of", "is '1'", "is '2'");
        assertThat(errorOf(a, folder.resolve("nothing"))).contains("is not a folder of results");
    }

    private Path study(String name, int seed, InformationPlane plane) throws IOException {
        Path study = folder.resolve(name);
        PlaneStore store = PlaneStore.open(study);
        plane.points().forEach(store::put);
        Identity identity = Identity.of("resnet-study", 1)
                .with("preset", "toy")
                .with("seed", seed)
                .with("data", Map.of("sha256", "0"))
                .with("decoder", Map.of("steps", name));
        new Manifest(identity, List.of()).write(study);
        return study;
    }

    private static String errorOf(Path a, Path b) {
        PrintStream before = System.err;
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
        try {
            assertThat(PlaneAgreement.commandLine().execute(a.toString(), b.toString()))
                    .isEqualTo(1);
        } finally {
            System.setErr(before);
        }
        return error.toString(StandardCharsets.UTF_8);
    }

    private record Wanted(PointKey key, double bits) {}

    private static PointKey key(String layer, int epoch) {
        return new PointKey("run", epoch, layer);
    }

    private static Wanted point(String layer, int epoch, double bits) {
        return new Wanted(key(layer, epoch), bits);
    }

    private static InformationPlane plane(double lastQuarterBits, Wanted... points) {
        Random random = new Random(5);
        return InformationPlane.of(Arrays.stream(points)
                .map(p -> {
                    double[] nats = random.doubles(IMAGES)
                            .map(noise -> (p.bits + noise - 0.5) * Math.log(2))
                            .toArray();
                    double gain = lastQuarterBits * Math.log(2);
                    Estimate e = Estimate.ofPointwise(nats, BoundKind.DECODABLE, "test")
                            .learningCurve(new LearningCurve(List.of(
                                    new LearningCurve.Point(0, 900),
                                    new LearningCurve.Point(75, 500 + gain),
                                    new LearningCurve.Point(100, 500))))
                            .decoderSpread(Information.ZERO)
                            .convergenceGap(new ConvergenceGap(
                                    Information.ZERO, Information.ofNats(-gain), Information.ofNats(gain)))
                            .build();
                    return new PlanePoint(p.key, Optional.of(e), Optional.empty());
                })
                .toList());
    }
}
