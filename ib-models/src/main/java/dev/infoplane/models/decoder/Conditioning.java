package dev.infoplane.models.decoder;

/** How activations enter a PixelCNN++. */
public enum Conditioning {
    /**
     * As a map of the size of the image. A small non-causal network brings it to the first layer, to every gate at every
     * resolution and to the last layer, where it can also shift and scale the distribution of a pixel. Takes maps of any size:
     * smaller ones are upsampled, larger ones become more channels, and vectors get filters for every place.
     */
    MAP,

    /** As published for vectors: a linear function of all values is added to every gate, the same at all places. */
    BIAS,

    /** As {@link #MAP}, of class labels, one whole number from 0 a row: each class has filters for every place. */
    CLASS_LABEL
}
