package dev.infoplane.models.decoder.internal.sampling;

/**
 * The outputs of a convolution while its inputs come in: two rows of partial sums, the one that is being read and the next, with
 * a spare column at either side. The sums lie in an {@link ImageMemory}; this says where.
 */
final class PartialSums {
    private final int slot;
    private final int columns;
    private final int channels;
    private final float[] bias;

    PartialSums(int slot, int columns, float[] bias) {
        this.slot = slot;
        this.columns = columns;
        this.channels = bias.length;
        this.bias = bias;
    }

    int size() {
        return 2 * (columns + 2) * channels;
    }

    int columns() {
        return columns;
    }

    int channels() {
        return channels;
    }

    float[] of(ImageMemory memory) {
        return memory.array(slot);
    }

    /** Where the sums of a place begin; columns from −1 to {@code columns()}. */
    int at(int row, int column) {
        return ((row & 1) * (columns + 2) + column + 1) * channels;
    }

    /** Resets both rows to the bias. */
    void clear(ImageMemory memory) {
        clearRow(memory, 0);
        clearRow(memory, 1);
    }

    /** Begins reading a row: resets the memory of the row before it, for the row after it. */
    void begin(ImageMemory memory, int row) {
        clearRow(memory, row + 1);
    }

    private void clearRow(ImageMemory memory, int row) {
        float[] sums = of(memory);
        for (int column = -1; column <= columns; column++) {
            System.arraycopy(bias, 0, sums, at(row, column), channels);
        }
    }

    /** The sum of two biases. */
    static float[] plus(float[] a, float[] b) {
        float[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }
}
