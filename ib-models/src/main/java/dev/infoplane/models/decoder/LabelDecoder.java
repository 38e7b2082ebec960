package dev.infoplane.models.decoder;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.pooling.Pool;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.TrainingLoop;
import dev.infoplane.learn.TrainingPlan;
import dev.infoplane.learn.TrainingResult;
import dev.infoplane.learn.TrainingStart;
import dev.infoplane.learn.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Classifiers q(y|t) of hidden activations: what a small network can read of the label. Feature maps pass a 3×3 convolution
 * and are pooled to at most 4×4 places, vectors go straight to a hidden layer; both end in a softmax. The weights that do
 * best on validation rows are kept, so that a layer that is easy to overfit is not counted as empty.
 *
 * <p>x are class labels {@code []}, whole numbers from 0 to {@code classes} − 1; t are as for {@link PixelCnn}. The marginal
 * is the frequency of each class among the rows that teach (one added to each count). Immutable.
 */
public final class LabelDecoder implements DensityFamily {
    private static final int MAP_FILTERS = 32;
    private static final int HIDDEN = 128;
    private static final int PLACES = 4;

    private final int classes;
    private final int steps;
    private final Device device;

    private LabelDecoder(int classes, int steps, Device device) {
        if (classes < 2) {
            throw new IllegalArgumentException("a label needs at least 2 classes, got " + classes);
        }
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, got " + steps);
        }
        this.classes = classes;
        this.steps = steps;
        this.device = device;
    }

    /** Classifiers for labels 0 to {@code classes} − 1, trained for 1000 steps of 64 rows each. */
    public static LabelDecoder of(int classes) {
        return new LabelDecoder(classes, 1000, null);
    }

    /** The same, trained for another number of steps. */
    public LabelDecoder steps(int other) {
        return new LabelDecoder(classes, other, device);
    }

    /** The same on another device. */
    public LabelDecoder device(Device other) {
        return new LabelDecoder(classes, steps, other);
    }

    @Override
    public String id() {
        return "classifier";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("classes", Integer.toString(classes), "steps", Integer.toString(steps));
    }

    @Override
    public Pretrained learn(Samples fit, Samples validate, long seed) {
        requireLabels(fit);
        requireLabels(validate);
        return new LabelParent(fit, validate, seed);
    }

    private void requireLabels(Samples y) {
        if (y.rows() == 0) {
            throw new IllegalArgumentException("at least 1 label is needed, got none");
        }
        if (y.dimensions() != 1) {
            throw new IllegalArgumentException(
                    "labels must be one number a row, got rows of shape " + Arrays.toString(y.rowShape()));
        }
        for (int i = 0; i < y.rows(); i++) {
            float label = y.get(i, 0);
            if (!(label >= 0 && label < classes) || label != Math.rint(label)) {
                throw new IllegalArgumentException(
                        "labels must be whole numbers from 0 to " + (classes - 1) + ", got " + label + " in row " + i);
            }
        }
    }

    private final class LabelParent implements Pretrained {
        private final Samples fit;
        private final Samples validate;
        private final long seed;

        LabelParent(Samples fit, Samples validate, long seed) {
            this.fit = fit;
            this.validate = validate;
            this.seed = seed;
        }

        @Override
        public ConditionalDensity marginal() {
            double[] logFrequency = new double[classes];
            Arrays.fill(logFrequency, 1);
            for (int i = 0; i < fit.rows(); i++) {
                logFrequency[(int) fit.get(i, 0)]++;
            }
            for (int c = 0; c < classes; c++) {
                logFrequency[c] = Math.log(logFrequency[c] / (fit.rows() + classes));
            }
            return new LabelFrequencies(logFrequency);
        }

        @Override
        public ConditionalDensity given(Samples tFit, Samples tValidate) {
            Samples.requireMatched(fit, tFit, 1);
            Samples.requireMatched(validate, tValidate, 1);
            Shapes.require("activations that validate", tValidate, tFit.rowShape());
            int[] map = ConditionFront.asMap(tFit.rowShape());
            Head head = new Head(map, classes, new Whitening(tFit, map));
            TrainingPlan plan = TrainingPlan.of(steps, 64, 1e-3)
                    .averaging(0.99)
                    .clipNorm(10)
                    .keepingBest()
                    .device(device);
            TrainingStart start = TrainingStart.fresh(
                    head.layout.initial(new SplittableRandom(RandomStream.PARENT_WEIGHTS.of(seed))));
            TrainingResult result = TrainingLoop.of(
                            new LabelObjective(head, fit, tFit),
                            new LabelObjective(head, validate, tValidate),
                            plan,
                            RandomStream.BATCHES.of(seed))
                    .run(start);
            return new LabelDensity(head, tFit.rowShape(), result.weights(), result.curve());
        }

        @Override
        public void close() {
            // all of it lives on the heap
        }
    }

    /** The network: logits of the classes from whitened activations. */
    private static final class Head {
        final ParameterLayout layout = new ParameterLayout();
        final Whitening whitening;
        private final int[] map;
        private final boolean spatial;
        private final PlainConvolution mix;
        private final PlainConvolution hidden;
        private final PlainConvolution out;

        Head(int[] map, int classes, Whitening whitening) {
            this.map = map;
            this.whitening = whitening;
            spatial = map[1] > 1 || map[2] > 1;
            mix = spatial ? new PlainConvolution(layout, "mix", map[0], MAP_FILTERS, 3, Initializer.HE_NORMAL) : null;
            int features = spatial ? MAP_FILTERS * Math.min(PLACES, map[1]) * Math.min(PLACES, map[2]) : map[0];
            hidden = new PlainConvolution(layout, "hidden", features, HIDDEN, 1, Initializer.HE_NORMAL);
            out = new PlainConvolution(layout, "out", HIDDEN, classes, 1, Initializer.SMALL_NORMAL);
        }

        NDArray logits(Weights w, NDManager manager, Samples t, int[] chosen) {
            NDArray x = EngineArrays.floats(
                    manager, whitening.rows(t, chosen), new Shape(chosen.length, map[0], map[1], map[2]));
            if (spatial) {
                x = pool(Activation.relu(mix.apply(w, x))).reshape(chosen.length, -1, 1, 1);
            }
            return out.apply(w, Activation.relu(hidden.apply(w, x))).reshape(chosen.length, -1);
        }

        /** Means over cells that cover the map, at most 4×4 of them. */
        private NDArray pool(NDArray x) {
            long rows = Math.min(PLACES, map[1]);
            long columns = Math.min(PLACES, map[2]);
            Shape stride = new Shape(map[1] / rows, map[2] / columns);
            Shape cell = new Shape(map[1] - (rows - 1) * stride.get(0), map[2] - (columns - 1) * stride.get(1));
            return Pool.avgPool2d(x, cell, stride, new Shape(0, 0), false, true);
        }
    }

    private record LabelObjective(Head head, Samples y, Samples t) implements Objective {
        @Override
        public ParameterLayout layout() {
            return head.layout;
        }

        @Override
        public int rows() {
            return y.rows();
        }

        @Override
        public NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
            long[] labels = new long[chosen.length];
            Arrays.setAll(labels, i -> (long) y.get(chosen[i], 0));
            NDArray wanted = EngineArrays.longs(manager, labels, new Shape(labels.length, 1));
            return head.logits(w, manager, t, chosen)
                    .logSoftmax(1)
                    .gather(wanted, 1)
                    .neg()
                    .reshape(-1);
        }
    }

    private final class LabelDensity implements ConditionalDensity {
        private final Head head;
        private final int[] shape;
        private final LearningCurve curve;
        private final NDManager manager = NDManager.newBaseManager(device);
        private final NDArray weights;

        LabelDensity(Head head, int[] shape, float[] weights, LearningCurve curve) {
            this.head = head;
            this.shape = shape;
            this.curve = curve;
            this.weights = manager.create(weights);
        }

        @Override
        public double[] logLikelihood(Samples y, Samples t) {
            requireLabels(y);
            Samples.requireMatched(y, t, 1);
            Shapes.require("activations", t, shape);
            double[] nats = new LabelObjective(head, y, t).evaluate(weights, manager);
            return Arrays.stream(nats).map(v -> -v).toArray();
        }

        @Override
        public LearningCurve learningCurve() {
            return curve;
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    private final class LabelFrequencies implements ConditionalDensity {
        private final double[] logFrequency;

        LabelFrequencies(double[] logFrequency) {
            this.logFrequency = logFrequency;
        }

        @Override
        public double[] logLikelihood(Samples y, Samples t) {
            return logLikelihood(y);
        }

        @Override
        public double[] logLikelihood(Samples y) {
            requireLabels(y);
            double[] nats = new double[y.rows()];
            Arrays.setAll(nats, i -> logFrequency[(int) y.get(i, 0)]);
            return nats;
        }

        @Override
        public LearningCurve learningCurve() {
            return new LearningCurve(List.of());
        }

        @Override
        public void close() {
            // nothing native is held
        }
    }
}
