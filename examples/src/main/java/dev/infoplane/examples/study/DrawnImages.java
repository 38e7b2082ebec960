package dev.infoplane.examples.study;

import com.google.common.base.Preconditions;
import com.google.gson.Gson;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
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
            AtomicFiles.write(file(name), GSON.toJson(new Stored(images.rowShape(), images.toArray())));
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
            Samples images = Samples.of(stored.values, stored.shape);
            for (float v : stored.values) {
                Preconditions.checkArgument(v >= 0 && v <= 1, "%s is no brightness", v);
            }
            return Optional.of(images);
        } catch (RuntimeException | CharacterCodingException e) {
            LOG.warn(
                    "the drawn images in '{}' cannot be read, so their place in the report stays empty; delete the folder"
                            + " and start again to have them drawn again",
                    file);
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
