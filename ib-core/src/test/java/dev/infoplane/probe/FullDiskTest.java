package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import dev.infoplane.probe.torch.TorchScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing onto a disk that is full, where the system lets anybody mount a small one. */
class FullDiskTest {
    private static final Path ARCHIVE = Path.of("src/test/resources/torchscript/traced.pt");

    @TempDir
    private Path disk;

    @Test
    void whatIsThereStaysAndTheReasonIsSaid() throws Exception {
        assumeThat(canMount()).isTrue();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        assertThat(run(java, "-cp", classPath, Child.class.getName(), disk.toString()))
                .contains("all held");
    }

    private boolean canMount() throws Exception {
        try {
            return run("true").isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs a command with a disk of half a megabyte, of which nobody else knows. */
    private String run(String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c"));
        all.add("mount -t tmpfs -o size=512k tmpfs '" + disk + "' && exec \"$@\"");
        all.add("sh");
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** The part that runs where the disk is. */
    static final class Child {
        public static void main(String[] args) throws IOException {
            Path disk = Path.of(args[0]);
            Path model = Files.copy(ARCHIVE, disk.resolve("m.pt"));
            PlaneStore store = PlaneStore.open(disk);
            store.put(point(0));
            fill(disk.resolve("rest"));

            assertThatThrownBy(() -> TorchScript.expose(model, model, "**"))
                    .hasMessage("cannot write '" + model + "': No space left on device");
            assertThat(model).hasSameBinaryContentAs(ARCHIVE);
            assertThatThrownBy(() -> store.put(point(1)))
                    .hasMessageContaining("cannot write run, epoch 1, out")
                    .hasMessageContaining("No space left on device");
            assertThat(PlaneStore.open(disk).plane().epochs("run")).containsExactly(0);
            try (Stream<Path> files = Files.walk(disk)) {
                assertThat(files).noneMatch(f -> f.toString().endsWith(".part"));
            }
            System.out.println("all held");
        }

        private static PlanePoint point(int epoch) {
            Estimate estimate = Estimate.of(Information.ofNats(1), BoundKind.POINT, "bins", 10)
                    .build();
            return new PlanePoint(new PointKey("run", epoch, "out"), Optional.of(estimate), Optional.empty());
        }

        private static void fill(Path file) throws IOException {
            try (var out = Files.newOutputStream(file)) {
                while (true) {
                    out.write(new byte[4096]);
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("No space left");
            }
        }
    }
}
