package dev.infoplane.models.context;

/**
 * How large a context MLP is.
 *
 * @param radius how far the causal neighbours reach that a pixel depends on
 * @param hidden units a layer
 * @param layers hidden layers
 * @param mixtures logistic components a sub-pixel
 */
public record ContextMlpSize(int radius, int hidden, int layers, int mixtures) {
    /** Three layers of 128 units that see 40 neighbours: for images of 14×14 to 32×32. */
    public static final ContextMlpSize DEFAULT = new ContextMlpSize(4, 128, 3, 8);

    /** Two layers of 64 units that see 24 neighbours: for small images and quick looks. */
    public static final ContextMlpSize SMALL = new ContextMlpSize(3, 64, 2, 5);

    /** Refuses extents below 1. */
    public ContextMlpSize {
        if (radius < 1 || hidden < 1 || layers < 1 || mixtures < 1) {
            throw new IllegalArgumentException("radius, hidden, layers and mixtures must be at least 1, got " + radius
                    + ", " + hidden + ", " + layers + ", " + mixtures);
        }
    }
}
