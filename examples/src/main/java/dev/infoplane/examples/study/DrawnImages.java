package dev.infoplane.examples.study;

import com.google.gson.Gson;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PointKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Images drawn at each point, on disk, so that a run that is started again still has them. */
final class DrawnImages {
    private static final Gson GSON = new Gson();

    private final Path folder;

    DrawnImages(Path out) {
        this.folder = out.resolve("samples");
    }

    private record Stored(int[] shape, float[] values) {}

    void put(String name, Samples images) {
        try {
            OutputFiles.write(file(name), GSON.toJson(new Stored(images.rowShape(), images.toArray())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the images drawn at " + name, e);
        }
    }

    Optional<Samples> find(String name) throws IOException {
        Path file = file(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Stored stored = GSON.fromJson(Files.readString(file), Stored.class);
        return Optional.of(Samples.of(stored.values, stored.shape));
    }

    static String name(PointKey key) {
        return key.run() + "-" + key.epoch() + "-" + key.hookPoint();
    }

    private Path file(String name) {
        return folder.resolve(name + ".json");
    }
}
