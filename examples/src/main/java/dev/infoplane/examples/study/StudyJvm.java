package dev.infoplane.examples.study;

import java.util.List;
import java.util.Map;

/** How a JVM is started that runs the engine: one thread, no network, no warnings about native access, memory kept. */
final class StudyJvm {
    private StudyJvm() {}

    static List<String> options() {
        return List.of(
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss",
                "-Djava.awt.headless=true",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED");
    }

    /**
     * The environment of such a JVM: glibc keeps freed memory instead of handing it back and asking for it again in every step,
     * which costs a training some of its time, more on a busy machine. Other systems ignore these names.
     */
    static Map<String, String> environment() {
        return Map.of(
                "MALLOC_ARENA_MAX", "1",
                "MALLOC_MMAP_THRESHOLD_", "4294967296",
                "MALLOC_TRIM_THRESHOLD_", "17179869184",
                "MALLOC_TOP_PAD_", "67108864");
    }
}
