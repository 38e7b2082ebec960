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

    private void assertMistake(String sentence, Object... arguments) {
        Console run = Console.run(arguments);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().startsWith("infoplane: ");
        assertThat(run.err()).contains(sentence);
    }

    @Test
    void whatASpecNamesAndCannotBeReadIsAMistake() throws Exception {
        assertMistake("the study '" + folder + "' cannot be read", "study", "run", folder);
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'t', (byte) 0xfc});
        assertMistake("'" + latin + "' is not text in UTF-8", "study", "run", latin);
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "title: [");
        assertMistake("not readable as YAML", "study", "check", broken);
        Path nonsense = Files.writeString(folder.resolve("nonsense.yaml"), "epochs: {at: [-1]}");
        assertMistake("'" + nonsense + "', line 1", "study", "run", nonsense);
        Path images = Files.createDirectory(folder.resolve("images"));
        Path spec = Files.writeString(
                folder.resolve("spec.yaml"), "data: {format: idx, path: '" + images + "', network: 100}");
        assertMistake("has neither 'train-images-idx3-ubyte.gz'", "study", "run", spec, "--out", folder.resolve("out"));
        Files.createFile(images.resolve("train-images-idx3-ubyte"));
        assertMistake("is cut short", "study", "check", spec);
    }
}
