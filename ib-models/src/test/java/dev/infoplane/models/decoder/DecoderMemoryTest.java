package dev.infoplane.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Resident memory while a small decoder learns. The JVM and the allocator settle in leaps; a leak grows in every window. */
@EnabledOnOs(OS.LINUX)
class DecoderMemoryTest {
    private static final int WINDOWS = 5;

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

    /** Kilobytes after each sixth of the steps. */
    private static long[] residentDuring(int steps) {
        PixelCnnNet net = PixelCnnNetTest.net(new PixelCnnSize(4, 1, 2, 2), 1);
        Head head = PixelHead.LOGISTIC_MIXTURE.create(1, 2, PixelLevels.BYTES);
        PixelObjective.Decoder decoder = new PixelObjective.Decoder(net.layout(), net, head, PixelLevels.BYTES, null);
        PixelObjective objective = new PixelObjective(decoder, images(), null, null);
        long[] resident = new long[WINDOWS + 1];
        int window = steps / (WINDOWS + 1);
        Descent.run(
                objective,
                objective,
                Descent.Start.fresh(net.layout().initial(new float[0], new SplittableRandom(1))),
                new TrainingPlan(steps, 32, 1e-3, false, 0.9, 10, 6, false, 0, null),
                1,
                (step, all) -> {
                    if (step % window == 0) {
                        System.gc();
                        resident[step / window - 1] = residentKilobytes();
                    }
                },
                Checkpoint.none());
        return resident;
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
