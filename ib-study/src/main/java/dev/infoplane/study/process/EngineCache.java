package dev.infoplane.study.process;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder into which DJL unpacks the engine's native libraries. It may be one that another user filled and this user cannot
 * write to; then the study takes a folder of the user's own.
 */
final class EngineCache {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCache.class);
    private static final String ENGINE = "pytorch";

    private EngineCache() {}

    /**
     * The folder for the workers' {@code ENGINE_CACHE_DIR}.
     *
     * @throws IOException if no folder can be written to
     */
    static Path find() throws IOException {
        return firstUsable(List.of(
                Utils.getEngineCacheDir(),
                Path.of(System.getProperty("user.home"), ".djl.ai"),
                Path.of(System.getProperty("java.io.tmpdir"), "djl.ai-" + System.getProperty("user.name"))));
    }

    static Path firstUsable(List<Path> candidates) throws IOException {
        for (Path candidate : candidates) {
            if (isUsable(candidate)) {
                if (!candidate.equals(candidates.get(0))) {
                    LOG.warn(
                            "the engine's cache '{}' cannot be written to by this user, so its libraries go to '{}'",
                            candidates.get(0),
                            candidate);
                }
                return candidate;
            }
        }
        throw new IOException("the engine's native libraries have no place: none of " + candidates
                + " can be written to; set the environment variable ENGINE_CACHE_DIR to a folder of your own");
    }

    /** Whether the folder, what the engine keeps in it, or the place where it would be created can be written to. */
    private static boolean isUsable(Path cache) {
        try {
            Path libraries = cache.resolve(ENGINE);
            if (!Files.exists(libraries)) {
                return canWrite(nearest(libraries));
            }
            try (Stream<Path> versions = Files.list(libraries)) {
                return canWrite(libraries)
                        && versions.filter(Files::isDirectory).allMatch(EngineCache::canWrite);
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static Path nearest(Path path) {
        Path there = path.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    private static boolean canWrite(Path folder) {
        return Files.isDirectory(folder) && Files.isWritable(folder) && Files.isReadable(folder);
    }
}
