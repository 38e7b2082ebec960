package dev.infoplane.models.zoo.internal;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;

/** A block whose output has the shape of its input. */
public abstract class ShapedBlock extends AbstractBlock {
    private static final byte VERSION = 1;

    /** A block of the first version of its file format. */
    protected ShapedBlock() {
        super(VERSION);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
