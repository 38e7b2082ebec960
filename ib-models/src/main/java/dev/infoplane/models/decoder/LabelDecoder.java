package dev.infoplane.models.decoder;

import ai.djl.Device;
import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.TrainingLoop;
import dev.infoplane.learn.TrainingPlan;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.models.decoder.internal.condition.ConditionUpsampler;
import dev.infoplane.models.decoder.internal.condition.Standardization;
import dev.infoplane.probe.EngineThreads;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Classifiers q(y|t) of hidden activations: what a small network can read of the label. Feature maps pass a 3×3 convolution
 * and are pooled to at most 4×4 places, vectors go straight to a hidden layer; both end in a softmax. The weights that do
 * best on validation rows are kept, so that a layer that is easy to overfit is not counted as empty.
 *
 * <p>x are class labels {@code []}, whole numbers from 0 to {@code classes} − 1; t are as for {@link PixelCnn}. The marginal
 * is the frequency of each class among the rows to learn from, with one added to each count. Immutable: each option returns a
 * changed copy.
 */
public final class LabelDecoder implements DensityFamily {
    /** Raised whenever the same seed gives other numbers: results of another revision are not mixed. */
    private static final int REVISION = 3;

    private static final int BATCH_SIZE = 64;
    private static final double LEARNING_RATE = 1e-3;
    private static final int DEFAULT_STEPS = 1000;

    private final Labels labels;
    private final int steps;
    private final @Nullable Device device;

    private LabelDecoder(Labels labels, int steps, @Nullable Device device) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, got " + steps);
        }
        this.labels = labels;
        this.steps = steps;
        this.device = device;
    }

    /** Classifiers for labels 0 to {@code classes} − 1, trained for 1000 steps of 64 rows each. */
    public static LabelDecoder of(int classes) {
        return new LabelDecoder(new Labels(classes), DEFAULT_STEPS, null);
    }

    /** Sets the number of training steps; 1000 unless set. */
    public LabelDecoder steps(int count) {
        return new LabelDecoder(labels, count, device);
    }

    /** Trains and scores on this device; the engine's default unless set. */
    public LabelDecoder device(Device chosen) {
        return new LabelDecoder(labels, steps, chosen);
    }

    @Override
    public String id() {
        return "classifier";
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> s = new TreeMap<>();
        s.put("revision", Integer.toString(REVISION));
        s.put("classes", Integer.toString(labels.classes()));
        s.put("steps", Integer.toString(steps));
        s.put("batchSize", Integer.toString(BATCH_SIZE));
        s.put("learningRate", Double.toString(LEARNING_RATE));
        s.put("engineThreads", EngineThreads.ofTraining());
        if (device != null) {
            s.put("device", device.toString());
        }
        return s;
    }

    @Override
    public Pretrained learn(Samples fit, Samples validate, long seed) {
        labels.require(fit);
        labels.require(validate);
        return new LabelsOnly(fit, validate, seed);
    }

    /** Classifiers share nothing but their labels and their seed. */
    private final class LabelsOnly implements Pretrained {
        private final Samples fit;
        private final Samples validate;
        private final long seed;

        LabelsOnly(Samples fit, Samples validate, long seed) {
            this.fit = fit;
            this.validate = validate;
            this.seed = seed;
        }

        @Override
        public ConditionalDensity marginal() {
            return labels.frequencies(fit);
        }

        @Override
        public ConditionalDensity given(Samples tFit, Samples tValidate) {
            return given(tFit, tValidate, Optional.empty());
        }

        /** Draws the noise afresh for every row of every batch. */
        @Override
        public ConditionalDensity given(Samples tFit, Samples tValidate, ConditionNoise noise) {
            return given(tFit, tValidate, Optional.of(noise));
        }

        private ConditionalDensity given(Samples tFit, Samples tValidate, Optional<ConditionNoise> noise) {
            Samples.requireMatched(fit, tFit, 1);
            Samples.requireMatched(validate, tValidate, 1);
            RowShapes.require("activations that validate", tValidate, tFit.rowShape());
            int[] map = ConditionUpsampler.asMap(tFit.rowShape());
            LabelNetwork network = new LabelNetwork(
                    map, new Standardization(noise.map(n -> n.fixed(tFit)).orElse(tFit), map), labels.classes());
            TrainingPlan plan = TrainingPlan.of(steps, BATCH_SIZE, LEARNING_RATE)
                    .averaging(0.99)
                    .clipNorm(10)
                    .showingSmallerBudgets()
                    .device(device);
            TrainingStart start = TrainingStart.fresh(
                    network.layout().initial(new SplittableRandom(RandomStream.PARENT_WEIGHTS.of(seed))));
            TrainingResult result = TrainingLoop.of(
                            network.objective(fit, tFit, noise),
                            network.objective(validate, tValidate, Optional.empty()),
                            plan,
                            RandomStream.BATCHES.of(seed))
                    .run(start);
            return new LabelDensity(network, labels, tFit.rowShape(), result, device);
        }

        @Override
        public void close() {
            // everything is on the heap
        }
    }
}
