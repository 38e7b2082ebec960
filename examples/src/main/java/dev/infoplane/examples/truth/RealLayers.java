package dev.infoplane.examples.truth;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Samples;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSize;
import dev.infoplane.probe.Capture;
import dev.infoplane.probe.Probes;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Layers of a ResNet that learns to name pieces of clothing, at 14×14 pixels: how much they hold is not known. */
final class RealLayers {
    static final Folds FOLDS = new Folds(3000, 500, 1500);

    private static final int BATCH = 50;
    private static final List<Integer> EPOCHS = List.of(0, 1, 2, 4, 8);
    private static final String[] LAYERS = {"stem.out", "stage1.out", "stage2.out", "stage3.out"};
    private static final int NETWORK_IMAGES = 4000;
    private static final int MEASURED_IMAGES = 5000;

    private final Samples x;
    private final Map<String, Samples> points;

    private RealLayers(Samples x, Map<String, Samples> points) {
        this.x = x;
        this.points = points;
    }

    /** Trains the network. */
    static RealLayers of(long seed) throws IOException, TranslateException {
        List<LabelledImages> parts = FashionMnist.bundled().halved().split(seed, NETWORK_IMAGES, MEASURED_IMAGES);
        Samples x = unit(parts.get(1).images());
        Map<String, Samples> points = new TreeMap<>();
        Engine.getInstance().setRandomSeed(Long.hashCode(seed));
        Block network = ResNet.classifier(ResNetSize.RESNET_8, FashionMnist.CLASSES);
        try (Model model = Model.newInstance("classifier")) {
            model.setBlock(network);
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()))) {
                trainer.initialize(shape(BATCH, x));
                ArrayDataset images = dataset(parts.get(0), model.getNDManager());
                int done = 0;
                for (int epoch : EPOCHS) {
                    EasyTrain.fit(trainer, epoch - done, images, null);
                    done = epoch;
                    capture(model, x, epoch, points);
                }
            }
        }
        return new RealLayers(x, points);
    }

    private static ArrayDataset dataset(LabelledImages images, NDManager manager) {
        Samples x = unit(images.images());
        NDArray labels = manager.create(images.labels().toArray());
        return new ArrayDataset.Builder()
                .setData(manager.create(x.toArray(), shape(x.rows(), x)))
                .optLabels(labels)
                .setSampling(BATCH, true)
                .build();
    }

    private static void capture(Model model, Samples x, int epoch, Map<String, Samples> points)
            throws TranslateException {
        try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null));
                Capture capture = Probes.capture(model.getBlock(), LAYERS)) {
            for (int from = 0; from < x.rows(); from += BATCH) {
                Samples part = x.slice(from, from + BATCH);
                try (NDManager pass = model.getNDManager().newSubManager()) {
                    predictor.predict(new NDList(pass.create(part.toArray(), shape(BATCH, x))));
                }
            }
            for (String layer : LAYERS) {
                points.put(layer + " after epoch " + epoch, capture.samples(layer));
            }
        }
    }

    private static Shape shape(int rows, Samples x) {
        int[] image = x.rowShape();
        return new Shape(rows, image[0], image[1], image[2]);
    }

    private static Samples unit(Samples bytes) {
        float[] values = bytes.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] /= 255;
        }
        return Samples.of(values, bytes.rowShape());
    }

    Samples images() {
        return x;
    }

    /** What layers compute of the images, by layer and epoch. */
    Map<String, Samples> points() {
        return points;
    }
}
