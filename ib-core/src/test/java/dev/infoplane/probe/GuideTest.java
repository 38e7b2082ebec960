package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.translate.NoopTranslator;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.probe.torch.TorchScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the snippets of docs/probes.md, which must stand in this file line by line. */
@SuppressWarnings("try") // snippets attach without reading
class GuideTest {
    @TempDir
    private Path folder;

    private final MiEstimator estimator = new Nets.MeanOfT();
    private Model model;
    private Trainer trainer;
    private NDList images;
    private Object shown;

    @BeforeEach
    void open() {
        model = Nets.model(new Nets.Staged());
        trainer = Nets.trainer(model, 1);
        NDManager manager = trainer.getManager();
        images = new NDList(manager.create(Nets.inputs(4, 1).toArray(), new Shape(4, Nets.FEATURES)));
    }

    @AfterEach
    void close() {
        trainer.close();
        model.close();
    }

    private void show(Object what) {
        shown = what;
    }

    @Test
    void measure() throws Exception {
        ArrayDataset training = Nets.data(trainer.getManager(), 64, 1);
        RandomAccessDataset heldOut = Nets.data(trainer.getManager(), 32, 2);
        MiEstimator inputEstimator = estimator;
        MiEstimator labelEstimator = estimator;
        try (ProbeSession probes = Probes.on(trainer)
                .named("classifier")
                .tap("stem.out", "stage*.out")
                .evaluateOn(heldOut)
                .inputInformation(inputEstimator) // I(X;T)
                .labelInformation(labelEstimator) // I(T;Y)
                .everyEpochs(2)
                .seed(7)
                .storeIn(PlaneStore.open(folder))
                .attach()) {
            EasyTrain.fit(trainer, 4, training, null);
            show(probes.plane().trajectory("classifier", "stage1.out"));
        }
        assertThat(shown.toString()).contains("classifier, epoch 4, stage1.out");
    }

    @Test
    void resume() throws Exception {
        ArrayDataset training = Nets.data(trainer.getManager(), 64, 1);
        RandomAccessDataset heldOut = Nets.data(trainer.getManager(), 32, 2);
        MiEstimator inputEstimator = estimator;
        MiEstimator labelEstimator = estimator;
        measure();
        try (ProbeSession probes = Probes.on(trainer)
                .named("classifier")
                .tap("stem.out", "stage*.out")
                .evaluateOn(heldOut)
                .inputInformation(inputEstimator)
                .labelInformation(labelEstimator)
                .seed(7)
                .storeIn(PlaneStore.open(folder))
                .startingAtEpoch(4)
                .attach()) {
            EasyTrain.fit(trainer, 2, training, null);
        }
        assertThat(PlaneStore.open(folder).plane().epochs("classifier")).containsExactly(0, 2, 4, 5, 6);
    }

    @Test
    void list() {
        HookPoints points = Probes.list(model, new Shape(1, 6));
        show(points);
        assertThat(shown.toString()).startsWith("path");
        List<HookPoint> dense = points.choose(Tap.where(p -> p.blockType().equals("Linear") && !p.isInput()));
        assertThat(dense).hasSize(4);
    }

    @Test
    void taps() {
        try (Capture capture = Probes.capture(
                model.getBlock(),
                Tap.glob("stage*.out"),
                Tap.regex("stage1\\.unit\\d\\.out"),
                Tap.glob("head.in").as("features"),
                Tap.glob("stem.out").view(View.firstChannels(4).then(View.half())),
                Tap.glob("out").view(View.project(2, 42)).as("projected"))) {
            trainer.evaluate(images);
            show(capture.samples("features"));
        }
        assertThat(shown).hasToString("Samples[4 rows of [8]]");
    }

    @Test
    void predict() throws Exception {
        try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null));
                Capture capture = Probes.capture(model.getBlock(), "stage1.out")) {
            predictor.predict(images);
            show(capture.samples("stage1.out"));
            capture.clear();
        }
        assertThat(shown).hasToString("Samples[4 rows of [8]]");
    }

    @Test
    void noise() throws Exception {
        ArrayDataset training = Nets.data(trainer.getManager(), 64, 1);
        Samples x = Nets.inputs(20, 3);
        try (ProbeSession probes = Probes.on(trainer)
                .tap("stage1.out")
                .intervene(Intervention.gaussianNoise("stage1.out", 0.1).seed(3))
                .evaluateOn(x)
                .inputInformation(estimator)
                .atPowersOfTwo()
                .attach()) {
            EasyTrain.fit(trainer, 4, training, null);
            assertThat(probes.plane().epochs("net")).containsExactly(0, 1, 2, 4);
        }
        try (Attachment ablation =
                Probes.intervene(model.getBlock(), Intervention.replace("stage1.unit2.out", v -> v.zerosLike()))) {
            trainer.evaluate(images);
        }
    }

    @Test
    void torchScript() throws Exception {
        Path archive =
                Path.of(GuideTest.class.getResource("/torchscript/traced.pt").toURI());
        Path copy = folder.resolve("exposed.pt");
        assertThat(TorchScript.modules(archive)).contains("stage.0.conv");
        TorchScript.expose(archive, copy, "stem", "stage.*");
        try (Model net = Model.newInstance("net", "PyTorch")) {
            net.load(copy.getParent(), "exposed.pt");
            assertThat(Probes.list(net, new Shape(1, 1, 6, 6)))
                    .extracting(HookPoint::path)
                    .contains("stem.out", "stage.0.out", "stage.1.out");
        }
    }

    @Test
    void everySnippetOfTheGuideStandsInThisFile() throws Exception {
        String source = squeeze(Files.readString(Path.of("src/test/java/dev/infoplane/probe/GuideTest.java")));
        Matcher snippets =
                Pattern.compile("(?s)```java\n(.*?)```").matcher(Files.readString(Path.of("../docs/probes.md")));
        int found = 0;
        while (snippets.find()) {
            assertThat(source).contains(squeeze(snippets.group(1)));
            found++;
        }
        assertThat(found).isGreaterThanOrEqualTo(6);
    }

    private static String squeeze(String code) {
        return code.replaceAll("\\s+", "");
    }
}
