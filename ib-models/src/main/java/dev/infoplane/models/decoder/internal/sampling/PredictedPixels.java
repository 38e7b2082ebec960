package dev.infoplane.models.decoder.internal.sampling;

import dev.infoplane.models.decoder.internal.PixelView;
import dev.infoplane.models.decoder.internal.PredictedModel;
import dev.infoplane.models.decoder.internal.RasterSource;
import dev.infoplane.models.decoder.internal.condition.PredictionEncoder;
import dev.infoplane.models.decoder.internal.head.LevelPrediction;
import dev.infoplane.models.decoder.internal.head.PixelBase;

/** Tells a {@link PredictedModel} of the pixels of an image what is predicted of them, given those that were drawn before. */
public final class PredictedPixels extends PixelGuide {
    private final PredictedModel model;
    private final PixelView view;
    private final PredictionEncoder.OwnMaps maps;
    private final RasterSource source;
    private final LevelPrediction.Table table;
    private final int columns;
    private final int places;
    private final float[] own = new float[PixelView.OWN];
    private final LevelPrediction[] predictions;
    private int place;
    private int predicted;

    /**
     * A guide through one image.
     *
     * @param maps of the numbers that are told of a pixel
     * @param table of the kind of activations
     * @param shape of the image, {@code [channels, height, width]}
     */
    public PredictedPixels(
            PredictedModel model,
            PredictionEncoder.OwnMaps maps,
            RasterSource source,
            LevelPrediction.Table table,
            int[] shape) {
        this.model = model;
        this.view = model.view();
        this.maps = maps;
        this.source = source;
        this.table = table;
        this.columns = shape[2];
        this.places = shape[1] * shape[2];
        this.predictions = new LevelPrediction[shape[0]];
    }

    @Override
    void reach(HeapConditionFeatures features, int row, int column) {
        place = row * columns + column;
        predicted = 0;
        predict();
        view.own(predictions[0], own, 0);
        features.right().add(maps.right(), own, row, column);
        features.out().add(maps.out(), own, row, column);
    }

    private void predict() {
        int subPixel = predicted * places + place;
        source.predict(subPixel);
        predictions[predicted] = new LevelPrediction(source.mean(subPixel), source.scale(subPixel), table);
        predicted++;
    }

    /** Predicts all channels up to one; those before it are known. */
    private void predictUpTo(int channel, float[] pixel) {
        while (predicted <= channel) {
            set(predicted - 1, pixel);
            predict();
        }
    }

    private void set(int channel, float[] pixel) {
        source.set(channel * places + place, model.levels().index(pixel[channel]));
    }

    @Override
    PixelBase base() {
        return (channel, pixel) -> {
            predictUpTo(channel, pixel);
            float[] said = new float[model.head().baseSize()];
            model.head().describe(predictions[channel], said, 0);
            return said;
        };
    }

    @Override
    void see(float[] pixel, float[] seen, int at) {
        predictUpTo(predictions.length - 1, pixel);
        set(predictions.length - 1, pixel);
        for (int c = 0; c < predictions.length; c++) {
            view.see(pixel[c], predictions[c], c, seen, at);
        }
    }
}
