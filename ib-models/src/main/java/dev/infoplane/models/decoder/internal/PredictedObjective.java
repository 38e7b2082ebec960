package dev.infoplane.models.decoder.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.head.LevelPrediction;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import dev.infoplane.models.decoder.internal.net.Dropout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The negative log-likelihood of images under a decoder that improves on predictions, from one kind of activations or several.
 * In training, a row is an image, and each image of a batch draws a kind; all kinds are drawn equally often, and so are the draws of
 * their noise. In scoring, a row is an image and a kind: all images of the first kind, then those of the next.
 *
 * @param points predictions of all images, one entry a kind of activations
 * @param training what is random in training; empty in scoring
 */
public record PredictedObjective(
        PredictedModel model, Samples x, List<PredictedImages> points, Optional<Training> training)
        implements Objective {
    /**
     * What is random in training.
     *
     * @param shares draws the kinds
     */
    public record Training(EqualShares shares, Optional<Regularization> regularization) {}

    /** The objective of training. */
    public static PredictedObjective training(
            PredictedModel model, Samples x, List<PredictedImages> points, Training training) {
        return new PredictedObjective(model, x, points, Optional.of(training));
    }

    /** The objective of scoring, in which nothing is random. */
    public static PredictedObjective scoring(PredictedModel model, Samples x, List<PredictedImages> points) {
        return new PredictedObjective(model, x, points, Optional.empty());
    }

    @Override
    public ParameterLayout layout() {
        return model.layout();
    }

    @Override
    public int rows() {
        return training.isPresent() ? x.rows() : points.size() * x.rows();
    }

    @Override
    public int rowsAtOnce() {
        return model.net().rowsAtOnce(x.rowShape());
    }

    @Override
    public NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
        Batch batch = batch(chosen, pass);
        Dropout masks = w.isInitialising()
                ? Dropout.NONE
                : training.flatMap(Training::regularization)
                        .flatMap(r ->
                                r.dropout().map(pool -> pool.pass(r.random(pass).nextLong())))
                        .orElse(Dropout.NONE);
        return model.head()
                .logProbability(
                        batch.images.array(manager), parameters(w, manager, batch, masks), batch.base.array(manager))
                .sum(new int[] {1, 2})
                .neg();
    }

    /** Parameters of the head at every pixel of some images, {@code [b, h, w, parameters]}, in scoring. */
    public NDArray parameters(Weights w, NDManager manager, int[] chosen) {
        return parameters(w, manager, batch(chosen, 0), Dropout.NONE);
    }

    private NDArray parameters(Weights w, NDManager manager, Batch batch, Dropout masks) {
        ConditionFeatures features = model.encoder().encode(w, batch.visible.array(manager), batch.own.array(manager));
        return model.net().apply(w, batch.seen.array(manager), features, masks);
    }

    private Batch batch(int[] chosen, int pass) {
        Batch batch = new Batch(model, x.rowShape(), chosen.length);
        for (int i = 0; i < chosen.length; i++) {
            int draw = i;
            int point = training.map(t -> t.shares.of((long) (pass - 1) * chosen.length + draw))
                    .orElse(chosen[i] / x.rows());
            int noise = training.isPresent() ? (pass + i) % points.get(point).draws() : 0;
            batch.put(i, x, chosen[i] % x.rows(), noise, points.get(point));
        }
        return batch;
    }

    /** Values of an array while they are collected. */
    private record Values(float[] values, Shape shape) {
        Values(int... shape) {
            this(new float[(int) shape(shape).size()], shape(shape));
        }

        private static Shape shape(int... extents) {
            return new Shape(Arrays.stream(extents).mapToLong(i -> i).toArray());
        }

        NDArray array(NDManager manager) {
            return EngineArrays.floats(manager, values, shape);
        }
    }

    /** What network and head see of the images of a batch. */
    private static final class Batch {
        private final PredictedModel model;
        private final PixelView view;
        private final int places;
        private final int baseSize;
        private final float[] row;
        private final Values images;
        private final Values seen;
        private final Values own;
        private final Values base;
        private final Values visible;

        Batch(PredictedModel model, int[] image, int rows) {
            this.model = model;
            this.view = model.view();
            this.places = image[1] * image[2];
            this.baseSize = model.head().baseSize();
            this.row = new float[image[0] * places];
            this.images = new Values(rows, image[1], image[2], image[0]);
            this.seen = new Values(rows, image[1], image[2], view.seen());
            this.own = new Values(rows, image[1], image[2], PixelView.OWN);
            this.base = new Values(rows, image[1], image[2], image[0] * baseSize);
            this.visible = new Values(rows, view.visible(), image[1], image[2]);
        }

        void put(int i, Samples x, int chosen, int noise, PredictedImages predicted) {
            int channels = view.channels();
            PredictedImage image = predicted.image().apply(noise * x.rows() + chosen);
            LevelPrediction.Table table = predicted.point().table();
            x.copyRow(chosen, row, 0);
            for (int p = 0; p < places; p++) {
                int pixel = i * places + p;
                for (int c = 0; c < channels; c++) {
                    int subPixel = c * places + p;
                    LevelPrediction prediction =
                            new LevelPrediction(image.mean(subPixel), image.scale(subPixel), table);
                    float position = model.levels().toNetwork(row[subPixel]);
                    images.values[pixel * channels + c] = position;
                    view.see(position, prediction, c, seen.values, pixel * view.seen());
                    model.head().describe(prediction, base.values, (pixel * channels + c) * baseSize);
                    if (c == 0) {
                        view.own(prediction, own.values, pixel * PixelView.OWN);
                    }
                }
            }
            predicted.point().visible(view, image, visible.values, i * view.visible() * places);
        }
    }
}
