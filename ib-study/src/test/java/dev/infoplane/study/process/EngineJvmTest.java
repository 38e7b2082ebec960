package dev.infoplane.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineJvmTest {
    @TempDir
    private Path folder;

    @Test
    void optionsFromTheEnvironmentAreNotGivenTwice() throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "JAVA_TOOL_OPTIONS", "-javaagent:a.jar",
                "JDK_JAVA_OPTIONS", "-Xmx1g",
                "MALLOC_ARENA_MAX", "4"));
        EngineJvm.prepare(environment);
        assertThat(environment)
                .doesNotContainKeys("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")
                .containsEntry("MALLOC_ARENA_MAX", "4")
                .containsKeys("MALLOC_TOP_PAD_", "ENGINE_CACHE_DIR");
    }

    @Test
    void aCacheThatCannotBeWrittenToIsPassedOver() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.createFile(broken.resolve("pytorch"));
        Path own = folder.resolve("own/not/there/yet");

        assertThat(EngineCache.firstUsable(List.of(file, broken, own))).isEqualTo(own);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> EngineCache.firstUsable(List.of(file, broken)))
                .withMessageContaining("none of [" + file + ", " + broken + "] can be written to")
                .withMessageContaining("ENGINE_CACHE_DIR");
    }
}
