package dev.infoplane.models.zoo.rir;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** The channels of both streams, the residual one first. */
final class Join extends AbstractBlock {
    private static final byte VERSION = 1;

    Join() {
        super(VERSION);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        return new NDList(NDArrays.concat(inputs, 1));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape s = inputShapes[0];
        return new Shape[] {new Shape(s.get(0), s.get(1) + inputShapes[1].get(1), s.get(2), s.get(3))};
    }
}
