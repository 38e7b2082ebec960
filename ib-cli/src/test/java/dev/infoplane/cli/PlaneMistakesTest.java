package dev.infoplane.cli;

import static dev.infoplane.cli.PlaneFiles.N;
import static dev.infoplane.cli.PlaneFiles.layer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.data.Npy;
import dev.infoplane.estimate.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code infoplane plane} refuses, naming the file or option, what was expected and what was found. */
class PlaneMistakesTest {
    @TempDir
    Path folder;

    private PlaneFiles files;
    private Path activations;
    private Path out;
    private Path y;

    @BeforeEach
    void writeArrays() throws IOException {
        files = PlaneFiles.write(folder);
        activations = files.activations();
        out = files.out();
        y = files.y();
    }

    private Console plane(Object... more) {
        return files.plane(more);
    }

    @Test
    void everyMistakeIsOneSentence() throws IOException {
        assertThat(plane("--input", "ksg1").err()).contains("ksg1 needs the inputs: give --x FILE");
        assertThat(plane("--set", "sigmo=1").err()).contains("did you mean sigma?");
        assertThat(plane("--layers", "conv3").err()).contains("no layer 'conv3'; did you mean conv2?");
        assertThat(plane("--pattern", "{layer}.npy").err()).contains("a pattern has {epoch}");
        assertThat(plane("--pattern", "{layer}-{epoch}.npy").err())
                .contains("no file in")
                .contains("conv10.epoch0.npy");
        Npy.write(y, Samples.ofLabels(1, 2, 3));
        Console rows = plane("--y", y);
        assertThat(rows.code()).isEqualTo(2);
        assertThat(rows.err()).contains("has 120 rows, but --y '" + y + "' has 3");
        assertThat(Console.run("plane", "--activations", folder.resolve("none")).err())
                .contains("there is no folder");
        float[] values = layer(1, 10).toArray();
        values[7] = Float.NaN;
        Npy.write(activations.resolve("conv10.epoch1.npy"), Samples.of(values, 3));
        assertThat(plane().err())
                .contains(
                        "every value of '" + activations.resolve("conv10.epoch1.npy")
                                + "' must be finite, got NaN in row 2, position 1",
                        "leave such rows out of all files");
    }

    private static void assertMistake(Console console, String... sentence) {
        assertThat(console.code()).as(console.err()).isEqualTo(2);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()
                        .lines()
                        .filter(line -> !line.matches("(measured|found) .*"))
                        .toList())
                .singleElement()
                .asString()
                .startsWith("infoplane: ")
                .contains(sentence);
    }

    @Test
    void aLayerThatChangesItsWidthIsNamedWithBothFiles() throws IOException {
        Path other = activations.resolve("conv2.epoch1.npy");
        Npy.write(other, Samples.of(new float[6 * N], 6));

        assertMistake(
                plane(),
                "layer 'conv2' has 3 columns in '" + activations.resolve("conv2.epoch0.npy") + "' and 6 in '" + other
                        + "'");
    }

    @Test
    void aLayerThatIsWiderThanWhatWasMeasuredBeforeIsNamed() throws IOException {
        plane();
        try (Stream<Path> files = Files.list(activations)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Path wider = activations.resolve("conv2.epoch2.npy");
        Npy.write(wider, Samples.of(new float[6 * N], 6));

        assertMistake(
                plane(), "layer 'conv2' has 6 columns in '" + wider + "' and had 3 at epoch 0", "choose another --out");
    }

    @Test
    void anArrayWithOtherRowsIsNamedWithTheOneItIsComparedWith() throws IOException {
        Path shorter = activations.resolve("conv10.epoch1.npy");
        Npy.write(shorter, layer(1, 10).slice(0, 100));

        assertMistake(
                plane(),
                "'" + shorter + "' has 100 rows, but '" + activations.resolve("conv2.epoch0.npy") + "' has 120");
    }

    @Test
    void aFileThatHasChangedSinceItWasMeasuredIsNamed() throws IOException {
        plane("--y", y);
        Path changed = activations.resolve("conv2.epoch0.npy");
        Npy.write(changed, layer(7, 2));

        assertMistake(
                plane("--y", y),
                "'" + changed + "' is not the file that layer 'conv2' at epoch 0 in '" + out + "' was measured from",
                "expected 3 columns and SHA-256",
                "found 3 columns",
                "Nothing was overwritten. Bring the old file back, choose another --out or --run");

        Npy.write(changed, layer(0, 2));
        assertThat(plane("--y", y).code()).isZero();
        int[] swapped = new int[N];
        swapped[0] = 1;
        Npy.write(y, Samples.ofLabels(swapped));
        assertMistake(plane("--y", y), "--y '" + y + "' holds other values than those that layer 'conv2' at epoch 0");
    }

    @Test
    void valuesThatAreNotFiniteAreFoundByOptionAndFile() throws IOException {
        float[] labels = new float[N];
        labels[5] = Float.NaN;
        Npy.write(y, Samples.of(labels));
        Path x = folder.resolve("x.npy");
        float[] inputs = new float[2 * N];
        inputs[7] = Float.POSITIVE_INFINITY;
        Npy.write(x, Samples.of(inputs, 2));

        assertMistake(
                plane("--y", y), "every value of --y '" + y + "' must be finite, got NaN in row 5, position 0; leave");
        assertMistake(
                plane("--x", x), "every value of --x '" + x + "' must be finite, got Infinity in row 3, position 1");
    }
}
