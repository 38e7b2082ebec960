package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.TrainingProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint belongs to, and what keeping one leaves alone. */
class PixelCnnCheckpointTest {
    private static final PixelCnn FAMILY =
            PixelCnn.of(new PixelCnnSize(4, 1, 2, 2), PixelLevels.BYTES).budget(new TrainingBudget(4, 6, 8, 1e-3, 3));

    @TempDir
    private Path folder;

    @Test
    void activationsOfAnotherShapeDoNotGoOnFromACheckpoint() {
        Samples x = images();
        assertThatThrownBy(() -> learn(FAMILY.checkpoints(folder).progress(killAt(5)), x, x.reshape(2, 4, 2)))
                .isInstanceOf(Killed.class);
        assertThat(stepsOfTheDensity(x, x.reshape(2, 2, 4))).startsWith(1);
        assertThat(stepsOfTheDensity(x, x.reshape(2, 4, 2))).startsWith(6);
    }

    @Test
    void theEnginesRandomStreamIsLeftAlone() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Engine.getInstance().setRandomSeed(7);
            float[] undisturbed = manager.randomNormal(new Shape(8)).toFloatArray();
            Engine.getInstance().setRandomSeed(7);
            Samples x = images();
            learn(FAMILY.dropout(0.3).conditionDropout(0.2).earlyStopping(1).checkpoints(folder), x, x.reshape(16));
            assertThat(manager.randomNormal(new Shape(8)).toFloatArray()).isEqualTo(undisturbed);
        }
    }

    /** The steps that are taken when the parent is there already. */
    private List<Integer> stepsOfTheDensity(Samples x, Samples t) {
        List<Integer> steps = new ArrayList<>();
        learn(FAMILY.checkpoints(folder).progress((step, all) -> steps.add(step)), x, t);
        return steps;
    }

    private static void learn(PixelCnn family, Samples x, Samples t) {
        try (PixelCnn.Pretrained parent = family.learn(x, x, 1);
                PixelDensity density = parent.given(t, t)) {
            assertThat(density.weights()).isNotEmpty();
        }
    }

    private static TrainingProgress killAt(int last) {
        return (step, all) -> {
            if (step == last) {
                throw new Killed();
            }
        };
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static Samples images() {
        Random random = new Random(1);
        float[] values = new float[24 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256);
        }
        return Samples.of(values, 1, 4, 4);
    }
}
