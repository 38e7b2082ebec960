package dev.infoplane.models.context;

import dev.infoplane.storage.AtomicFiles;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each point of a pool had at each check, kept beside the checkpoint of the training, which knows the average only.
 *
 * @param file empty to keep nothing
 */
record CheckMemory(Optional<Path> file) {
    /** What was kept; nothing if there is no file, or a damaged one. */
    Map<Double, double[]> read(int points) {
        Map<Double, double[]> all = new HashMap<>();
        if (file.filter(Files::exists).isEmpty()) {
            return all;
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file.orElseThrow()))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                double average = in.readDouble();
                double[] means = new double[points];
                for (int p = 0; p < points; p++) {
                    means[p] = in.readDouble();
                }
                all.put(average, means);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the checks in '" + file.orElseThrow() + "' cannot be read; delete the file"
                            + " and the checkpoint beside it to train from the start",
                    e);
        }
    }

    void write(Map<Double, double[]> all) {
        file.ifPresent(place -> {
            try {
                AtomicFiles.write(place, stream -> {
                    DataOutputStream out = new DataOutputStream(stream);
                    out.writeInt(all.size());
                    for (Map.Entry<Double, double[]> check : all.entrySet()) {
                        out.writeDouble(check.getKey());
                        for (double mean : check.getValue()) {
                            out.writeDouble(mean);
                        }
                    }
                    out.flush();
                });
            } catch (IOException e) {
                throw new UncheckedIOException("the checks cannot be kept: " + e.getMessage(), e);
            }
        });
    }
}
