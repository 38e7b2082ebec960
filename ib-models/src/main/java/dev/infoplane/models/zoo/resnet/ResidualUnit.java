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

/** A residual unit with its nonlinearity after the sum (He et al. 2016a): relu(x + F(x)). */
final class ResidualUnit extends AbstractBlock {
    private static final byte VERSION = 1;

    private final Block residual;
    private final @Nullable Block shortcut;
    private final @Nullable Block quantise;

    /**
     * @param shortcut null to add x as it is
     * @param quantise what follows the ReLU, or null
     */
    ResidualUnit(Block residual, @Nullable Block shortcut, @Nullable Block quantise) {
        super(VERSION);
        this.residual = addChildBlock("residual", residual);
        this.shortcut = shortcut == null ? null : addChildBlock("shortcut", shortcut);
        this.quantise = quantise == null ? null : addChildBlock("quantise", quantise);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray change = residual.forward(store, inputs, training, params).singletonOrThrow();
        NDArray kept = shortcut == null
                ? inputs.singletonOrThrow()
                : shortcut.forward(store, inputs, training, params).singletonOrThrow();
        NDList sum = new NDList(Activation.relu(change.add(kept)));
        return quantise == null ? sum : quantise.forward(store, sum, training, params);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        residual.initialize(manager, type, inputShapes);
        if (shortcut != null) {
            shortcut.initialize(manager, type, inputShapes);
        }
        if (quantise != null) {
            quantise.initialize(manager, type, residual.getOutputShapes(inputShapes));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return residual.getOutputShapes(inputShapes);
    }
}
