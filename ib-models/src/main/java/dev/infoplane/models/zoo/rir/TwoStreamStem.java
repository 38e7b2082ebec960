package dev.infoplane.models.zoo.rir;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.infoplane.models.zoo.internal.Layers;
import dev.infoplane.models.zoo.internal.NamedSequence;

/** Two convolutions of the image, one for each stream. */
final class TwoStreamStem extends AbstractBlock {
    private static final byte VERSION = 1;

    private final Block residual;
    private final Block transientBlock;

    TwoStreamStem(int channels) {
        super(VERSION);
        residual = addChildBlock("residual", layer(channels));
        transientBlock = addChildBlock("transient", layer(channels));
    }

    private static Block layer(int channels) {
        return NamedSequence.empty()
                .then("conv", Layers.convolution(channels, 3, 1))
                .then("norm", Layers.norm())
                .then("relu", Layers.relu());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        return new NDList(
                residual.forward(store, inputs, training, params).singletonOrThrow(),
                transientBlock.forward(store, inputs, training, params).singletonOrThrow());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        residual.initialize(manager, type, inputShapes);
        transientBlock.initialize(manager, type, inputShapes);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape stream = residual.getOutputShapes(inputShapes)[0];
        return new Shape[] {stream, stream};
    }
}
