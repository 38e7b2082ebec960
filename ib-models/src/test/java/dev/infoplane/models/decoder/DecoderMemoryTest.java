package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.TrainingLoop;
import dev.infoplane.learn.TrainingPlan;
import dev.infoplane.learn.TrainingProgress;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.PixelObjective;
import dev.infoplane.models.decoder.internal.Regularization;
import dev.infoplane.models.decoder.internal.net.Dropout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Resident memory while a small decoder learns. The JVM and the allocator settle in leaps; a leak grows in every window. */
@EnabledOnOs(OS.LINUX)
class DecoderMemoryTest {
    private static final int WINDOWS = 5;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void someWindowOfSixHundredStepsGrowsNothing() {
        double least = Double.POSITIVE_INFINITY;
        long[] resident = residentDuring(600);
        for (int i = 1; i <= WINDOWS; i++) {
            least = Math.min(least, (double) resident[i] / resident[i - 1] - 1);
        }
        assertThat(least).isLessThan(0.01);
    }

    /** What five thousand steps more than the first thousand hold, in all. */
    @Test
    @Tag("long")
    void memoryIsFlatOverFiveThousandSteps() {
        long[] resident = residentDuring(6000);
        assertThat((double) resident[WINDOWS] / resident[0] - 1).isLessThan(0.05);
    }

    /** A step leaves no array behind in the memory that lives as long as the training. */
    @Test
    void everyStepLeavesAsManyArraysAsTheOneBefore() {
        List<Integer> held = new ArrayList<>();
        Objective objective = objective();
        Objective counting = new Objective() {
            @Override
            public ParameterLayout layout() {
                return objective.layout();
            }

            @Override
            public int rows() {
                return objective.rows();
            }

            @Override
            public NDArray losses(Weights w, NDManager step, int[] chosen, int pass) {
                if (pass > 0) {
                    held.add(step.getParentManager().getManagedArrays().size());
                }
                return objective.losses(w, step, chosen, pass);
            }
        };
        descend(counting, 12, (step, all) -> {});
        assertThat(held).hasSize(12).containsOnly(held.get(0));
    }

    /** Kilobytes after each sixth of the steps. */
    private long[] residentDuring(int steps) {
        long[] resident = new long[WINDOWS + 1];
        int window = steps / (WINDOWS + 1);
        descend(objective(), steps, (step, all) -> {
            if (step % window == 0) {
                System.gc();
                resident[step / window - 1] = residentKilobytes();
            }
        });
        return resident;
    }

    private static void descend(Objective objective, int steps, TrainingProgress progress) {
        TrainingPlan plan =
                TrainingPlan.of(steps, 32, 1e-3).averaging(0.9).clipNorm(10).checks(6);
        TrainingLoop.of(objective, objective, plan, 1)
                .progress(progress)
                .run(TrainingStart.fresh(objective.layout().initial(new SplittableRandom(1))));
    }

    /** A conditional decoder with dropout of features and conditions. */
    private Objective objective() {
        RandomDecoder random = RandomDecoder.of(
                new PixelCnnSize(4, 1, 2, 2),
                PixelHead.LOGISTIC_MIXTURE,
                PixelLevels.BYTES,
                RandomDecoder.Said.SPATIAL,
                1,
                8,
                8);
        Dropout.Pool dropout = new Dropout.Pool(manager, 0.3, 32 * 9 * 10 * 8, 1);
        return new PixelObjective(
                random.model(),
                images(),
                random.condition(random.activations(64)),
                Optional.of(new Regularization(Optional.of(dropout), 0.2, 1)));
    }

    private static Samples images() {
        float[] values = new float[64 * 64];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256);
        }
        return Samples.of(values, 1, 8, 8);
    }

    private static long residentKilobytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(l -> l.startsWith("VmRSS:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
