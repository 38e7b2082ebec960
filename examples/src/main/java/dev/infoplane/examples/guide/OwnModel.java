package dev.infoplane.examples.guide;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.translate.TranslateException;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimators.Ksg;
import dev.infoplane.estimators.LabelKnn;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.probe.ProbeSession;
import dev.infoplane.probe.Probes;
import dev.infoplane.report.HtmlReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Random;

/** The first information plane of a model of one's own: two classes of points in the plane, and a small network that tells them apart. */
public final class OwnModel {
    private OwnModel() {}

    /** Trains, prints the plane and writes {@code plane.html}. */
    public static void main(String[] args) throws IOException, TranslateException {
        InformationPlane plane = plane(network(), 20, Ksg.one(), LabelKnn.standard());
        print(plane, System.out);
        HtmlReport.of("My own model", plane).write(Path.of("plane.html"));
    }

    /** Your model goes here: any block of DJL, of its zoo, or of your own. */
    static Block network() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(3).build())
                .add(Activation::tanh)
                .add(Linear.builder().setUnits(2).build());
    }

    static InformationPlane plane(Block network, int epochs, MiEstimator input, MiEstimator label)
            throws IOException, TranslateException {
        Engine.getInstance().setRandomSeed(1);
        try (NDManager manager = NDManager.newBaseManager();
                Model model = Model.newInstance("own")) {
            model.setBlock(network);
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()))) {
                trainer.initialize(new Shape(1, 2));
                try (ProbeSession probes = Probes.on(trainer)
                        .tap("Linear*.out")
                        .evaluateOn(points(manager, 400, 2))
                        .inputInformation(input) // I(X;T)
                        .labelInformation(label) // I(T;Y)
                        .everyEpochs(10)
                        .attach()) {
                    EasyTrain.fit(trainer, epochs, points(manager, 1000, 1), null);
                    return probes.plane();
                }
            }
        }
    }

    static void print(InformationPlane plane, PrintStream out) {
        for (PlanePoint point : plane.points()) {
            out.println(point.key());
            point.inputInformation().ifPresent(e -> out.println("  I(X;T) = " + e));
            point.labelInformation().ifPresent(e -> out.println("  I(T;Y) = " + e));
        }
    }

    /** Two classes that overlap: normals around (−1, 0) and (1, 0). */
    private static ArrayDataset points(NDManager manager, int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[2 * count];
        long[] labels = new long[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            values[2 * i] = (float) (2 * labels[i] - 1 + random.nextGaussian());
            values[2 * i + 1] = (float) random.nextGaussian();
        }
        NDArray data = manager.create(values, new Shape(count, 2));
        return new ArrayDataset.Builder()
                .setData(data)
                .optLabels(manager.create(labels))
                .setSampling(50, true)
                .build();
    }
}
