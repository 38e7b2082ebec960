package dev.infoplane.models.decoder.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.condition.Condition;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import dev.infoplane.models.decoder.internal.net.Dropout;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The negative log-likelihood of images under a decoder.
 *
 * @param x images {@code [channels, height, width]}
 * @param condition a row for each image, or dropped
 * @param regularization in training; empty in scoring
 */
public record PixelObjective(
        DecoderModel model, Samples x, Condition condition, Optional<Regularization> regularization)
        implements Objective {
    /** The objective of scoring, in which nothing is random. */
    public static PixelObjective scoring(DecoderModel model, Samples x, Condition condition) {
        return new PixelObjective(model, x, condition, Optional.empty());
    }

    @Override
    public ParameterLayout layout() {
        return model.layout();
    }

    @Override
    public int rows() {
        return x.rows();
    }

    @Override
    public int rowsAtOnce() {
        return model.net().rowsAtOnce(x.rowShape());
    }

    @Override
    public NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
        NDArray images = images(manager, chosen);
        Optional<Regularization> training = w.isInitialising() ? Optional.empty() : regularization;
        SplittableRandom random = training.map(r -> r.random(pass)).orElseGet(() -> new SplittableRandom(0));
        Optional<float[]> kept = training.flatMap(r -> r.kept(chosen.length, random.split()));
        Dropout dropout = training.flatMap(Regularization::dropout)
                .map(pool -> pool.pass(random.nextLong()))
                .orElse(Dropout.NONE);
        ConditionFeatures features = condition.features(w, manager, chosen, kept, pass);
        return model.head()
                .logProbability(images, model.parameters(w, images, features, dropout))
                .sum(new int[] {1, 2})
                .neg();
    }

    /** {@code [b, h, w, channels]} on the scale −1 to 1. */
    private NDArray images(NDManager manager, int[] chosen) {
        int[] shape = x.rowShape();
        int d = x.dimensions();
        int places = shape[1] * shape[2];
        float[] row = new float[d];
        float[] values = new float[chosen.length * d];
        for (int i = 0; i < chosen.length; i++) {
            x.copyRow(chosen[i], row, 0);
            for (int j = 0; j < d; j++) {
                values[i * d + j % places * shape[0] + j / places] =
                        model.levels().toNetwork(row[j]);
            }
        }
        return EngineArrays.floats(manager, values, new Shape(chosen.length, shape[1], shape[2], shape[0]));
    }
}
