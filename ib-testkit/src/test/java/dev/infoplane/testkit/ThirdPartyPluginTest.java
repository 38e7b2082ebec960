package dev.infoplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Builds the project {@code plugin-example}, which is no module of ours, and uses it as a third party's jar. */
class ThirdPartyPluginTest {
    @TempDir
    static Path classes;

    @BeforeAll
    static void build() throws IOException {
        Path project = Path.of("..", "plugin-example", "src");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> found = Files.walk(project)) {
            List<Path> sources =
                    found.filter(path -> path.toString().endsWith(".java")).toList();
            List<String> options = List.of(
                    "-d",
                    classes.toString(),
                    "-Xlint:all",
                    "-Werror",
                    "--release",
                    "17",
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).isTrue();
        }
        copy(project.resolve("main/resources"), classes);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static URLClassLoader loader() throws IOException {
        URL[] urls = {classes.toUri().toURL()};
        return new URLClassLoader(urls, ThirdPartyPluginTest.class.getClassLoader());
    }

    @Test
    void itsEstimatorIsFoundByIdAndMeasures() throws IOException {
        try (URLClassLoader loader = loader()) {
            EstimatorRegistry registry = EstimatorRegistry.load(loader);
            assertThat(registry.ids()).containsExactly("spearman");
            MiEstimator spearman = registry.create("spearman", Map.of("scale", "2"));
            KnownPair pair = KnownPair.gaussian(5000, 1, 0.6, 1);
            EstimateAssert.assertThat(spearman.estimate(pair.x(), pair.t(), 0)).isWithinStandardErrors(3, pair.truth());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> registry.create("spearman", Map.of("scale", 3)))
                    .withMessage("scale must be above 0 and at most 2, got 3.0");
        }
    }

    @Test
    void itsContractTestOfFiveLinesRunsAndPasses() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = loader()) {
            thread.setContextClassLoader(loader);
            Class<?> test = loader.loadClass("com.example.spearman.SpearmanMiTest");
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(test))
                    .build();
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create().execute(request, listener);
            assertThat(listener.getSummary().getFailures()).isEmpty();
            assertThat(listener.getSummary().getTestsSucceededCount()).isEqualTo(18);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
