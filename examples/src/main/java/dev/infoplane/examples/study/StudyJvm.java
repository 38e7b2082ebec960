package dev.infoplane.examples.study;

import java.util.ArrayList;
import java.util.List;

/** How a JVM is started that runs the engine: one thread, no network, no warnings about native access. */
final class StudyJvm {
    private static final int FIRST_TO_WARN_OF_AGENTS = 21;

    private StudyJvm() {}

    static List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss",
                "-Djava.awt.headless=true"));
        if (Runtime.version().feature() >= FIRST_TO_WARN_OF_AGENTS) {
            options.add("-XX:+EnableDynamicAgentLoading");
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        return options;
    }
}
