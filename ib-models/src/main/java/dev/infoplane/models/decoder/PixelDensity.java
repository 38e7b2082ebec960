package dev.infoplane.models.decoder;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A learned PixelCNN++: scores images and draws them, pixel by pixel. */
final class PixelDensity implements ConditionalDensity {
    private final PixelObjective.Decoder decoder;
    private final int[] shape;
    private final int[] conditionShape;
    private final LearningCurve curve;
    private final NDManager manager;
    private final NDArray weights;

    /** @param conditionShape of a row of t, null if unconditional */
    PixelDensity(
            PixelObjective.Decoder decoder,
            int[] shape,
            int[] conditionShape,
            float[] weights,
            LearningCurve curve,
            Device device) {
        this.decoder = decoder;
        this.shape = shape;
        this.conditionShape = conditionShape;
        this.curve = curve;
        this.manager = NDManager.newBaseManager(device);
        this.weights = manager.create(weights);
    }

    @Override
    public double[] logLikelihood(Samples x, Samples t) {
        decoder.levels().require(x);
        Shapes.require("x", x, shape);
        if (conditionShape != null) {
            Samples.requireMatched(x, t, 1);
            Shapes.require("activations", t, conditionShape);
        }
        double[] nats = Descent.score(new PixelObjective(decoder, x, t), weights, manager);
        for (int i = 0; i < nats.length; i++) {
            nats[i] = -nats[i];
        }
        return nats;
    }

    @Override
    public LearningCurve learningCurve() {
        return curve;
    }

    /**
     * Draws images one pixel after the other, each from the rows known so far. Cost: one pass over the rows above for every
     * pixel.
     */
    @Override
    public Samples sample(Samples t, long seed) {
        if (conditionShape != null) {
            Shapes.require("activations", t, conditionShape);
        }
        RandomGenerator random = new SplittableRandom(seed);
        int batch = t.rows();
        int height = shape[1];
        int width = shape[2];
        float[] values = new float[batch * height * width];
        float[] scaled = new float[values.length];
        try (NDManager local = manager.newSubManager()) {
            NDArray vector = weights.duplicate();
            vector.attach(local);
            Weights w = new Weights(decoder.layout(), vector).withKernels();
            List<NDList> conditions =
                    decoder.conditions(w, local, t, IntStream.range(0, batch).toArray());
            for (int i = 0; i < height * width; i++) {
                int row = i / width;
                int rows = roundUp(row + 1);
                float[] parameters = parameters(w, scaled, conditions, batch, rows);
                for (int b = 0; b < batch; b++) {
                    float value = decoder.head().draw(parameters, b, i, rows * width, random);
                    values[b * height * width + i] = value;
                    scaled[b * height * width + i] = decoder.levels().toNetwork(value);
                }
            }
        }
        return Samples.of(values, shape);
    }

    private int roundUp(int rows) {
        int multiple = 1 << (decoder.net().resolutions() - 1);
        return (rows + multiple - 1) / multiple * multiple;
    }

    private float[] parameters(Weights w, float[] scaled, List<NDList> conditions, int batch, int rows) {
        int width = shape[2];
        float[] known = new float[batch * rows * width];
        for (int b = 0; b < batch; b++) {
            System.arraycopy(scaled, b * shape[1] * width, known, b * rows * width, rows * width);
        }
        try (NDManager step = manager.newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray x = step.create(known, new Shape(batch, 1, rows, width));
            return decoder.parameters(w, x, top(conditions, rows)).toFloatArray();
        }
    }

    /** The upper rows of all conditions. */
    private static List<NDList> top(List<NDList> conditions, int rows) {
        if (conditions == null) {
            return null;
        }
        List<NDList> upper = new ArrayList<>();
        for (int r = 0; r < conditions.size(); r++) {
            NDIndex index = new NDIndex().addAllDim(2).addSliceDim(0, rows >> r);
            NDList cut = new NDList();
            conditions.get(r).forEach(c -> cut.add(c.get(index)));
            upper.add(cut);
        }
        return upper;
    }

    @Override
    public void close() {
        manager.close();
    }
}
