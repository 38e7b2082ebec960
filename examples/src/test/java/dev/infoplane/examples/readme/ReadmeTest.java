package dev.infoplane.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pastes the first program of the README into an empty Maven project and runs it there as the README says. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");

    @TempDir
    private Path folder;

    @Test
    void theFirstProgramRunsInAnEmptyProject() throws Exception {
        assumeThat(System.getProperty("readme.maven.home"))
                .as("the Maven that runs this build")
                .isNotNull();
        String readme = Files.readString(README);
        String pom = block(readme, "xml", "<project");
        String program = block(readme, "java", "public class FirstPlane");
        String command = block(readme, "", "mvn -q compile exec:exec");
        PrivateRepository repository = PrivateRepository.of(version(pom));
        Files.writeString(folder.resolve("pom.xml"), pom.replace("linux-x86_64", System.getProperty("readme.natives")));
        Path source = Files.createDirectories(folder.resolve("src/main/java")).resolve("FirstPlane.java");
        Files.writeString(source, program);

        String output = repository.run(folder, List.of(command.strip().split(" ")));

        assertThat(output)
                .contains("epoch 0, Linear#1.out", "epoch 10, Linear#2.out", "decodable information", "lower bound");
        assertThat(folder.resolve("plane.html")).isNotEmptyFile();
    }

    /** The fenced block in this language that contains a text. */
    private static String block(String readme, String language, String text) {
        Matcher fences = Pattern.compile("(?ms)^```(\\w*)\\R(.*?)^```$").matcher(readme);
        return fences.results()
                .filter(fence ->
                        fence.group(1).equals(language) && fence.group(2).contains(text))
                .map(fence -> fence.group(2))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("the README has no block '" + language + "' with '" + text + "'"));
    }

    private static String version(String pom) throws IOException {
        Matcher shown = Pattern.compile("<artifactId>ib-bom</artifactId>\\s*<version>(.*?)</version>")
                .matcher(pom);
        assertThat(shown.find()).as("ib-bom with its version").isTrue();
        Matcher built = Pattern.compile("<artifactId>ib-bom</artifactId>\\s*<version>(.*?)</version>")
                .matcher(Files.readString(Path.of("..", "ib-bom", "pom.xml")));
        assertThat(built.find()).isTrue();
        assertThat(shown.group(1)).as("the version in the README").isEqualTo(built.group(1));
        return shown.group(1);
    }
}
