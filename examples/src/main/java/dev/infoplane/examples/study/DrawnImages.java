package dev.infoplane.examples.study;

import com.google.common.base.Preconditions;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Images drawn at each point, on disk, so that a run that is started again still has them. */
final class DrawnImages {
    private static final Logger LOG = LoggerFactory.getLogger(DrawnImages.class);
    private static final Gson GSON = new Gson();

    private final Path folder;
    private final String study;

    /** @param study what the images are part of */
    DrawnImages(Path out, Identity study) {
        this.folder = out.resolve("samples");
        this.study = study.digest();
    }

    private record Stored(String study, String name, int[] shape, float[] values) {}

    void put(String name, Samples images) {
        try {
            AtomicFiles.write(file(name), GSON.toJson(new Stored(study, name, images.rowShape(), images.toArray())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the images drawn at " + name, e);
        }
    }

    /** @throws IOException if images in the folder are not of this study, naming their file */
    void requireOwn() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                stored(file);
            }
        }
    }

    /**
     * The images drawn under a name, if they are there and can be read.
     *
     * @throws IOException if they are not of this study
     */
    Optional<Samples> find(String name) throws IOException {
        Path file = file(name);
        return Files.exists(file) ? stored(file).flatMap(s -> images(file, s)) : Optional.empty();
    }

    private Optional<Stored> stored(Path file) throws IOException {
        Optional<Stored> stored;
        try {
            stored = Optional.ofNullable(GSON.fromJson(Files.readString(file), Stored.class));
        } catch (JsonParseException | CharacterCodingException e) {
            LOG.debug("'{}' cannot be read", file, e);
            stored = Optional.empty();
        }
        if (stored.isEmpty()) {
            LOG.warn(
                    "the drawn images in '{}' cannot be read, so their place in the report stays empty; delete the folder"
                            + " and start again to have them drawn again",
                    file);
            return stored;
        }
        boolean own = study.equals(stored.get().study)
                && file.getFileName().toString().equals(stored.get().name + ".json");
        if (!own) {
            throw new IOException("the drawn images in '" + file
                    + "' are not those of this study and this point; choose another folder with --out, or delete them"
                    + " and their place in the report stays empty");
        }
        return stored;
    }

    private static Optional<Samples> images(Path file, Stored stored) {
        try {
            Samples images = Samples.of(stored.values, stored.shape);
            for (float v : stored.values) {
                Preconditions.checkArgument(v >= 0 && v <= 1, "%s is no brightness", v);
            }
            return Optional.of(images);
        } catch (RuntimeException e) {
            LOG.warn("the drawn images in '{}' are damaged, so their place in the report stays empty", file, e);
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
