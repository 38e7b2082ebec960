package dev.infoplane.examples.genome;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import dev.infoplane.models.zoo.mlp.Mlp;
import dev.infoplane.models.zoo.mlp.MlpSpec;
import dev.infoplane.models.zoo.mlp.MlpSpec.Nonlinearity;
import dev.infoplane.models.zoo.mlp.Precision;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;

/** The network that is grown: one hidden layer with ReLU. Genomes give its matrices; biases start at zero in every generation. */
final class Brain implements AutoCloseable {
    /** The hidden layer and the output. */
    static final List<String> HOOK_POINTS = List.of("layer1.out", "logits.out");

    private static final float RATE = 1e-3f;

    private final Model model = Model.newInstance("brain");
    private final int pixels;

    /** A network with random weights, from the random stream of the engine. */
    Brain(int pixels, int hidden, int classes) {
        this.pixels = pixels;
        model.setBlock(Mlp.of(new MlpSpec(pixels, List.of(hidden), classes, Nonlinearity.RELU, Precision.FLOAT)));
        model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, pixels));
    }

    /** The matrices, from the image to the output, each {@code [behind, before]}. */
    List<float[]> weights() {
        return matrices().stream().map(NDArray::toFloatArray).toList();
    }

    void setWeights(List<float[]> weights) {
        List<NDArray> matrices = matrices();
        for (int i = 0; i < matrices.size(); i++) {
            matrices.get(i).set(FloatBuffer.wrap(weights.get(i)));
        }
    }

    private List<NDArray> matrices() {
        return model.getBlock().getParameters().values().stream()
                .filter(p -> p.getType() == Parameter.Type.WEIGHT)
                .map(Parameter::getArray)
                .toList();
    }

    /**
     * Learns for one life: so many batches of distinct images, by Adam.
     *
     * @param attach receives the trainer before the first batch
     */
    void live(LabelledImages images, int batches, Consumer<Trainer> attach) throws IOException, TranslateException {
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(RATE))
                        .build());
        int batch = images.size() / batches;
        try (Trainer trainer = model.newTrainer(config);
                NDManager data = model.getNDManager().newSubManager()) {
            trainer.initialize(new Shape(batch, pixels));
            attach.accept(trainer);
            ArrayDataset dataset = new ArrayDataset.Builder()
                    .setData(pixels(data, images))
                    .optLabels(data.create(images.labels().toArray()))
                    .setSampling(batch, true, true)
                    .build();
            EasyTrain.fit(trainer, 1, dataset, null);
        }
    }

    /** The share of images whose largest output is that of their class. */
    double accuracy(LabelledImages images) {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            long[] guesses = model.getBlock()
                    .forward(new ParameterStore(manager, false), new NDList(pixels(manager, images)), false)
                    .singletonOrThrow()
                    .argMax(1)
                    .toLongArray();
            int right = 0;
            for (int i = 0; i < guesses.length; i++) {
                right += guesses[i] == (long) images.labels().get(i, 0) ? 1 : 0;
            }
            return (double) right / guesses.length;
        }
    }

    private NDArray pixels(NDManager manager, LabelledImages images) {
        return manager.create(images.images().toArray(), new Shape(images.size(), pixels))
                .div(255);
    }

    @Override
    public void close() {
        model.close();
    }
}
