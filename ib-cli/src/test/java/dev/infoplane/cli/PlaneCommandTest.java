package dev.infoplane.cli;

import static dev.infoplane.cli.PlaneFiles.layer;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.infoplane.data.Npy;
import dev.infoplane.estimate.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaneCommandTest {
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
    void aFolderOfArraysBecomesATableAReportAndJson() throws IOException {
        Console console = plane("--y", y, "--set", "sigma=0.5", "--format", "json");

        assertThat(console.code()).as(console.err()).isZero();
        assertThat(console.json().getAsJsonArray("points")).hasSize(4);
        JsonObject first = console.json().getAsJsonArray("points").get(0).getAsJsonObject();
        assertThat(first.getAsJsonObject("input_information").get("noise").getAsString())
                .isEqualTo("gaussian(sigma=0.5)");
        assertThat(first.getAsJsonObject("label_information").get("estimator").getAsString())
                .isEqualTo("pairwise-lower");
        assertThat(Files.readString(out.resolve("plane.csv")).lines()).hasSize(5);
        assertThat(Files.readString(out.resolve("report.html"))).contains("<html", "conv10", "Information plane");
        assertThat(Files.readString(out.resolve("plane.json"))).isEqualTo(console.out());
        assertThat(console.err().lines().limit(2))
                .containsExactly("measured conv2 at epoch 0", "measured conv10 at epoch 0");
    }

    /** In messages, JSON, table and report, and also where a layer was measured after the others. */
    @Test
    void layersComeInNaturalOrderEverywhere() throws IOException {
        plane("--set", "sigma=0.5");
        Npy.write(activations.resolve("conv5.epoch0.npy"), layer(0, 5));
        Npy.write(activations.resolve("conv1.epoch0.npy"), layer(0, 1));

        Console console = plane("--set", "sigma=0.5", "--format", "json");

        String[] order = {"conv1", "conv2", "conv5", "conv10", "conv2", "conv10"};
        assertThat(console.json().getAsJsonArray("points"))
                .extracting(point -> point.getAsJsonObject().get("layer").getAsString())
                .containsExactly(order);
        assertThat(Files.readAllLines(out.resolve("plane.csv")).stream().skip(1))
                .extracting(line -> line.split(",")[2])
                .containsExactly(order);
        assertThat(console.err().lines()).extracting(line -> line.split(" ")[1]).containsExactly(order);
        String report = Files.readString(out.resolve("report.html"));
        assertThat(report).containsPattern("(?s)\"conv1\",\\s*\"conv2\",\\s*\"conv5\",\\s*\"conv10\"");
    }

    /** As editors, notebooks and macOS leave them beside others. */
    @Test
    void hiddenFilesAreNoLayers() throws IOException {
        Path copies = Files.createDirectories(activations.resolve(".ipynb_checkpoints"));
        Npy.write(copies.resolve("conv2.epoch0.npy"), layer(0, 3));
        Files.writeString(activations.resolve("._conv2.epoch0.npy"), "not an array");

        Console console = plane("--set", "sigma=0.5");

        assertThat(console.code()).as(console.err()).isZero();
        assertThat(console.err().lines()).hasSize(4).noneMatch(line -> line.contains("/"));
    }

    @Test
    void whatIsThereIsNotMeasuredAgain() throws IOException {
        plane("--set", "sigma=0.5");
        Npy.write(activations.resolve("conv2.epoch2.npy"), layer(2, 2));

        Console again = plane("--set", "sigma=0.5");

        assertThat(again.code()).isZero();
        assertThat(again.err().lines().filter(line -> line.startsWith("found"))).hasSize(4);
        assertThat(again.err().lines().filter(line -> line.startsWith("measured")))
                .containsExactly("measured conv2 at epoch 2");
        assertThat(plane("--set", "sigma=0.5", "--y", y).err()).doesNotContain("found");
    }

    @Test
    void anotherMeasurementInTheSameFolderIsRefused() throws IOException {
        plane("--set", "sigma=0.5");
        String before = Files.readString(out.resolve("plane.csv"));

        Console other = plane("--set", "sigma=0.7");
        Npy.write(activations.resolve("conv2.epoch0.npy"), layer(7, 2));
        Console changed = plane("--set", "sigma=0.5");

        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("\"0.7\", was \"0.5\"");
        assertThat(changed.code()).isEqualTo(2);
        assertThat(changed.err()).contains("Nothing was overwritten");
        assertThat(Files.readString(out.resolve("plane.csv"))).isEqualTo(before);
    }

    @Test
    void layersInAnArchiveForEachEpochAreFound() throws IOException {
        Path archives = Files.createDirectories(folder.resolve("archives"));
        for (int epoch = 0; epoch < 2; epoch++) {
            Map<String, Samples> layers = new TreeMap<>();
            layers.put("a", layer(epoch, 1));
            layers.put("b", layer(epoch, 2));
            Npy.writeAll(archives.resolve("epoch" + epoch + ".npz"), layers);
        }

        Console console =
                Console.run("plane", "--activations", archives, "--out", out, "--layers", "b", "--format", "json");

        assertThat(console.code()).as(console.err()).isZero();
        assertThat(console.json().getAsJsonArray("points")).hasSize(2);
    }

    /** What was not asked for either, such as the noise of the default estimators. */
    @Test
    void theResultSaysWhatMeasuredItThroughWhichNoise() {
        Console table = plane("--y", y);
        JsonObject by = plane("--y", y, "--format", "json").json().getAsJsonObject("measured_by");

        assertThat(table.out())
                .containsPattern("I\\(X;T\\) by +pairwise-upper \\{.*sigma=0.1.*}: .*, noise gaussian\\(sigma=0.1\\)")
                .containsPattern("I\\(T;Y\\) by +pairwise-lower \\{.*sigma=0.1.*}: .*, noise gaussian\\(sigma=0.1\\)");
        for (String quantity : new String[] {"input_information", "label_information"}) {
            JsonObject first = by.getAsJsonArray(quantity).get(0).getAsJsonObject();
            assertThat(first.get("noise").getAsString()).isEqualTo("gaussian(sigma=0.1)");
            assertThat(first.getAsJsonObject("settings").get("sigma").getAsString())
                    .isEqualTo("0.1");
        }
    }

    /** With little noise each row lies alone, so that the bound of I(X;T) is at its end, ln n, in all points. */
    @Test
    void eachWarningIsPrintedOnceWithItsPoints() {
        Console table = plane("--set", "sigma=0.001");
        JsonObject json = plane("--set", "sigma=0.001", "--format", "json").json();

        assertThat(table.code()).isZero();
        assertThat(table.out().lines().filter(line -> line.startsWith("warning")))
                .singleElement()
                .asString()
                .contains("I(X;T) of 4 of 4 points, such as conv2, epoch 0: ");
        JsonObject warning = json.getAsJsonArray("warnings").get(0).getAsJsonObject();
        assertThat(warning.get("points").getAsInt()).isEqualTo(4);
        assertThat(warning.getAsJsonObject("example").get("layer").getAsString())
                .isEqualTo("conv2");
        assertThat(json.getAsJsonArray("points"))
                .allSatisfy(point -> assertThat(point.getAsJsonObject()
                                .getAsJsonObject("input_information")
                                .getAsJsonArray("warnings"))
                        .hasSize(1));
    }

    @Test
    void strictTurnsAWarningIntoAnExitCode() {
        assertThat(plane("--set", "sigma=0.001", "--strict").code()).isEqualTo(3);
        Path other = folder.resolve("other");
        assertThat(Console.run("plane", "--activations", activations, "--out", other, "--set", "sigma=50", "--strict")
                        .code())
                .isZero();
    }
}
