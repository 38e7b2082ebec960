package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.infoplane.probe.internal.ForwardAgent;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which the hook gets into DJL, each in a JVM of its own. */
class AgentTest {
    @TempDir
    private Path folder;

    /** What runs in the other JVM: lists hook points, or says why not. */
    static final class Lister {
        private Lister() {}

        public static void main(String[] args) {
            try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
                Block net = Nets.dense(3);
                net.initialize(manager, DataType.FLOAT32, new Shape(2, 4));
                System.out.println(Probes.list(net, new NDList(manager.ones(new Shape(2, 4)))));
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private String list(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-DOPT_OUT_TRACKING=true", "-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Lister.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }

    /** As the manifest of ib-core.jar has it. */
    private Path agentJar() throws Exception {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", ForwardAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.putValue("Can-Redefine-Classes", "true");
        Path jar = folder.resolve("agent.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }

    @Test
    void anAgentGivenOnTheCommandLineIsUsedWhereNoneCanBeAttached() throws Exception {
        assertThat(list("-XX:+DisableAttachMechanism", "-javaagent:" + agentJar()))
                .contains("BatchNorm.out");
    }

    @Test
    void withoutAnyAgentTheErrorSaysHowToGiveOne() throws Exception {
        assertThat(list("-XX:+DisableAttachMechanism"))
                .contains("probes need a Java agent")
                .contains("start it with -javaagent:PATH/TO/ib-core.jar")
                .doesNotContain("BatchNorm.out");
    }
}
