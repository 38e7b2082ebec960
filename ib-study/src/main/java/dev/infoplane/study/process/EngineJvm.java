package dev.infoplane.study.process;

import dev.infoplane.probe.EngineThreads;
import dev.infoplane.study.execute.ProcessExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a worker's JVM is started: with the options this JVM was given, see {@link ProcessExecutor}, and then the engine threads that
 * this JVM trains with (one, unless a number was chosen), no
 * network, no warnings about native access, memory kept.
 */
public final class EngineJvm {
    private static final List<String> OPTIONS = List.of(
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
     * An executor whose workers are such JVMs.
     *
     * @param workers how many at once
     * @param logs a folder for what they print
     * @throws IOException if the engine's libraries have no place
     */
    public static ProcessExecutor executor(int workers, Path logs) throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        prepare(environment);
        return ProcessExecutor.of(workers, logs)
                .jvmOptions(options().toArray(String[]::new))
                .environment(environment);
    }

    /** Options of such a JVM. It takes as many engine threads as this one plans with, since numbers depend on it. */
    public static List<String> options() {
        return Stream.concat(Stream.of("-Dai.djl.pytorch.num_threads=" + EngineThreads.ofTraining()), OPTIONS.stream())
                .toList();
    }

    /**
     * Variables of the environment of such a JVM. With them, glibc keeps freed memory instead of handing it back and asking for it
     * again in every step, which costs a training some of its time, more on a busy machine; other systems ignore these names.
     */
    public static Map<String, String> allocator() {
        return Map.of(
                "MALLOC_ARENA_MAX", "1",
                "MALLOC_MMAP_THRESHOLD_", "4294967296",
                "MALLOC_TRIM_THRESHOLD_", "17179869184",
                "MALLOC_TOP_PAD_", "67108864");
    }

    /**
     * Sets the environment of such a JVM. Variables that hold options of the JVM are left out, since they are among those of the
     * command already.
     */
    static void prepare(Map<String, String> environment) throws IOException {
        environment.keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        environment.put("ENGINE_CACHE_DIR", EngineCache.find().toString());
        allocator().forEach(environment::putIfAbsent);
    }
}
