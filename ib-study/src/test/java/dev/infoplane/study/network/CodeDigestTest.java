package dev.infoplane.study.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes are compiled by each test, as a user would change them between two runs. */
class CodeDigestTest {
    private static final Map<String, String> SOURCES = Map.of(
            "org/mine/nets/Net.java",
            "package org.mine.nets; public class Net { int f(int x) { return org.mine.Help.g(x) + new com.other.Lib().h; } }",
            "org/mine/Help.java",
            "package org.mine; public class Help { public static int g(int x) { return x + 1; } }",
            "com/other/Lib.java",
            "package com.other; public class Lib { public int h = 1; }");

    @TempDir
    private Path folder;

    @Test
    void aClassThatIsCompiledAgainIsTheSame() throws Exception {
        assertThat(digest(Map.of())).isEqualTo(digest(Map.of()));
    }

    @Test
    void commentsAndEmptyLinesChangeNothing() throws Exception {
        assertThat(digestWith("org/mine/nets/Net.java", "{ int", "{\n// a comment\n\n/* more */ int"))
                .isEqualTo(digest(Map.of()));
    }

    @Test
    void aChangedMethodIsNoticed() throws Exception {
        assertThat(digestWith("org/mine/nets/Net.java", "g(x) +", "g(x) -")).isNotEqualTo(digest(Map.of()));
    }

    @Test
    void aChangedClassThatItUsesIsNoticed() throws Exception {
        assertThat(digestWith("org/mine/Help.java", "x + 1", "x + 2")).isNotEqualTo(digest(Map.of()));
    }

    @Test
    void librariesOfOthersAreNotFollowed() throws Exception {
        assertThat(digestWith("com/other/Lib.java", "h = 1", "h = 2")).isEqualTo(digest(Map.of()));
    }

    @Test
    void classesThatCannotBeReadCountByTheirNames() throws Exception {
        assertThat(CodeDigest.of(int[].class)).isNotEqualTo(CodeDigest.of(long[].class));
    }

    private String digestWith(String file, String before, String after) throws IOException {
        assertThat(SOURCES.get(file)).contains(before);
        return digest(Map.of(file, SOURCES.get(file).replace(before, after)));
    }

    private String digest(Map<String, String> changed) throws IOException {
        Path sources = Files.createTempDirectory(folder, "sources");
        Path classes = Files.createTempDirectory(folder, "classes");
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString()));
        for (Map.Entry<String, String> e : SOURCES.entrySet()) {
            Path file = sources.resolve(e.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, changed.getOrDefault(e.getKey(), e.getValue()));
            arguments.add(file.toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            return CodeDigest.of(loader.loadClass("org.mine.nets.Net"));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
