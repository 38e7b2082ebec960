package dev.infoplane.cli;

import dev.infoplane.data.Npy;
import dev.infoplane.estimate.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

/** Activations of two layers at two epochs, and labels, in files; and the command that measures them. */
record PlaneFiles(Path activations, Path out, Path y) {
    static final int N = 120;

    static PlaneFiles write(Path folder) throws IOException {
        PlaneFiles files = new PlaneFiles(
                Files.createDirectories(folder.resolve("activations")), folder.resolve("out"), folder.resolve("y.npy"));
        int[] labels = new int[N];
        for (int i = 0; i < N; i++) {
            labels[i] = i % 2;
        }
        Npy.write(files.y, Samples.ofLabels(labels));
        for (int epoch = 0; epoch < 2; epoch++) {
            for (int layer : new int[] {2, 10}) {
                Npy.write(files.activations.resolve("conv" + layer + ".epoch" + epoch + ".npy"), layer(epoch, layer));
            }
        }
        return files;
    }

    static Samples layer(int epoch, int layer) {
        Random random = new Random(10 * epoch + layer);
        float[] values = new float[3 * N];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() + (i / 3 % 2) * (epoch + 1);
        }
        return Samples.of(values, 3);
    }

    Console plane(Object... more) {
        return Console.run(
                Stream.concat(Stream.of("plane", "--activations", activations, "--out", out), Stream.of(more))
                        .toArray());
    }
}
