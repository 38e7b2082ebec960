package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.SeedStreams;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.DecoderModel;
import dev.infoplane.models.decoder.internal.condition.Condition;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import dev.infoplane.models.decoder.internal.net.Dropout;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws images with a whole forward pass for every pixel. */
final class NaiveSampler {
    private final DecoderModel model;
    private final int[] shape;
    private final NDArray weights;
    private final NDManager manager;

    NaiveSampler(DecoderModel model, int[] shape, NDArray weights, NDManager manager) {
        this.model = model;
        this.shape = shape;
        this.weights = weights;
        this.manager = manager;
    }

    Samples draw(Samples known, int knownRows, Condition condition, int batch, long seed, double temperature) {
        int channels = shape[0];
        int places = shape[1] * shape[2];
        SplittableRandom[] random = new SplittableRandom[batch];
        for (int b = 0; b < batch; b++) {
            random[b] = new SplittableRandom(SeedStreams.seed(seed, b + 1));
        }
        float[] scaled = new float[batch * places * channels];
        float[] pixel = new float[channels];
        int first = knownRows * shape[2];
        for (int b = 0; b < batch && first > 0; b++) {
            for (int i = 0; i < first; i++) {
                for (int c = 0; c < channels; c++) {
                    scaled[(b * places + i) * channels + c] = model.levels().toNetwork(known.get(b, c * places + i));
                }
            }
        }
        try (NDManager local = manager.newSubManager()) {
            NDArray vector = weights.duplicate();
            vector.attach(local);
            Weights w = RandomDecoder.withKernels(new Weights(model.layout(), vector), model.layout());
            ConditionFeatures features =
                    condition.features(w, local, IntStream.range(0, batch).toArray(), Optional.empty(), 0);
            int p = model.head().parameters();
            for (int i = first; i < places; i++) {
                float[] parameters = parameters(w, scaled, features, batch);
                for (int b = 0; b < batch; b++) {
                    model.head().draw(parameters, (b * places + i) * p, pixel, temperature, random[b]);
                    System.arraycopy(pixel, 0, scaled, (b * places + i) * channels, channels);
                }
            }
        }
        float[] values = new float[scaled.length];
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < places; i++) {
                for (int c = 0; c < channels; c++) {
                    values[(b * channels + c) * places + i] =
                            model.levels().fromNetwork(scaled[(b * places + i) * channels + c]);
                }
            }
        }
        return Samples.of(values, shape);
    }

    private float[] parameters(Weights w, float[] scaled, ConditionFeatures features, int batch) {
        try (NDManager step = manager.newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray x = step.create(scaled, new Shape(batch, shape[1], shape[2], shape[0]));
            return model.parameters(w, x, features, Dropout.NONE).toFloatArray();
        }
    }
}
