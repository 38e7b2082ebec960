package dev.infoplane.examples.study;

import java.util.List;

/** How a JVM is started that runs the engine: one thread, no network, no warnings about native access. */
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
}
