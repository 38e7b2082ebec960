package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import ai.djl.training.loss.Loss;
import dev.infoplane.estimate.Samples;
import dev.infoplane.study.Study;
import dev.infoplane.study.network.Regime;
import dev.infoplane.study.spec.AuditSpec;
import dev.infoplane.study.spec.DataSpec;
import dev.infoplane.study.spec.EpochSpec;
import dev.infoplane.study.spec.EstimatorSpec;
import dev.infoplane.study.spec.ModelSpec;
import dev.infoplane.study.spec.NoiseSpec;
import dev.infoplane.study.spec.SpecFile;
import dev.infoplane.study.spec.StudyBuilder;
import dev.infoplane.study.spec.StudySpec;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.work.Pool;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How a spec becomes tasks. */
class StudyGraphTest {
    private static final StudySpec TOY = SpecFile.preset("toy");

    private static Map<String, Integer> kinds(StudySpec spec) throws IOException {
        Map<String, Integer> kinds = new TreeMap<>();
        for (StudyTask task : Study.of(spec).graph().tasks().inOrder()) {
            kinds.merge(task.work().kind(), 1, Integer::sum);
        }
        return kinds;
    }

    /** Two regimes, three layers, two epochs: twelve points, of which the untrained ones are measured once. */
    @Test
    void regimesShareThePoolTheUnconditionalDecoderAndTheUntrainedNetwork() throws IOException {
        assertThat(kinds(TOY))
                .isEqualTo(Map.of(
                        "images", 1,
                        "train network", 3,
                        "prepare point", 10,
                        "learn pool", 1,
                        "learn unconditional", 1,
                        "score point", 10,
                        "draw", 10,
                        "estimate", 9));
        assertThat(Study.of(TOY).graph().points().stream()
                        .mapToInt(p -> p.keys().size())
                        .sum())
                .isEqualTo(12);
    }

    @Test
    void decoderSeedsShareNetworksAndClosedForms() throws IOException {
        assertThat(kinds(TOY.toBuilder().decoderSeeds(1, 2).build()))
                .containsEntry("train network", 3)
                .containsEntry("prepare point", 10)
                .containsEntry("learn pool", 2)
                .containsEntry("score point", 20)
                .containsEntry("estimate", 18);
    }

    @Test
    void anEstimatorThatNeedsNoPoolMeasuresPointByPoint() throws IOException {
        StudySpec spec = TOY.toBuilder()
                .input(new EstimatorSpec("ksg1", Map.of()))
                .shareUntrained(false)
                .build();
        assertThat(kinds(spec)).isEqualTo(Map.of("images", 1, "train network", 2, "estimate", 24));
    }

    /** Raise the version of a kind of task whenever its id changes for the same numbers, or its numbers for the same id. */
    @Test
    void idsOfTasksDoNotFollowTheCode() throws IOException {
        StudyTask images = Study.of(TOY).graph().images();
        assertThat(images.work().json())
                .isEqualTo(
                        "{\"folds\":{\"fit\":200,\"measure\":100,\"validate\":50},\"halve\":true,\"kind\":\"images\","
                                + "\"network\":200,\"seed\":1,\"sha256\":\""
                                + Study.of(TOY).images().hash() + "\",\"version\":1}");
        StudyTask pool = Study.of(TOY).graph().firstPool().orElseThrow().learned();
        assertThat(pool.work().json())
                .contains("\"family\":\"pooled-pixelcnn\"", "\"kind\":\"learn pool\"", "\"seed\":1", "\"version\":2")
                .contains("\"settings\":{\"batchSize\":16,\"checks\":2,\"filters\":4,\"mixtures\":2,\"steps\":4}");
        assertThat(pool.inputs().keySet())
                .contains("images", "none", "point classifier, epoch 0, stage1.out")
                .hasSize(11);
    }

    @Test
    void whereNumbersAreComputedIsPartOfAStudy() throws IOException {
        assertThat(Study.of(TOY).identity().json()).contains("\"device\":\"cpu()\"");
    }

    @Test
    void anAuditAndNoiseArePoolsOfTheirOwn() throws IOException {
        StudySpec spec = TOY.toBuilder()
                .audit(AuditSpec.by("pooled-context-mlp", Map.of("widestWindow", 512)))
                .noise(new NoiseSpec(List.of(0.3, 1.0), List.of(1)))
                .decoderSeeds(1, 2)
                .build();
        // the plane 10 closed forms (9 points and none), twice over for the audit; through noise 3 times the 6 trained
        // points
        assertThat(kinds(spec)).containsEntry("learn pool", 4).containsEntry("prepare point", 10 + 10 + 2 * 6);
        assertThat(Study.of(spec).graph().noise().orElseThrow().scores()).hasSize(18);
        assertRefused(
                spec.toBuilder().audit(AuditSpec.by("ksg1", Map.of())).build(),
                "audit.estimator 'ksg1' does not learn all points together; those that do are "
                        + "[context-cnn, pooled-context-mlp, pooled-pixelcnn]");
        assertRefused(
                spec.toBuilder().input(new EstimatorSpec("ksg1", Map.of())).build(),
                "input.estimator 'ksg1' does not learn all points together");
    }

