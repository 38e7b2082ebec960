package dev.infoplane.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimators.DecoderBound;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.examples.data.LabelledImages;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import dev.infoplane.models.resnet.ResNet;
import dev.infoplane.models.resnet.ResNetSize;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.probe.ProbeSession;
import dev.infoplane.probe.Probes;
import dev.infoplane.report.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippet of the README, run; and a check that the README shows this very text. */
class ReadmeTest {
    @TempDir
    private Path folder;

    @Test
    void theSnippetRuns() throws Exception {
        List<LabelledImages> parts = FashionMnist.bundled().halved().split(1, 100, 20, 120);
        TrainingBudget budget = new TrainingBudget(4, 2, 8, 5e-3, 1);
        Engine.getInstance().setRandomSeed(1);
        try (Model model = Model.newInstance("classifier");
                NDManager manager = NDManager.newBaseManager()) {
            model.setBlock(ResNet.classifier(new ResNetSize(4, 3, 1), 10));
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()))) {
                trainer.initialize(new Shape(20, 1, 14, 14));
                InformationPlane plane = snippet(
                        trainer,
                        dataset(manager, parts.get(0)),
                        dataset(manager, parts.get(1)),
                        dataset(manager, parts.get(2)),
                        budget,
                        30,
                        folder.resolve("report.html"));
                assertThat(folder.resolve("report.html")).isNotEmptyFile();
                assertThat(plane.epochs("classifier")).containsExactly(0, 5);
                assertThat(plane.hookPoints()).containsExactly("stage1.out", "stage2.out", "stage3.out");
                Estimate input = plane.points().get(0).inputInformation().orElseThrow();
                assertThat(input.bound()).isEqualTo(BoundKind.DECODABLE);
                assertThat(plane.points()
                                .get(0)
                                .labelInformation()
                                .orElseThrow()
                                .bound())
                        .isEqualTo(BoundKind.LOWER);
            }
        }
    }

    @Test
    void theReadmeShowsTheSnippet() throws IOException {
        Path source = Path.of("src/test/java/dev/infoplane/examples/readme/ReadmeTest.java");
        String snippet = Files.readString(source)
                .lines()
                .dropWhile(line -> !line.strip().equals("// snippet"))
                .skip(1)
                .takeWhile(line -> !line.strip().equals("// end"))
                .map(line -> line.startsWith("        ") ? line.substring(8) : line)
                .collect(Collectors.joining("\n"));
        assertThat(snippet).isNotBlank();
        assertThat(Files.readString(Path.of("../README.md"))).contains(snippet);
    }

    private static InformationPlane snippet(
            Trainer trainer,
            ArrayDataset train,
            ArrayDataset validation,
            ArrayDataset heldOut,
            TrainingBudget budget,
            int labelSteps,
            Path report)
            throws Exception {
        // snippet
        PixelCnn images =
                PixelCnn.of(PixelCnnSize.PLANE, PixelLevels.UNIT_BYTES).budget(budget);
        LabelDecoder labels = LabelDecoder.of(10).steps(labelSteps);
        InformationPlane plane;
        try (ProbeSession probes = Probes.on(trainer)
                .tap("stage*.out")
                .evaluateOn(heldOut)
                .inputInformation(DecoderBound.againstMarginal(images)) // I(X;T), decodable
                .labelInformation(DecoderBound.withKnownEntropy(labels, Information.ofUniformChoice(10)))
                .everyEpochs(5)
                .attach()) {
            EasyTrain.fit(trainer, 5, train, validation);
            plane = probes.plane();
        }
        HtmlReport.of("What does my network compress?", plane).write(report);
        // end
        return plane;
    }

    private static ArrayDataset dataset(NDManager manager, LabelledImages images) {
        float[] values = images.images().toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] /= 255;
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(values, new Shape(images.size(), 1, 14, 14)))
                .optLabels(manager.create(images.labels().toArray()))
                .setSampling(20, true)
                .build();
    }
}
