package dev.infoplane.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint on disk is named after; a change of a name here makes every training start over. */
class CheckpointTest {
    private static final TrainingPlan PLAN = TrainingPlan.of(30, 8, 5e-3).checks(10);
    private static final TrainingStart START = TrainingStart.fresh(new float[] {1, -2});

    @TempDir
    private Path folder;

    @Test
    void aPlanIsIdentifiedByEverythingThatWasChosen() {
        assertThat(PLAN.identity().json())
                .isEqualTo("{\"averaging\":0.99,\"batchSize\":8,\"checks\":10,\"clipNorm\":100,\"decays\":false,"
                        + "\"device\":\"default\",\"kind\":\"training plan\","
                        + "\"learningRate\":0.005,\"patience\":0,\"showsSmaller\":false,\"steps\":30,\"version\":3}");
        List<TrainingPlan> others = List.of(
                TrainingPlan.of(31, 8, 5e-3).checks(10),
                TrainingPlan.of(30, 9, 5e-3).checks(10),
                TrainingPlan.of(30, 8, 6e-3).checks(10),
                PLAN.averaging(0.9),
                PLAN.clipNorm(10),
                PLAN.checks(9),
                PLAN.decaying(),
                PLAN.showingSmallerBudgets(),
                PLAN.earlyStopping(2),
                PLAN.device(Device.cpu()));
        assertThat(others)
                .extracting(p -> p.identity().digest())
                .doesNotContain(PLAN.identity().digest());
        assertThat(others).extracting(p -> p.identity().digest()).doesNotHaveDuplicates();
    }

    @Test
    void theNameOnDiskIsTheOneRecorded() throws IOException {
        write(Checkpoint.in(folder, Identity.of("test", 1)).of(START, PLAN, 7));
        assertThat(names())
                .containsExactly("26dde39000abda8971b931ff45b033b9665c909c99cf832d9963ae5e82a6c4d8.checkpoint");
    }

    @Test
    void anotherStartPlanSeedOrOwnerHasAnotherFile() throws IOException {
        Checkpoint checkpoint = Checkpoint.in(folder, Identity.of("test", 1));
        write(checkpoint.of(START, PLAN, 7));
        write(checkpoint.of(START, PLAN, 8));
        write(checkpoint.of(START, PLAN.decaying(), 7));
        write(checkpoint.of(TrainingStart.fresh(new float[] {1, -3}), PLAN, 7));
        AdamMoments moments = new AdamMoments(new float[] {0}, new float[] {1}, 1);
        write(checkpoint.of(new TrainingStart(START.weights(), moments), PLAN, 7));
        write(checkpoint.of(
                new TrainingStart(START.weights(), new AdamMoments(new float[] {0}, new float[] {1}, 2)), PLAN, 7));
        write(Checkpoint.in(folder, Identity.of("other", 1)).of(START, PLAN, 7));
        assertThat(names()).hasSize(7);
    }

    @Test
    void sayingWhyItCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Checkpoint checkpoint = Checkpoint.in(file, Identity.of("test", 1)).of(START, PLAN, 7);
        assertThatThrownBy(() -> write(checkpoint))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("the training cannot be kept: cannot write '" + file);
    }

    private static void write(Checkpoint checkpoint) {
        float[] two = {1, 2};
        checkpoint.write(new TrainingState(
                new Adam.State(two, two, two, two, 3),
                new TrainingState.Best(two, new double[] {1}),
                3,
                3,
                0,
                List.of(new LearningCurve.Point(0, 1)),
                List.of()));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
