package dev.infoplane.examples.study;

import com.google.gson.Gson;
import dev.infoplane.estimate.Samples;
import dev.infoplane.examples.data.OutputFiles;
import dev.infoplane.plane.PointKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Images drawn at each point, on disk, so that a run that is started again still has them. */
final class DrawnImages {
    private static final Logger LOG = LoggerFactory.getLogger(DrawnImages.class);
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

    /** The images drawn under a name, if they are there and can be read. */
    Optional<Samples> find(String name) throws IOException {
        Path file = file(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Stored stored = GSON.fromJson(Files.readString(file), Stored.class);
            return Optional.of(Samples.of(stored.values, stored.shape));
        } catch (RuntimeException e) {
            LOG.warn("the drawn images in '{}' cannot be read, their place stays empty", file);
            return Optional.empty();
        }
    }

    static String name(PointKey key) {
        return key.run() + "-" + key.epoch() + "-" + key.hookPoint();
    }

    private Path file(String name) {
        return folder.resolve(name + ".json");
    }
}
