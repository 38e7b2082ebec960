package dev.infoplane.models.decoder;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.TrainingResult;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** q(y|t) of a trained {@link LabelDecoder}. */
final class LabelDensity implements ConditionalDensity {
    private final LabelNetwork network;
    private final Labels labels;
    private final int[] shape;
    private final LearningCurve curve;
    private final NDManager manager;
    private final NDArray weights;

    /**
     * @param shape of a row of t
     * @param device null for the engine's default
     */
    LabelDensity(LabelNetwork network, Labels labels, int[] shape, TrainingResult result, @Nullable Device device) {
        this.network = network;
        this.labels = labels;
        this.shape = shape;
        this.curve = result.curve();
        this.manager = NDManager.newBaseManager(device);
        this.weights = manager.create(result.weights());
    }

    @Override
    public double[] logLikelihood(Samples y, Samples t) {
        labels.require(y);
        Samples.requireMatched(y, t, 1);
        RowShapes.require("activations", t, shape);
        double[] nats = network.objective(y, t, Optional.empty()).evaluate(weights, manager);
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
