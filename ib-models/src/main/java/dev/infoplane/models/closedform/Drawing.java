package dev.infoplane.models.closedform;

/**
 * An image while it is drawn, sub-pixel by sub-pixel in raster order, with all channels of a pixel before the next one:
 * predictions follow what was drawn so far. Not thread-safe.
 */
public final class Drawing implements ShownImage {
    private final CausalPart causal;
    private final float[] fromActivations;
    private final Fields fields;

    Drawing(CausalPart causal, float[] fromActivations, float[] visible) {
        this.causal = causal;
        this.fromActivations = fromActivations;
        int d = visible.length;
        fields = new Fields(causal.shape(), new float[d], new float[d], visible);
        scale = new float[d];
    }

    private final float[] scale;

    /** Predicts the mean and scale of the next sub-pixel. */
    public void predict(int subPixel) {
        fields.mean()[subPixel] = (float) (fromActivations[subPixel] + causal.of(fields.levels(), 0, subPixel));
        scale[subPixel] = (float) Math.log(causal.scale().at(fields.row(0), subPixel));
    }

    /** Sets what was drawn, in levels. */
    public void set(int subPixel, float level) {
        fields.levels()[subPixel] = level;
    }

    @Override
    public float level(int subPixel) {
        return fields.levels()[subPixel];
    }

    /** After {@link #predict}. */
    @Override
    public float mean(int subPixel) {
        return fields.mean()[subPixel];
    }

    /** After {@link #predict}. */
    @Override
    public float logScale(int subPixel) {
        return scale[subPixel];
    }

    @Override
    public float visible(int subPixel) {
        return fields.visible()[subPixel];
    }
}
