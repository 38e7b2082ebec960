package dev.infoplane.models.decoder;

/**
 * The outputs of a convolution while its inputs come in: two rows of sums, the one that is being read and the next, with a
 * column to spare at either side. The sums lie in an {@link ImageMemory}; this says where.
 */
final class SumWindow {
    private final int slot;
    private final int columns;
    private final int channels;
    private final float[] bias;

    SumWindow(int slot, int columns, float[] bias) {
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

    float[] sums(ImageMemory memory) {
        return memory.array(slot);
    }

    /** Where the sums of a place begin; columns from −1 to {@code columns()}. */
    int at(int row, int column) {
        return ((row & 1) * (columns + 2) + column + 1) * channels;
    }

    /** Nothing has come in yet. */
    void clear(ImageMemory memory) {
        clearRow(memory, 0);
        clearRow(memory, 1);
    }

    /** From now on {@code row} is read: the row before it is forgotten, the one after it begins. */
    void begin(ImageMemory memory, int row) {
        clearRow(memory, row + 1);
    }

    private void clearRow(ImageMemory memory, int row) {
        float[] sums = sums(memory);
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
