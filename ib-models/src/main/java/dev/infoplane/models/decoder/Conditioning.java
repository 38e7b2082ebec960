package dev.infoplane.models.decoder;

/** How activations enter a PixelCNN++. */
public enum Conditioning {
    /**
     * As a map of the size of the image: enlarged with filters for every place, through a small non-causal network, into the
     * first layer, every gate at every resolution and the last layer, where it can also move the distribution of a pixel as a whole.
     * Takes maps of any size (what is larger than the image becomes channels) and vectors, which are given filters for every place.
     */
    MAP,

    /** As published for vectors: a linear function of all values is added to every gate, the same at all places. */
    BIAS,

    /** As {@link #BIAS}, of class labels, one whole number from 0 a row. */
    CLASS_LABEL
}
