package dev.infoplane.examples.study;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import dev.infoplane.examples.data.OutputFiles;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelLevels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a folder of results was made with: enough to make it again, and to refuse to mix it with anything else. */
final class Manifest {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final String FILE = "manifest.json";

    private Manifest() {}

    static Map<String, String> of(String preset, Preset p, long seed, StudyData data) {
        Map<String, String> m = new TreeMap<>();
        m.put("preset", preset);
        m.put("settings", p.toString());
        m.put("seed", Long.toString(seed));
        m.put(
                "decoder.revision",
                PixelCnn.of(p.decoder(), PixelLevels.UNIT_BYTES).settings().get("revision"));
        m.put("data.sha256", data.hash());
        m.put("data.images", data.side() + "×" + data.side() + ", 256 levels");
        m.put(
                "data.roles",
                p.networkImages() + " train the network, " + p.decoderImages() + " train the decoders, "
                        + p.validationImages() + " draw learning curves, " + p.measuredImages()
                        + " measure; no image has two roles");
        m.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        m.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        m.put("infoplane", StudyVersion.infoplane());
        m.put("djl", StudyVersion.djl());
        m.put("pytorch", StudyVersion.pytorch());
        m.put("engine threads", "1 a process");
        return m;
    }

    /**
     * Writes the manifest, unless the folder has one already.
     *
     * @throws IOException if the folder holds the results of another study, naming the first difference
     */
    static void claim(Path folder, Map<String, String> manifest) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            OutputFiles.write(file, GSON.toJson(manifest));
            return;
        }
        Map<String, String> before = read(file);
        if (before == null) {
            throw new IOException(
                    "the manifest '" + file + "' is damaged; if the folder holds the results of this study, delete"
                            + " the manifest and start again, else choose another folder with --out");
        }
        List<String> names = new ArrayList<>(List.of("preset", "seed", "settings"));
        names.addAll(manifest.keySet());
        for (String name : names) {
            if (!manifest.get(name).equals(before.get(name))) {
                throw new IOException("the folder '" + folder + "' holds another study: its " + name + " is '"
                        + before.get(name) + "', now it would be '" + manifest.get(name)
                        + "'; choose another folder with --out");
            }
        }
    }

    /**
     * The manifest of a folder of results.
     *
     * @throws IOException if there is none
     */
    static Map<String, String> of(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Map<String, String> found = Files.exists(file) ? read(file) : null;
        if (found == null) {
            throw new IOException("'" + folder + "' is not a folder of results: it has no readable " + FILE);
        }
        return found;
    }

    private static Map<String, String> read(Path file) throws IOException {
        try {
            return GSON.fromJson(Files.readString(file), new TypeToken<TreeMap<String, String>>() {}.getType());
        } catch (JsonParseException e) {
            return null;
        }
    }
}
