package dev.infoplane.models.decoder.internal.head;

/** What is said of the channels of a pixel before a network says more; its parameters are relative to this. */
@FunctionalInterface
public interface PixelBase {
    /** Says nothing. */
    PixelBase NONE = (channel, pixel) -> new float[0];

    /**
     * What is said of a channel: {@link Head#baseSize} numbers, or none. Channels are asked for in order.
     *
     * @param pixel the channels before it, on the scale −1 to 1
     */
    float[] of(int channel, float[] pixel);
}
