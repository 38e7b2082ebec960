package dev.infoplane.models.decoder;

import dev.infoplane.models.decoder.internal.net.PixelCnnTopology;

/**
 * How large a PixelCNN++ is.
 *
 * @param filters channels of each stream
 * @param units gated units of each stream and resolution on the way down
 * @param mixtures logistic components a sub-pixel
 * @param resolutions 1 for full resolution only; each further one halves height and width
 */
public record PixelCnnSize(int filters, int units, int mixtures, int resolutions) {
    /** As published for CIFAR-10 (Salimans et al. 2017): days on a large machine. */
    public static final PixelCnnSize PAPER = new PixelCnnSize(160, 5, 10, 3);

    /** For one decoder on a desktop processor: images of 28×28 to 32×32, steps of half a second. */
    public static final PixelCnnSize DESKTOP = new PixelCnnSize(32, 1, 5, 3);

    /** For the dozens of decoders of a plane within minutes, on images of 14×14 or so. */
    public static final PixelCnnSize PLANE = new PixelCnnSize(16, 1, 5, 2);

    /** Refuses extents below 1. */
    public PixelCnnSize {
        if (filters < 1 || units < 1 || mixtures < 1 || resolutions < 1) {
            throw new IllegalArgumentException("filters, units, mixtures and resolutions must be at least 1, got "
                    + filters + ", " + units + ", " + mixtures + ", " + resolutions);
        }
        if (resolutions > 10) {
            throw new IllegalArgumentException("at most 10 resolutions, got " + resolutions);
        }
    }

    /** The network of this size for images of so many channels. */
    PixelCnnTopology topology(int channels, int outputs) {
        return new PixelCnnTopology(filters, units, resolutions, channels, outputs);
    }
}
