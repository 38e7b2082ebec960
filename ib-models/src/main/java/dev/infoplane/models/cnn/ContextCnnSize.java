package dev.infoplane.models.cnn;

/**
 * How large a context CNN is.
 *
 * @param width channels of the part that reads activations; the part that predicts has twice as many
 * @param mixtures logistic components a sub-pixel
 */
public record ContextCnnSize(int width, int mixtures) {
    /** Twenty-four channels and eight components: for images of 14×14 to 32×32. */
    public static final ContextCnnSize DEFAULT = new ContextCnnSize(24, 8);

    /** Refuses extents below 1. */
    public ContextCnnSize {
        if (width < 1 || mixtures < 1) {
            throw new IllegalArgumentException(
                    "width and mixtures must be at least 1, got " + width + " and " + mixtures);
        }
    }
}
