package dev.infoplane.probe;

import ai.djl.ndarray.types.Shape;
import java.util.Objects;

/**
 * A place in a network where a value passes by that can be captured: an input or output of one call of one block.
 *
 * @param path how it is called: the names of the blocks from the root down, joined by dots, then {@code out}
 *     or {@code in}. The root's own output is {@code "out"}. Block names are the model's own without DJL's two-digit position ({@code 01stem} is
 *     {@code stem}); equals among siblings are numbered in order ({@code Conv2d#1}, {@code Conv2d#2}); a second call of
 *     the same block within one call of its parent is {@code name@2}; a second array in the list is {@code out2}
 * @param blockType the simple class name of the block
 * @param shape the shape of the value, the first extent being the batch as it was when the point was found
 * @param parameters how many numbers the block learns or keeps, with its children; {@link #UNKNOWN} if its engine does not say
 */
public record HookPoint(String path, String blockType, Shape shape, long parameters) {
    /** The number of parameters of a block whose engine does not say. */
    public static final long UNKNOWN = -1;

    /** Refuses nulls. */
    public HookPoint {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(blockType, "block type");
        Objects.requireNonNull(shape, "shape");
    }

    /** Whether this is an input of a block. */
    public boolean isInput() {
        return path.startsWith("in", path.lastIndexOf('.') + 1);
    }

    /** Whether the block is run by its engine as one piece, so that nothing within it is a hook point. */
    boolean isOpaque() {
        return blockType.endsWith("SymbolBlock"); // as DJL calls the blocks of its engines
    }

    /** The shape of one sample: all extents but the first; empty for one number a sample. */
    public Shape sampleShape() {
        return shape.dimension() == 0 ? shape : shape.slice(1);
    }

    /** The number of values in one sample. */
    public long values() {
        return sampleShape().size();
    }
}