    @Test
    void anAuditSharesTheClosedFormsOfTheInputUnlessItNamesItsOwn() throws IOException {
        StudyBuilder spec = TOY.toBuilder().audit(AuditSpec.by("pooled-context-mlp", Map.of("steps", 8)));
        assertThat(kinds(spec.build())).containsEntry("learn pool", 2).containsEntry("prepare point", 10);
        Pool audit = Study.of(spec.build()).graph().audit().orElseThrow();
        assertThat(audit.family().settings())
                .containsEntry("window", 3)
                .containsEntry("widestWindow", 0)
                .containsEntry("causalRadius", 3);
        Pool input = Study.of(spec.build()).graph().firstPool().orElseThrow();
        assertThat(audit.tasks()).containsAnyElementsOf(input.tasks());
        spec.audit(AuditSpec.by("pooled-context-mlp", Map.of("causalRadius", 6)));
        assertThat(kinds(spec.build())).containsEntry("prepare point", 20);
        spec.input(new EstimatorSpec("pooled-pixelcnn", Map.of("steps", 4, "causalRadius", 6, "widestWindow", 1024)));
        assertThat(kinds(spec.build())).as("equal by their own defaults").containsEntry("prepare point", 10);
    }

    @Test
    void anAuditMayTakeSomeEpochs() throws IOException {
        StudySpec spec = TOY.toBuilder()
                .audit(new AuditSpec("pooled-context-mlp", Map.of(), List.of(1)))
                .build();
        assertThat(Study.of(spec).graph().audit().orElseThrow().scores()).hasSize(6);
    }

    @Test
    void anAuditThatCanOnlyRepeatTheInputIsRefused() {
        String reason = "audit names the family and the settings that measure the input (pooled-pixelcnn), which can"
                + " only repeat what it reads; name another family or other settings";
        assertRefused(
                TOY.toBuilder()
                        .audit(AuditSpec.by("pooled-pixelcnn", TOY.input().settings()))
                        .build(),
                reason);
        EstimatorSpec defaults = new EstimatorSpec("pooled-pixelcnn", Map.of("steps", 1000));
        assertRefused(
                TOY.toBuilder()
                        .input(defaults)
                        .audit(AuditSpec.by("pooled-pixelcnn", Map.of("window", 3)))
                        .build(),
                reason);
    }

    /** A folder begun by other code is refused, even if the spec is the same. */
    @Test
    void revisionsOfTasksRegimesAndDecodersArePartOfAStudy() throws IOException {
        Map<String, Object> revisions = Study.of(TOY).graph().revisions();
        assertThat(revisions)
                .containsKeys("images", "train network", "score point", "regime classifier", "regime autoencoder");
        assertThat(revisions.get("input")).asInstanceOf(MAP).containsKeys("revision", "closedForm.revision");
        assertThat(revisions.get("label")).asInstanceOf(MAP).containsKeys("revision");
        assertThat(Study.of(TOY).identity().json()).contains("\"revisions\":{");
    }

    @Test
    void titlesAndPlacesOfFilesAreNoPartOfAStudy() throws IOException {
        StudySpec renamed = TOY.toBuilder().title("Another").build();
        assertThat(Study.of(renamed).identity()).isEqualTo(Study.of(TOY).identity());
    }

    @Test
    void whatDoesNotExistIsRefusedBeforeAnythingIsTrained() {
        assertRefused(TOY.toBuilder().hookPoints("stage9.*").build(), "no hook point matches 'stage9.*'");
        assertRefused(
                TOY.toBuilder().regimes("my.Regime").build(),
                "'my.Regime' cannot be used: there is no such class on the class path");
        assertRefused(
                TOY.toBuilder().input(new EstimatorSpec("pixelcn", Map.of())).build(),
                "no estimator 'pixelcn' for input; there are the density families [classifier, closed-form");
        assertRefused(
                TOY.toBuilder()
                        .input(new EstimatorSpec("pooled-pixelcnn", Map.of("step", 3)))
                        .build(),
                "input.settings: pooled-pixelcnn has no setting 'step'; it has");
        assertRefused(
                TOY.toBuilder().label(EstimatorSpec.INPUT).build(),
                "label.estimator 'pooled-pixelcnn' learns many points together");
        assertRefused(
                TOY.toBuilder()
                        .model(new ModelSpec("dev.infoplane:resnet-20", Map.of()))
                        .regimes("autoencoder")
                        .build(),
                "is a network for the regime classifier");
    }

    private static void assertRefused(StudySpec spec, String reason) {
        assertThatIllegalArgumentException().isThrownBy(() -> Study.of(spec)).withMessageContaining(reason);
    }

    /** Points are filed under the names of regimes. */
    public static final class AnotherAutoencoder implements Regime {
        @Override
        public String name() {
            return "autoencoder";
        }

        @Override
        public Loss loss() {
            return Loss.l1Loss();
        }

        @Override
        public Samples wanted(Samples images, Samples labels) {
            return images;
        }
    }

    @Test
    void regimesOfOneNameAreRefused() {
        assertRefused(
                TOY.toBuilder()
                        .regimes("autoencoder", AnotherAutoencoder.class.getName())
                        .build(),
                "regimes must have different names, since points are filed under them, got [autoencoder, autoencoder]");
    }

    @Test
    void anArtifactOfTheZooIsANetwork() throws IOException {
        StudySpec spec = TOY.toBuilder()
                .model(new ModelSpec("dev.infoplane:resnet-20", Map.of()))
                .regimes("classifier")
                .epochs(EpochSpec.at(List.of(0)))
                .data(DataSpec.DEFAULT)
                .build();
        assertThat(Study.of(spec).graph().hookPoints()).containsExactly("stage1.out", "stage2.out", "stage3.out");
    }
}
