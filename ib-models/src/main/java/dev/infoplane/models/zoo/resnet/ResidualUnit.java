package dev.infoplane.models.zoo.resnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * The basic residual unit (He et al. 2016, figure 5 left): relu(x + F(x)), F two 3×3 convolutions with batch normalisation.
 * Where the number of channels or the resolution changes, x passes a strided 1×1 convolution with batch normalisation.
 */
final class ResidualUnit extends AbstractBlock {
    private static final byte VERSION = 1;

    private final Block residual;
    private final @Nullable Block shortcut;

    /** @param shortcut null to add x as it is */
    private ResidualUnit(Block residual, @Nullable Block shortcut) {
        super(VERSION);
        this.residual = addChildBlock("residual", residual);
        this.shortcut = shortcut == null ? null : addChildBlock("shortcut", shortcut);
    }

    static ResidualUnit of(int in, int out, int stride) {
        NamedSequence residual = new NamedSequence()
                .then("conv1", Layers.convolution(out, 3, stride))
                .then("norm1", Layers.norm())
                .then("relu1", Layers.relu())
                .then("conv2", Layers.convolution(out, 3, 1))
                .then("norm2", Layers.norm());
        NamedSequence shortcut = in == out && stride == 1
                ? null
                : new NamedSequence()
                        .then("conv", Layers.convolution(out, 1, stride))
                        .then("norm", Layers.norm());
        return new ResidualUnit(residual, shortcut);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray change = residual.forward(store, inputs, training, params).singletonOrThrow();
        NDArray kept = shortcut == null
                ? inputs.singletonOrThrow()
                : shortcut.forward(store, inputs, training, params).singletonOrThrow();
        return new NDList(Activation.relu(change.add(kept)));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        residual.initialize(manager, type, inputShapes);
        if (shortcut != null) {
            shortcut.initialize(manager, type, inputShapes);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return residual.getOutputShapes(inputShapes);
    }
}
