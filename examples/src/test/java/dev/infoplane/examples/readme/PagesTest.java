package dev.infoplane.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What pages refer to is there: files that they link to, and classes that they name. */
class PagesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern FENCE = Pattern.compile("(?ms)^\\s*```.*?^\\s*```");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w*)(?:[.(<][^`]*)?`");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|record|enum|interface)\\s+([A-Z]\\w+)");
    /** Named in pages and declared by others. */
    private static final Set<String> FOREIGN = Set.of(
            "AbstractBaseBlock",
            "Block",
            "EasyTrain",
            "EpochTrainingListener",
            "JavadocVariable",
            "LambdaBlock",
            "Loss",
            "Metrics",
            "PtNDArray",
            "RandomAccessDataset",
            "SequentialBlock",
            "ServiceLoader",
            "String");

    private static final Set<String> CLASSES = declared();

    static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFiles(Path page) throws IOException {
        String text = FENCE.matcher(Files.readString(page)).replaceAll("");
        assertThat(LINK.matcher(text).results().map(link -> link.group(1)))
                .filteredOn(target -> !target.startsWith("http"))
                .allSatisfy(target -> assertThat(page.resolveSibling(target)).exists());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void classesNamedExist(Path page) throws IOException {
        String text = FENCE.matcher(Files.readString(page)).replaceAll("");
        assertThat(CLASS.matcher(text).results().map(name -> name.group(1)))
                .allSatisfy(name -> assertThat(FOREIGN.contains(name) || CLASSES.contains(name))
                        .as("a class '%s'", name)
                        .isTrue());
    }

    static List<Path> packages() throws IOException {
        return sources().stream()
                .map(Path::getParent)
                .filter(folder -> folder.toString().replace('\\', '/').contains("/src/main/java/dev/infoplane/"))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packagesExplainThemselves(Path folder) {
        assertThat(folder.resolve("package-info.java")).content().startsWith("/**");
    }

    private static Set<String> declared() {
        Set<String> names = new TreeSet<>();
        try {
            for (Path file : sources()) {
                DECLARED.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** All Java files of all modules. */
    private static List<Path> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(ROOT)) {
            for (Path module : modules) {
                if (Files.isDirectory(module.resolve("src"))) {
                    try (Stream<Path> found = Files.walk(module.resolve("src"))) {
                        found.filter(path -> path.toString().endsWith(".java"))
                                .sorted()
                                .forEach(files::add);
                    }
                }
            }
        }
        return files;
    }
}
