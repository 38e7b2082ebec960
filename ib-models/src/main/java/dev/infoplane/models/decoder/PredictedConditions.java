package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.closedform.Drawing;
import dev.infoplane.models.closedform.Reconstructed;
import dev.infoplane.models.closedform.Reconstruction;
import dev.infoplane.models.decoder.internal.PredictedImage;
import dev.infoplane.models.decoder.internal.PredictedImages;
import dev.infoplane.models.decoder.internal.PredictedModel;
import dev.infoplane.models.decoder.internal.PredictedObjective;
import dev.infoplane.models.decoder.internal.PredictedPoint;
import dev.infoplane.models.decoder.internal.RasterSource;
import dev.infoplane.models.decoder.internal.condition.PredictionEncoder;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import dev.infoplane.models.decoder.internal.sampling.ConditionSource;
import dev.infoplane.models.decoder.internal.sampling.PixelGuide;
import dev.infoplane.models.decoder.internal.sampling.PredictedPixels;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Activations enter a decoder as the images that a closed form reconstructs from them. Owns the reconstruction. */
record PredictedConditions(PredictedModel model, PredictedPoint point, Reconstruction reconstruction)
        implements ConditionPath {
    @Override
    public void require(Samples t) {
        // the reconstruction does
    }

    @Override
    public Objective scoring(Samples x, Optional<Samples> t) {
        Reconstructed r = t.map(rows -> reconstruction.of(x, rows)).orElseGet(() -> reconstruction.of(x));
        return PredictedObjective.scoring(model, x, List.of(predicted(point, r)));
    }

    static PredictedImages predicted(PredictedPoint point, Reconstructed r) {
        return predicted(point, r, 1);
    }

    static PredictedImages predicted(PredictedPoint point, Reconstructed r, int draws) {
        return new PredictedImages(point, row -> new Shown(r, row), draws);
    }

    /** One of several images. */
    record Shown(Reconstructed all, int row) implements PredictedImage {
        @Override
        public float visible(int subPixel) {
            return all.visible().get(row, subPixel);
        }

        @Override
        public float mean(int subPixel) {
            return all.mean().get(row, subPixel);
        }

        @Override
        public float scale(int subPixel) {
            return all.scale().get(row, subPixel);
        }
    }

    @Override
    public ConditionSource drawing(Optional<Samples> t, NDArray weights) {
        return new PredictedSource(
                model,
                point,
                ownMaps(model, weights),
                t.map(reconstruction::drawing).orElseGet(reconstruction::drawing));
    }

    static PredictionEncoder.OwnMaps ownMaps(PredictedModel model, NDArray weights) {
        try (NDManager local = weights.getManager().newSubManager()) {
            NDArray vector = weights.duplicate();
            vector.attach(local);
            return model.encoder().ownMaps(new Weights(model.layout(), vector));
        }
    }

    /** What conditions images that are drawn. */
    record PredictedSource(
            PredictedModel model, PredictedPoint point, PredictionEncoder.OwnMaps maps, IntFunction<Drawing> images)
            implements ConditionSource {
        @Override
        public ConditionFeatures features(Weights w, NDManager manager, int image) {
            int[] shape = shape();
            int numbers = model.view().visible();
            float[] visible = new float[numbers * shape[1] * shape[2]];
            point.visible(model.view(), new Raster(images.apply(image)), visible, 0);
            return model.encoder()
                    .encode(w, EngineArrays.floats(manager, visible, new Shape(1, numbers, shape[1], shape[2])));
        }

        private int[] shape() {
            return model.encoder().image();
        }

        @Override
        public boolean variesByImage() {
            return true;
        }

        @Override
        public PixelGuide guide(int image) {
            return new PredictedPixels(model, maps, new Raster(images.apply(image)), point.table(), shape());
        }
    }

    private record Raster(Drawing drawing) implements RasterSource {
        @Override
        public float visible(int subPixel) {
            return drawing.visible(subPixel);
        }

        @Override
        public void predict(int subPixel) {
            drawing.predict(subPixel);
        }

        @Override
        public float mean(int subPixel) {
            return drawing.mean(subPixel);
        }

        @Override
        public float scale(int subPixel) {
            return (float) Math.exp(drawing.logScale(subPixel));
        }

        @Override
        public void set(int subPixel, int level) {
            drawing.set(subPixel, level);
        }
    }

    @Override
    public void close() {
        reconstruction.close();
    }
}
