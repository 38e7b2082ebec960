package dev.infoplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.infoplane.data.Npy;
import dev.infoplane.estimate.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaneCommandTest {
    private static final int N = 120;

    @TempDir
    Path folder;

    private Path activations;
    private Path out;
    private Path y;

    @BeforeEach
    void writeArrays() throws IOException {
        activations = Files.createDirectories(folder.resolve("activations"));
        out = folder.resolve("out");
        y = folder.resolve("y.npy");
        int[] labels = new int[N];
        for (int i = 0; i < N; i++) {
            labels[i] = i % 2;
        }
        Npy.write(y, Samples.ofLabels(labels));
        for (int epoch = 0; epoch < 2; epoch++) {
            for (int layer : new int[] {2, 10}) {
                Npy.write(activations.resolve("conv" + layer + ".epoch" + epoch + ".npy"), layer(epoch, layer));
            }
        }
    }

    private static Samples layer(int epoch, int layer) {
        Random random = new Random(10 * epoch + layer);
        float[] values = new float[3 * N];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() + (i / 3 % 2) * (epoch + 1);
        }
        return Samples.of(values, 3);
    }

    private Console plane(Object... more) {
        Object[] all = new Object[more.length + 5];
        all[0] = "plane";
        all[1] = "--activations";
        all[2] = activations;
        all[3] = "--out";
        all[4] = out;
        System.arraycopy(more, 0, all, 5, more.length);
        return Console.run(all);
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
        assertThat(rows.err()).contains("has 120 rows, but --y has 3");
        assertThat(Console.run("plane", "--activations", folder.resolve("none")).err())
                .contains("there is no folder");
        float[] values = layer(1, 10).toArray();
        values[7] = Float.NaN;
        Npy.write(activations.resolve("conv10.epoch1.npy"), Samples.of(values, 3));
        assertThat(plane().err())
                .contains("conv10.epoch1.npy' cannot be measured: every value of t must be finite, got NaN in row 2");
    }
}
