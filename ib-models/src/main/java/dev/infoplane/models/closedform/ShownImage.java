package dev.infoplane.models.closedform;

import dev.infoplane.models.unseen.ShownRows;
import java.util.List;

/**
 * One image and what a closed form says about it, by sub-pixel of {@code [channels, height, width]}, in levels counted from 0.
 * Whatever predicts a sub-pixel may read x̂ everywhere, m and its scale at the sub-pixel itself and at those before it in raster
 * order, and levels before it.
 */
public interface ShownImage {
    /** The level x. */
    float level(int subPixel);

    /** The prediction m, from activations and causal neighbours. */
    float mean(int subPixel);

    /** The logarithm of the typical distance of x from m. */
    float logScale(int subPixel);

    /** The reconstruction x̂, from activations alone. */
    float visible(int subPixel);

    /** Several images of one shape. */
    record Rows(int[] shape, int levels, List<ShownImage> images) implements ShownRows {
        @Override
        public int count() {
            return images.size();
        }

        @Override
        public double level(int row, int subPixel) {
            return images.get(row).level(subPixel);
        }

        @Override
        public double mean(int row, int subPixel) {
            return images.get(row).mean(subPixel);
        }

        @Override
        public double scale(int row, int subPixel) {
            return Math.exp(images.get(row).logScale(subPixel));
        }

        @Override
        public double visible(int row, int subPixel) {
            return images.get(row).visible(subPixel);
        }
    }
}
