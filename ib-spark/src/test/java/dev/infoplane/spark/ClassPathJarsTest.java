package dev.infoplane.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathJarsTest {
    @TempDir
    private Path folder;

    private Path jar(String name, String... named) throws IOException {
        Path jar = folder.resolve(name);
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", named));
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private static String classPath(Path... entries) {
        return Arrays.stream(entries).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void whatLiesBesideSparkStays() throws IOException {
        Path own = jar("app/infoplane.jar");

        assertThat(ClassPathJars.besideSpark(
                        classPath(own, jar("spark/jars/spark-core_2.13-4.2.0.jar"), jar("spark/jars/guava-33.jar"))))
                .containsExactly(own);
    }

    @Test
    void whatManifestsNameIsShippedToo() throws IOException {
        Path own = jar("app/infoplane.jar", "lib/a.jar", "lib/absent.jar", "lib/guava-33.jar");
        Path named = jar("app/lib/a.jar", "b%20c.jar");
        Path deeper = jar("app/lib/b c.jar", "a.jar");
        jar("app/lib/guava-33.jar");

        assertThat(ClassPathJars.besideSpark(
                        classPath(own, jar("spark/jars/spark-core_2.13-4.2.0.jar"), jar("spark/jars/guava-33.jar"))))
                .containsExactlyInAnyOrder(own, named, deeper);
    }

    @Test
    void ofTwoJarsOfOneNameTheFirstCounts() throws IOException {
        Path first = jar("one/a.jar");

        assertThat(ClassPathJars.besideSpark(classPath(first, jar("two/a.jar"), folder)))
                .containsExactly(first);
    }
}
