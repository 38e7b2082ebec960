package dev.infoplane.models.decoder;

/** All that is remembered of one image while it is drawn; taken up again for the next one. Where what lies, the net knows. */
final class ImageMemory {
    private final float[][] arrays;
    private final float[] activated;
    private final float[] spread;
    private HeapConditions conditions;

    /**
     * @param sizes of the arrays
     * @param activated longest vector of inputs of a convolution
     * @param spread longest vector of what one place gives to others
     */
    ImageMemory(int[] sizes, int activated, int spread) {
        arrays = new float[sizes.length][];
        for (int i = 0; i < sizes.length; i++) {
            arrays[i] = new float[sizes[i]];
        }
        this.activated = new float[activated];
        this.spread = new float[spread];
    }

    float[] array(int slot) {
        return arrays[slot];
    }

    /** For passing use: inputs of a convolution at one place. */
    float[] activated() {
        return activated;
    }

    /** For passing use: what one place gives to others. */
    float[] spread() {
        return spread;
    }

    void startWith(HeapConditions said) {
        conditions = said;
    }

    HeapConditions conditions() {
        return conditions;
    }
}
