package dev.infoplane.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.density.Folds;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.density.StagedFamily.Prepared;
import dev.infoplane.density.StagedFamily.Rows;
import dev.infoplane.density.spi.DensityRegistry;
import dev.infoplane.density.spi.LearningPlace;
import dev.infoplane.storage.AtomicFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is prepared of a pool may be larger than the memory of the process that learns it. */
class LargePoolTest {
    private static final int POINTS = 150;
    private static final Map<String, Object> SETTINGS =
            Map.of("radius", 2, "hidden", 4, "layers", 1, "mixtures", 2, "steps", 3, "batchSize", 150, "levels", 2);

    @TempDir
    private Path folder;

    private static StagedFamily family() {
        return (StagedFamily)
                DensityRegistry.load().pooledFamily("pooled-context-mlp").create(SETTINGS, LearningPlace.ANYWHERE);
    }

    private static Rows rows() {
        return new Rows(KnownImages.markovRows(16_000, 4, 3), new Folds(98, 1, 1), 5);
    }

    private static byte[] learn(Path prepared) {
        Map<String, Supplier<Path>> points = new TreeMap<>();
        for (int i = 0; i < POINTS; i++) {
            points.put("point " + i, () -> prepared);
        }
        return family().learnShared(rows(), new Prepared(points, () -> prepared));
    }

    /** In a process of its own. */
    static final class Learning {
        public static void main(String[] arguments) throws Exception {
            AtomicFiles.write(Path.of(arguments[1]), learn(Path.of(arguments[0])));
        }
    }

    @Test
    void aPoolLargerThanTheHeapIsLearned() throws Exception {
        Path prepared = folder.resolve("prepared");
        AtomicFiles.write(prepared, out -> family().preparation().prepare(rows(), Optional.empty(), out));
        long megabytes = POINTS * Files.size(prepared) >> 20;
        assertThat(megabytes).isGreaterThan(200);

        Path learned = folder.resolve("learned");
        Path log = folder.resolve("log");
        Process small = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Dai.djl.offline=true",
                        "-DOPT_OUT_TRACKING=true",
                        "-Dai.djl.pytorch.num_threads=1",
                        "-Dai.djl.pytorch.num_interop_threads=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Learning.class.getName(),
                        prepared.toString(),
                        learned.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(small.waitFor(3, TimeUnit.MINUTES)).isTrue();

        assertThat(small.exitValue()).as(Files.readString(log)).isZero();
        assertThat(learned).hasBinaryContent(learn(prepared));
    }
}
