package dev.infoplane.models.decoder.internal.net;

/**
 * The extent of a convolution's kernel and the padding that says which neighbours it sees. Shifting the padding to the top and
 * to the left is what makes a stream causal; negative padding crops.
 *
 * @param height rows of the kernel
 * @param width columns of the kernel
 * @param left columns of padding at the left
 * @param right columns of padding at the right
 * @param top rows of padding above
 * @param bottom rows of padding below
 */
public record Kernel(int height, int width, int left, int right, int top, int bottom) {
    /** Sees one place only. */
    static final Kernel POINT = new Kernel(1, 1, 0, 0, 0, 0);

    /** Sees rows above, over an odd width centred on the place, but not the place's own row. */
    static Kernel strictlyAbove(int height, int width) {
        return new Kernel(height, width, width / 2, width / 2, height, -1);
    }

    /** Sees the column to the left, in the place's own row and in rows above. */
    static Kernel strictlyLeft(int height) {
        return new Kernel(height, 1, 1, -1, height - 1, 0);
    }

    /** Sees the place's own row and rows above, over an odd width centred on the place. */
    static Kernel aboveAndHere(int height, int width) {
        return new Kernel(height, width, width / 2, width / 2, height - 1, 0);
    }

    /** Sees the place, columns to its left and rows above. */
    static Kernel aboveLeftAndHere(int height, int width) {
        return new Kernel(height, width, width - 1, 0, height - 1, 0);
    }

    boolean isPoint() {
        return height == 1 && width == 1 && !isPadded();
    }

    boolean isPadded() {
        return left != 0 || right != 0 || top != 0 || bottom != 0;
    }

    /** Whether padding is equal at both sides and only above besides: then the engine pads the sides as it goes. */
    boolean padsBothSides() {
        return left == right && left > 0 && top > 0 && bottom == 0;
    }

    /** Whether a place sees nothing of its own row. */
    public boolean seesOnlyRowsAbove() {
        return bottom < 0;
    }
}
