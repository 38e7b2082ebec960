package dev.infoplane.study.spec;

import dev.infoplane.storage.AtomicFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Studies as YAML files. */
public final class SpecFile {
    /** The names of the studies that ship with the library. */
    public static final List<String> PRESETS = List.of("toy", "quick", "fashion", "cifar10", "cinic10");

    private SpecFile() {}

    /**
     * Reads a file. Fields that are left out have the values of {@link StudySpec#DEFAULT}.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no study, naming the file, the line and what exists
     */
    public static StudySpec read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException("'" + file + "' is not text in UTF-8", e);
        } catch (IOException e) {
            throw new IOException("the study '" + file + "' cannot be read: " + AtomicFiles.reason(e), e);
        }
        return parse(text, "'" + file + "'");
    }

    /**
     * Reads a study that ships with the library.
     *
     * @throws IllegalArgumentException if there is none of this name, listing those there are
     */
    public static StudySpec preset(String name) {
        if (!PRESETS.contains(name)) {
            throw new IllegalArgumentException("no preset '" + name + "'; there are " + PRESETS);
        }
        return parse(resource("presets/" + name + ".yaml"), "the preset " + name);
    }

    /** The text of a preset, to start a file of one's own from; errors as {@link #preset}. */
    public static String presetText(String name) {
        preset(name);
        return resource("presets/" + name + ".yaml");
    }

    /** The JSON Schema of such files. */
    public static String schema() {
        return resource("study.schema.json");
    }

    /**
     * Reads a text.
     *
     * @param origin where it is from, for messages
     * @throws IllegalArgumentException if it is no study
     */
    public static StudySpec parse(String yaml, String origin) {
        try {
            Optional<Node> root = new Compose(LoadSettings.builder()
                            .setLabel(origin)
                            .setAllowDuplicateKeys(false)
                            .build())
                    .composeString(yaml);
            return root.isEmpty() ? StudySpec.DEFAULT : SpecBinder.bind(root.get(), "", StudySpec.DEFAULT);
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> "line " + (mark.getLine() + 1) + ": ")
                    .orElse("");
            throw new IllegalArgumentException(origin + ", " + line + "not readable as YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(origin + " is not readable as YAML: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(origin + ", " + e.getMessage(), e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = SpecFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("the resource '" + name + "' is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
