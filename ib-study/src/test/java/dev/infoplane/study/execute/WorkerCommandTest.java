package dev.infoplane.study.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerCommandTest {
    private final WorkerCommand command = new WorkerCommand(
            URI.create("file:///store"), Path.of("log"), List.of("-Dai.djl.pytorch.num_threads=1"), Map.of());

    @Test
    void optionsOfTheUserAreHandedOnBeforeThoseOfTheWorker() {
        assertThat(command.options(List.of("-Xmx1g", "-javaagent:a.jar=x", "-Dai.djl.pytorch.num_threads=8")))
                .containsExactly(
                        "-Xmx1g",
                        "-javaagent:a.jar=x",
                        "-Dai.djl.pytorch.num_threads=8",
                        "-Dai.djl.pytorch.num_threads=1");
    }

    @Test
    void whatListensOnAPortIsNotHandedOn() {
        assertThat(command.options(List.of(
                        "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                        "-Dcom.sun.management.jmxremote.port=9999",
                        "-Dcom.sun.management.jmxremote")))
                .containsExactly("-Dai.djl.pytorch.num_threads=1");
    }
}
