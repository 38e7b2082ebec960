package dev.infoplane.study;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a folder of results was made from and with.
 *
 * @param identity everything that determines the results; a folder never mixes two of them
 * @param java the JVMs that took part. Results do not depend on them, so a study may be resumed by another one
 */
public record Manifest(Identity identity, List<String> java) {
    /** Its name in a folder. */
    public static final String FILE = "manifest.json";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** Takes a copy. */
    public Manifest {
        java = List.copyOf(java);
    }

    /** That of a study which this JVM takes part in. */
    static Manifest of(Identity identity) {
        return new Manifest(identity, List.of(runningJava()));
    }

    private static String runningJava() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.version");
    }

    /**
     * The manifest of a folder, if there is one.
     *
     * @throws IOException if it cannot be read, naming the file and what to do
     */
    public static Optional<Manifest> find(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonObject read = JsonParser.parseString(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                    .getAsJsonObject();
            List<String> java = new ArrayList<>();
            read.getAsJsonArray("java").forEach(j -> java.add(j.getAsString()));
            return Optional.of(new Manifest(Identity.parse(read.get("identity").toString()), java));
        } catch (JsonParseException | IllegalArgumentException | IllegalStateException | NullPointerException e) {
            throw new IOException(
                    "'" + file + "' is damaged, or was written by another version, so nothing says what the results"
                            + " beside it were made from; choose another folder with --out, or delete this one",
                    e);
        }
    }

    /**
     * The manifest of a folder of results.
     *
     * @throws IOException if there is none, or it cannot be read
     */
    public static Manifest in(Path folder) throws IOException {
        return find(folder)
                .orElseThrow(() ->
                        new IOException("'" + folder + "' is not a folder of results: it has no readable " + FILE));
    }

    /**
     * Writes this manifest into a folder.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path folder) throws IOException {
        JsonObject content = new JsonObject();
        content.add("identity", JsonParser.parseString(identity.json()));
        content.add("java", GSON.toJsonTree(java));
        AtomicFiles.write(folder.resolve(FILE), GSON.toJson(content) + "\n");
    }

    /** This manifest with the JVMs of another one before its own. */
    Manifest after(Manifest before) {
        List<String> all = new ArrayList<>(before.java);
        java.stream().filter(j -> !all.contains(j)).forEach(all::add);
        return new Manifest(identity, all);
    }

    /** One value of the identity as text, or empty. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(entries().get(name));
    }

    /** All entries as text, by name. */
    public Map<String, String> entries() {
        Map<String, String> all = new TreeMap<>();
        JsonParser.parseString(identity.json())
                .getAsJsonObject()
                .entrySet()
                .forEach(e -> all.put(e.getKey(), text(e.getValue())));
        all.put("java", String.join(", then ", java));
        return all;
    }

    private static String text(JsonElement value) {
        if (value.isJsonPrimitive()) {
            return value.getAsJsonPrimitive().isNumber()
                    ? value.getAsBigDecimal().toPlainString()
                    : value.getAsString();
        }
        List<String> parts = value.isJsonArray()
                ? value.getAsJsonArray().asList().stream().map(Manifest::text).toList()
                : value.getAsJsonObject().entrySet().stream()
                        .map(e -> e.getKey() + " " + text(e.getValue()))
                        .toList();
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }
}
