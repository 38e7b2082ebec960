package dev.infoplane.cli.study;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.store.ResultStore;
import dev.infoplane.study.task.TaskId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the unfinished tasks of a study are, in the file {@code work/progress.json} of its folder, so that a resumed study says from
 * the start what is done already. Nothing depends on it: a file that is missing or damaged is as good as none.
 */
final class ReachedShares {
    private static final Logger LOG = LoggerFactory.getLogger(ReachedShares.class);
    private static final Gson GSON = new Gson();

    private final Path file;
    private Map<String, Double> written = Map.of();

    /** @param folder of the study */
    ReachedShares(Path folder) {
        file = folder.resolve("work").resolve("progress.json");
    }

    /** The shares of tasks that a killed process left, and that have something to resume from. */
    Map<TaskId, Double> resumable(ResultStore store) {
        Map<TaskId, Double> shares = new TreeMap<>();
        try {
            written = read();
            for (Map.Entry<String, Double> entry : written.entrySet()) {
                TaskId task = new TaskId(entry.getKey());
                double share = entry.getValue();
                if (share > 0 && share < 1 && store.find(task).isEmpty() && hasFiles(store.checkpoints(task))) {
                    shares.put(task, share);
                }
            }
        } catch (IOException | JsonParseException | IllegalArgumentException | NullPointerException e) {
            LOG.debug("'{}' does not say how far tasks are", file, e);
        }
        return shares;
    }

    private Map<String, Double> read() throws IOException {
        if (!Files.exists(file)) {
            return Map.of();
        }
        Map<String, Double> shares = GSON.fromJson(Files.readString(file), new TypeToken<Map<String, Double>>() {});
        return shares == null ? Map.of() : shares;
    }

    private static boolean hasFiles(Path checkpoints) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(checkpoints)) {
            return files.iterator().hasNext();
        }
    }

    /** Keeps the shares of all unfinished tasks, unless the folder has gone; without any, there is no file. */
    void keep(Map<TaskId, Double> shares) {
        Map<String, Double> byDigest = new TreeMap<>();
        shares.forEach((task, share) -> byDigest.put(task.digest(), share));
        if (byDigest.equals(written) || !Files.isDirectory(file.getParent())) {
            return;
        }
        try {
            if (byDigest.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                AtomicFiles.write(file, GSON.toJson(byDigest));
            }
            written = byDigest;
        } catch (IOException e) {
            LOG.debug("'{}' cannot be written", file, e);
        }
    }
}
