package dev.infoplane.study.process;

import dev.infoplane.study.execute.ProcessExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a worker's JVM is started: with the options this JVM was given, see {@link ProcessExecutor}, and then one engine thread, no
 * network, no warnings about native access, memory kept.
 */
public final class EngineJvm {
    private static final List<String> OPTIONS = List.of(
            "-Dai.djl.pytorch.num_threads=1",
            "-Dai.djl.pytorch.num_interop_threads=1",
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss",
            "-Djava.awt.headless=true",
            "-XX:+EnableDynamicAgentLoading",
            "--enable-native-access=ALL-UNNAMED");

    private EngineJvm() {}

    /**
     * An executor whose workers are such JVMs, one engine thread each.
     *
     * @param workers how many at once
     * @param logs a folder for what they print
     * @throws IOException if the engine's libraries have no place
     */
    public static ProcessExecutor executor(int workers, Path logs) throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        prepare(environment);
        return ProcessExecutor.of(workers, logs)
                .jvmOptions(OPTIONS.toArray(String[]::new))
                .environment(environment);
    }

    /**
     * Sets the environment of such a JVM. glibc keeps freed memory instead of handing it back and asking for it again in every
     * step, which costs a training some of its time, more on a busy machine; other systems ignore these names. Variables that
     * hold options of the JVM are left out, since they are among those of the command already.
     */
    static void prepare(Map<String, String> environment) throws IOException {
        environment.keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        environment.put("ENGINE_CACHE_DIR", EngineCache.find().toString());
        Map.of(
                        "MALLOC_ARENA_MAX", "1",
                        "MALLOC_MMAP_THRESHOLD_", "4294967296",
                        "MALLOC_TRIM_THRESHOLD_", "17179869184",
                        "MALLOC_TOP_PAD_", "67108864")
                .forEach(environment::putIfAbsent);
    }
}
