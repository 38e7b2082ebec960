package dev.infoplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code infoplane study}, without decoders and an engine: this module has neither. */
class StudyCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theSchemaAndPresetsArePrinted() {
        Console schema = Console.run("study", "schema");
        assertThat(schema.code()).isZero();
        assertThat(JsonParser.parseString(schema.out())
                        .getAsJsonObject()
                        .getAsJsonObject("properties")
                        .keySet())
                .contains("data", "networkSeeds");
        assertThat(Console.run("study", "schema", "--preset", "quick").out()).contains("epochs: {at: [0, 1, 5, 30]}");
        Console unknown = Console.run("study", "schema", "--preset", "small");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("no preset 'small'; there are [toy, quick, fashion, cifar10, cinic10]");
    }

    @Test
    void withoutDecodersTheErrorSaysWhatBringsThem() {
        Console run = Console.run("study", "check", "toy");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("no estimator 'pooled-pixelcnn' for input", "ib-models brings some", "label-knn");
    }

    @Test
    void mistakesInAFileAreFoundBeforeAnythingIsMade() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "title: Mine\nepoch: {at: [1]}\n");
        Path out = folder.resolve("out");
        Console run = Console.run("study", "run", file, "--out", out);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "'" + file + "', line 2: there is no field 'epoch'; did you mean 'epochs'? There are [title,");
        assertThat(out).doesNotExist();
        assertThat(Console.run("study", "run", folder.resolve("none.yaml")).err())
                .contains("there is neither a file nor a preset '");
        assertThat(Console.run("study").err()).contains("a command is missing: run, check or schema");
    }
}
