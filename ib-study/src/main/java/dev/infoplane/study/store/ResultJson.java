package dev.infoplane.study.store;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskId;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The record of a task that has ended well: the task itself, for people and tools, and its outputs. */
public final class ResultJson {
    private static final int FORMAT = 1;

    private ResultJson() {}

    /** The record of a task, on one line. */
    public static String write(StudyTask task, TaskResult result) {
        JsonObject outputs = new JsonObject();
        new TreeMap<>(result.outputs()).forEach((name, blob) -> {
            JsonObject o = new JsonObject();
            o.addProperty("sha256", blob.sha256());
            o.addProperty("bytes", blob.bytes());
            outputs.add(name, o);
        });
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.add("task", JsonParser.parseString(task.toJson()));
        json.add("outputs", outputs);
        result.time().ifPresent(time -> {
            json.addProperty("seconds", time.seconds());
            time.processorSeconds().ifPresent(seconds -> json.addProperty("processorSeconds", seconds));
        });
        return json + "\n";
    }

    /** Records of revisions that did not measure time have none. */
    private static Optional<TaskTime> time(JsonObject json) {
        if (!json.has("seconds")) {
            return Optional.empty();
        }
        OptionalDouble processor = json.has("processorSeconds")
                ? OptionalDouble.of(json.get("processorSeconds").getAsDouble())
                : OptionalDouble.empty();
        return Optional.of(new TaskTime(json.get("seconds").getAsDouble(), processor));
    }

    /**
     * Reads a record.
     *
     * @param task whose record it should be
     * @throws IOException if it is no record of this task, saying why
     */
    public static TaskResult read(String text, TaskId task) throws IOException {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            int format = json.get("format").getAsInt();
            if (format != FORMAT) {
                throw new IOException("its record has format " + format + ", and this library reads format " + FORMAT);
            }
            StudyTask recorded = StudyTask.fromJson(json.get("task").toString());
            if (!recorded.id().equals(task)) {
                throw new IOException("its record is that of " + recorded);
            }
            Map<String, Blob> outputs = new TreeMap<>();
            for (Map.Entry<String, JsonElement> e :
                    json.getAsJsonObject("outputs").entrySet()) {
                JsonObject o = e.getValue().getAsJsonObject();
                outputs.put(
                        e.getKey(),
                        new Blob(o.get("sha256").getAsString(), o.get("bytes").getAsLong()));
            }
            return new TaskResult(outputs, time(json));
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | UnsupportedOperationException e) {
            throw new IOException("its record is not readable", e);
        }
    }
}
