package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.study.Study;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.spec.EpochSpec;
import dev.infoplane.study.spec.ModelSpec;
import dev.infoplane.study.spec.SpecFile;
import dev.infoplane.study.task.StudyTask;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user changes the class of the network or of the regime, and starts the study of before again. */
class ChangedCodeTest {
    private static final String NET = """
            package my.nets;
            import ai.djl.nn.*;
            public class Net implements BlockFactory {
                public Block newBlock(ai.djl.Model model, java.nio.file.Path path, java.util.Map<String, ?> arguments) {
                    return new SequentialBlock()
                            .add(Blocks.batchFlattenBlock())
                            .add(ai.djl.nn.core.Linear.builder().setUnits(8).build())
                            .add(Activation::relu)
                            .add(ai.djl.nn.core.Linear.builder().setUnits(10).build());
                }
            }
            """;
    private static final String AIM = """
            package my.nets;
            public class Aim implements dev.infoplane.study.network.Regime {
                public String name() { return "aim"; }
                public ai.djl.training.loss.Loss loss() { return ai.djl.training.loss.Loss.softmaxCrossEntropyLoss(); }
                public dev.infoplane.estimate.Samples wanted(
                        dev.infoplane.estimate.Samples images, dev.infoplane.estimate.Samples labels) {
                    return labels;
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aChangedNetworkIsNoticedOnResumeAndTrainedAgainElsewhere() throws Exception {
        Study before = study(NET, AIM);
        Study after = study(NET.replace("relu", "tanh"), AIM);
        Path out = folder.resolve("out");

        assertThatThrownBy(() -> begin(before, out)).hasMessage("not now");
        assertThatThrownBy(() -> begin(study(NET, AIM), out)).hasMessage("not now");
        assertThatThrownBy(() -> begin(after, out))
                .hasMessageStartingWith(
                        "the folder '" + out + "' holds another study (networks.aim.code of my.nets.Net: ")
                .hasMessageEndingWith("); choose another folder with --out");
        assertThat(network(after).id()).isNotEqualTo(network(before).id());
    }

    @Test
    void anotherStructureAndAnotherRegimeAreNoticedToo() throws Exception {
        Study before = study(NET, AIM);
        assertThat(study(NET.replace("setUnits(8)", "setUnits(9)"), AIM)
                        .identity()
                        .differencesFrom(before.identity()))
                .extracting(line -> line.split(":")[0])
                .containsExactly("networks.aim.code of my.nets.Net", "networks.aim.structure");
        Study other = study(
                NET,
                AIM.replace("return labels", "return dev.infoplane.estimate.Samples.ofLabels(new int[labels.rows()])"));
        assertThat(other.identity().differencesFrom(before.identity()))
                .singleElement()
                .asString()
                .startsWith("networks.aim.code of my.nets.Aim: ");
        assertThat(network(other).id()).isNotEqualTo(network(before).id());
    }

    private static void begin(Study study, Path out) throws IOException, InterruptedException {
        study.run(
                out,
                () -> {
                    throw new IOException("not now");
                },
                TaskListener.NONE);
    }

    private static StudyTask network(Study study) {
        return study.graph().points().get(0).network();
    }

    private Study study(String net, String aim) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        for (Map.Entry<String, String> e :
                Map.of("Net.java", net, "Aim.java", aim).entrySet()) {
            Path file = Files.writeString(classes.resolve(e.getKey()), e.getValue());
            List<String> arguments =
                    List.of("-cp", System.getProperty("java.class.path"), "-d", classes.toString(), file.toString());
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                    .isZero();
        }
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader users =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, own)) {
            Thread.currentThread().setContextClassLoader(users);
            return Study.of(SpecFile.preset("toy").toBuilder()
                    .model(new ModelSpec("my.nets.Net", Map.of()))
                    .regimes("my.nets.Aim")
                    .epochs(EpochSpec.at(List.of(0)))
                    .hookPoints("Linear*.out")
                    .build());
        } finally {
            Thread.currentThread().setContextClassLoader(own);
        }
    }
}
