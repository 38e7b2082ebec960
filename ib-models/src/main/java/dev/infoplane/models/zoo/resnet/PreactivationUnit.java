package dev.infoplane.models.zoo.resnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * A residual unit with its nonlinearity before the convolutions (He et al. 2016b): x + F(a(x)). Where the shape changes, the
 * shortcut reads a(x) too.
 */
final class PreactivationUnit extends AbstractBlock {
    private static final byte VERSION = 1;

    private final Block activation;
    private final Block residual;
    private final @Nullable Block shortcut;

    /** @param shortcut null to add x as it is */
    PreactivationUnit(Block activation, Block residual, @Nullable Block shortcut) {
        super(VERSION);
        this.activation = addChildBlock("activation", activation);
        this.residual = addChildBlock("residual", residual);
        this.shortcut = shortcut == null ? null : addChildBlock("shortcut", shortcut);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDList activated = activation.forward(store, inputs, training, params);
        NDArray change = residual.forward(store, activated, training, params).singletonOrThrow();
        NDArray kept = shortcut == null
                ? inputs.singletonOrThrow()
                : shortcut.forward(store, activated, training, params).singletonOrThrow();
        return new NDList(change.add(kept));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        activation.initialize(manager, type, inputShapes);
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
