package dev.infoplane.examples.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a worker's JVM is started: with the options this JVM was given (heap, agents, properties), and then one engine thread, no
 * network, no warnings about native access, memory kept.
 */
public final class StudyJvm {
    /** Two processes cannot listen on one port. */
    private static final List<String> OF_ONE_PROCESS =
            List.of("-agentlib:jdwp", "-Xrunjdwp", "-Xdebug", "-Dcom.sun.management.jmxremote");

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

    private StudyJvm() {}

    /** The command of a JVM that runs a class of this program. */
    public static List<String> command(Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    /** @param inherited options of the parent; where both name a property, the later one, ours, counts */
    public static List<String> options(List<String> inherited) {
        return Stream.concat(
                        inherited.stream().filter(o -> OF_ONE_PROCESS.stream().noneMatch(o::startsWith)),
                        OPTIONS.stream())
                .toList();
    }

    /**
     * Sets the environment of such a JVM. glibc keeps freed memory instead of handing it back and asking for it again in every
     * step, which costs a training some of its time, more on a busy machine; other systems ignore these names. Variables that
     * hold options of the JVM are left out, since they are among those of the command already.
     */
    public static void prepare(Map<String, String> environment) throws IOException {
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
