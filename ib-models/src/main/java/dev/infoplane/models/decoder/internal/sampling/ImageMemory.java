package dev.infoplane.models.decoder.internal.sampling;

/** What is remembered of one image while it is drawn; reused for the next image. Only the net knows what lies where. */
final class ImageMemory {
    private final float[][] arrays;
    private final float[] activated;
    private final float[] scattered;
    private HeapConditionFeatures condition = HeapConditionFeatures.NONE;

    /**
     * @param sizes of the arrays
     * @param activated longest vector of inputs of a convolution
     * @param scattered most values that one place scatters
     */
    ImageMemory(int[] sizes, int activated, int scattered) {
        arrays = new float[sizes.length][];
        for (int i = 0; i < sizes.length; i++) {
            arrays[i] = new float[sizes[i]];
        }
        this.activated = new float[activated];
        this.scattered = new float[scattered];
    }

    float[] array(int slot) {
        return arrays[slot];
    }

    /** A buffer for the inputs of a convolution at one place. */
    float[] activated() {
        return activated;
    }

    /** A buffer for what one place scatters. */
    float[] scattered() {
        return scattered;
    }

    void begin(HeapConditionFeatures ofImage) {
        condition = ofImage;
    }

    HeapConditionFeatures condition() {
        return condition;
    }
}
