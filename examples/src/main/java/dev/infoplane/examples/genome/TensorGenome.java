package dev.infoplane.examples.genome;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.infoplane.models.zoo.mlp.Mlp;
import dev.infoplane.models.zoo.mlp.MlpSpec;
import dev.infoplane.models.zoo.mlp.MlpSpec.Nonlinearity;
import dev.infoplane.models.zoo.mlp.Precision;
import dev.infoplane.models.zoo.training.SquaredError;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The rule that grows the weights between two layers: a small network from the binary numbers of the units before and behind a weight, by a
 * hidden layer and ten units, to the weight. Weights are given and grown in units of 1/√inputs.
 */
final class TensorGenome implements AutoCloseable {
    private static final int LAST_HIDDEN = 10;
    private static final int BATCH = 16_384;
    private static final float RATE = 3e-3f;

    private final int before;
    private final int behind;
    private final int beforeBits;
    private final int bits;
    private final SplittableRandom random;
    private final Model model;
    private final Trainer trainer;

    /**
     * A rule that has learned nothing. Its weights come from the random stream of the engine.
     *
     * @param before units whose outputs are weighted
     * @param behind units that receive
     * @param hidden units of the rule
     * @param seed of the order in which weights are learned
     */
    TensorGenome(int before, int behind, int hidden, long seed) {
        this.before = before;
        this.behind = behind;
        beforeBits = bitsOf(before);
        bits = beforeBits + bitsOf(behind);
        random = new SplittableRandom(seed);
        model = Model.newInstance("genome");
        model.setBlock(Mlp.of(new MlpSpec(bits, List.of(hidden, LAST_HIDDEN), 1, Nonlinearity.RELU, Precision.FLOAT)));
        trainer = model.newTrainer(new DefaultTrainingConfig(new SquaredError())
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(RATE))
                        .build()));
        trainer.initialize(new Shape(1, bits));
    }

    /** As many as a binary number below {@code count} has. */
    static int bitsOf(int count) {
        return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(count - 1));
    }

    /** The numbers that a genome consists of. */
    long parameters() {
        return model.getBlock().getParameters().values().stream()
                .map(Parameter::getArray)
                .mapToLong(NDArray::size)
                .sum();
    }

    /**
     * Learns from a tensor by squared error.
     *
     * @param weights {@code [behind, before]}
     */
    void learn(float[] weights, int steps) {
        float scale = (float) Math.sqrt(before);
        for (int step = 0; step < steps; step++) {
            int[] chosen = random.ints(Math.min(BATCH, weights.length), 0, weights.length)
                    .toArray();
            float[] targets = new float[chosen.length];
            for (int i = 0; i < chosen.length; i++) {
                targets[i] = scale * weights[chosen[i]];
            }
            try (NDManager batch = trainer.getManager().newSubManager()) {
                NDArray numbers = batch.create(numbers(chosen), new Shape(chosen.length, bits));
                NDArray wanted = batch.create(targets, new Shape(chosen.length, 1));
                try (GradientCollector gradients = trainer.newGradientCollector()) {
                    NDList grown = trainer.forward(new NDList(numbers));
                    gradients.backward(trainer.getLoss().evaluate(new NDList(wanted), grown));
                }
                trainer.step();
            }
        }
    }

    /** The tensor that the rule gives, {@code [behind, before]}. */
    float[] grow() {
        float[] weights = new float[before * behind];
        float scale = (float) (1 / Math.sqrt(before));
        for (int from = 0; from < weights.length; from += BATCH) {
            int[] chosen = new int[Math.min(BATCH, weights.length - from)];
            for (int i = 0; i < chosen.length; i++) {
                chosen[i] = from + i;
            }
            try (NDManager manager = model.getNDManager().newSubManager()) {
                NDArray numbers = manager.create(numbers(chosen), new Shape(chosen.length, bits));
                float[] grown = model.getBlock()
                        .forward(new ParameterStore(manager, false), new NDList(numbers), false)
                        .singletonOrThrow()
                        .toFloatArray();
                for (int i = 0; i < grown.length; i++) {
                    weights[from + i] = scale * grown[i];
                }
            }
        }
        return weights;
    }

    /** Binary digits as -1 and 1: those of the unit before, then those of the unit behind. */
    private float[] numbers(int[] weights) {
        float[] digits = new float[weights.length * bits];
        for (int i = 0; i < weights.length; i++) {
            for (int bit = 0; bit < bits; bit++) {
                int digit =
                        bit < beforeBits ? weights[i] % before >> bit & 1 : weights[i] / before >> bit - beforeBits & 1;
                digits[i * bits + bit] = 2f * digit - 1;
            }
        }
        return digits;
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
