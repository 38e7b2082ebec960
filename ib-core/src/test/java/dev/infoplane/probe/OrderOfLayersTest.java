package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.training.Trainer;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PlaneStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers come in the order of the network, whichever was measured first. */
class OrderOfLayersTest {
    @TempDir
    private Path folder;

    private final Samples x = Nets.inputs(40, 7);
    private Model model;
    private Trainer trainer;

    @BeforeEach
    void open() {
        model = Nets.model(new Nets.Staged());
        trainer = Nets.trainer(model, 3);
    }

    @AfterEach
    void close() {
        trainer.close();
        model.close();
    }

    private List<String> measure(String... taps) {
        try (ProbeSession session = builder(taps).evaluateOn(x).atEpochs(0).attach()) {
            return session.plane().hookPoints();
        }
    }

    private ProbeBuilder builder(String... taps) {
        return Probes.on(trainer)
                .tap(taps)
                .startingAtEpoch(0)
                .storeIn(PlaneStore.open(folder))
                .inputInformation(new Nets.MeanOfT());
    }

    private List<String> stored() {
        return PlaneStore.open(folder).plane().hookPoints();
    }

    @Test
    void aDeletedLayerThatIsMeasuredAfterAnotherOneGetsItsOldPlace() throws IOException {
        measure("stem.out", "head.out");
        try (Stream<Path> files = Files.list(folder.resolve("points"))) {
            Files.delete(files.filter(f -> f.getFileName().toString().contains("stem"))
                    .findFirst()
                    .orElseThrow());
        }
        measure("stage1.out");
        assertThat(stored()).containsExactly("stage1.out", "head.out");
        assertThat(measure("stem.out")).containsExactly("stem.out");
        assertThat(stored()).containsExactly("stem.out", "stage1.out", "head.out");
    }

    @Test
    void aSecondSessionMayAddEarlierLayers() {
        measure("head.out");
        assertThat(measure("stem.out", "head.out", "in")).containsExactly("in", "stem.out", "head.out");
        assertThat(stored()).containsExactly("in", "stem.out", "head.out");
        assertThat(measure("out", "stage1.out")).containsExactly("stage1.out", "out");
        assertThat(stored()).containsExactly("in", "stem.out", "stage1.out", "head.out", "out");
    }

    @Test
    void rowsOfTrainingKeepTheOrderToo() throws Exception {
        measure("head.out");
        try (ProbeSession session =
                builder("out", "stem.out").evaluateOnTraining(40).attach()) {
            Nets.train(trainer, 1);
            assertThat(session.plane().hookPoints()).containsExactly("stem.out", "out");
        }
        assertThat(stored()).containsExactly("stem.out", "head.out", "out");
    }
}
