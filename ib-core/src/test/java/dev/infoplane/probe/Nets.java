package dev.infoplane.probe;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.PairList;
import ai.djl.util.RandomUtils;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import java.util.Random;

/** Small networks, data and an estimator for the tests of probes. */
final class Nets {
    static final int FEATURES = 6;

    private Nets() {}

    /** Named stages held in private, typed fields: {@code stem}, {@code stage1.unit1}, {@code stage1.unit2}, {@code head}. */
    static final class Staged extends AbstractBlock {
        private final SequentialBlock stem;
        private final Stage stage;
        private final Block head;

        Staged() {
            stem = addChildBlock("stem", dense(8));
            stage = addChildBlock("stage1", new Stage());
            head = addChildBlock("head", Linear.builder().setUnits(3).build());
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore ps, NDList in, boolean training, PairList<String, Object> params) {
            return head.forward(ps, stage.forward(ps, stem.forward(ps, in, training), training), training);
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... shapes) {
            stem.initialize(manager, type, shapes);
            stage.initialize(manager, type, stem.getOutputShapes(shapes));
            head.initialize(manager, type, stage.getOutputShapes(stem.getOutputShapes(shapes)));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] shapes) {
            return new Shape[] {new Shape(shapes[0].get(0), 3)};
        }
    }

    /** Two units in an array. */
    static final class Stage extends AbstractBlock {
        private final SequentialBlock[] units = new SequentialBlock[2];

        Stage() {
            for (int i = 0; i < units.length; i++) {
                units[i] = addChildBlock("unit" + (i + 1), dense(8));
            }
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore ps, NDList in, boolean training, PairList<String, Object> params) {
            NDList t = in;
            for (SequentialBlock unit : units) {
                t = unit.forward(ps, t, training);
            }
            return t;
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... shapes) {
            for (SequentialBlock unit : units) {
                unit.initialize(manager, type, shapes);
            }
        }

        @Override
        public Shape[] getOutputShapes(Shape[] shapes) {
            return shapes;
        }
    }

    /** Linear, batch norm, ReLU and dropout. */
    static SequentialBlock dense(int units) {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(units).build())
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(Dropout.builder().optRate(0.3f).build());
    }

    /** A trainer of a fresh network whose weights and training depend on the seed alone. */
    static Trainer trainer(Model model, int seed) {
        Engine.getEngine("PyTorch").setRandomSeed(seed);
        RandomUtils.RANDOM.setSeed(seed);
        Trainer trainer = model.newTrainer(config());
        trainer.initialize(new Shape(1, FEATURES));
        return trainer;
    }

    static DefaultTrainingConfig config() {
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(0.01f))
                        .build());
    }

    static Model model(Block block) {
        Model model = Model.newInstance("net", "PyTorch");
        model.setBlock(block);
        return model;
    }

    /** Shuffled training data; the label is the largest of the first three features. */
    static ArrayDataset data(NDManager manager, int rows, int seed) {
        Samples x = inputs(rows, seed);
        NDArray features = manager.create(x.toArray(), new Shape(rows, FEATURES));
        return new ArrayDataset.Builder()
                .setData(features)
                .optLabels(manager.create(labels(x).toArray(), new Shape(rows)))
                .setSampling(16, true)
                .build();
    }

    static Samples inputs(int rows, int seed) {
        Random random = new Random(seed);
        float[] values = new float[rows * FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Samples.of(values, FEATURES);
    }

    static Samples labels(Samples x) {
        int[] labels = new int[x.rows()];
        for (int i = 0; i < labels.length; i++) {
            for (int j = 1; j < 3; j++) {
                labels[i] = x.get(i, j) > x.get(i, labels[i]) ? j : labels[i];
            }
        }
        return Samples.ofLabels(labels);
    }

    static void train(Trainer trainer, int epochs) throws Exception {
        EasyTrain.fit(trainer, epochs, data(trainer.getManager(), 64, 1), null);
    }

    /** The weights, in order, bit for bit. */
    static float[][] weights(Model model) {
        return model.getBlock().getParameters().values().stream()
                .map(p -> p.getArray().toFloatArray())
                .toArray(float[][]::new);
    }

    /** Not an estimate of anything: the mean of t plus a thousandth of the seed, so that tests can tell what it was given. */
    static final class MeanOfT implements MiEstimator {
        int calls;
        int prepared;
        Samples lastX;

        @Override
        public String id() {
            return "mean-of-t";
        }

        @Override
        public Estimate estimate(Samples x, Samples t, long seed) {
            Samples.requireMatched(x, t, 1);
            calls++;
            double sum = 0;
            for (float v : t.toArray()) {
                sum += v;
            }
            return Estimate.of(Information.ofNats(sum / t.rows() + seed / 1000.0), BoundKind.POINT, id(), t.rows())
                    .build();
        }

        @Override
        public Prepared prepare(Samples x, long seed) {
            prepared++;
            lastX = x;
            return t -> estimate(x, t, seed);
        }
    }

    /** Remembers what it was given. */
    static final class Given implements MiEstimator {
        Samples x;
        Samples t;

        @Override
        public String id() {
            return "given";
        }

        @Override
        public Estimate estimate(Samples inputs, Samples activations, long seed) {
            x = inputs;
            t = activations;
            return new MeanOfT().estimate(inputs, activations, seed);
        }
    }

    /** Refuses everything. */
    static final class Failing implements MiEstimator {
        @Override
        public String id() {
            return "failing";
        }

        @Override
        public Estimate estimate(Samples x, Samples t, long seed) {
            throw new IllegalArgumentException("cannot estimate");
        }
    }
}
