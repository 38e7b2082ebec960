package dev.infoplane.models.zoo.rir;

import ai.djl.ndarray.NDArray;
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
import org.jspecify.annotations.Nullable;

/**
 * One unit of two streams, r and t (Targ et al. 2016, figure 1d): r' = a(r∗W_rr + t∗W_tr + shortcut(r)), t' = a(t∗W_tt + r∗W_rt), a being
 * batch normalisation and ReLU. The outputs r' and t' are those of the blocks {@code residual} and {@code transient}.
 */
final class RirUnit extends AbstractBlock {
    private static final byte VERSION = 1;

    private final Block residualPass;
    private final Block transientPass;
    private final Block residualToTransient;
    private final Block transientToResidual;
    private final @Nullable Block shortcut;
    private final Block residual;
    private final Block transientBlock;

    RirUnit(int in, int out, int stride) {
        super(VERSION);
        residualPass = addChildBlock("residualPass", Layers.convolution(out, 3, stride));
        transientPass = addChildBlock("transientPass", Layers.convolution(out, 3, stride));
        residualToTransient = addChildBlock("residualToTransient", Layers.convolution(out, 3, stride));
        transientToResidual = addChildBlock("transientToResidual", Layers.convolution(out, 3, stride));
        shortcut = in == out && stride == 1 ? null : addChildBlock("shortcut", Layers.convolution(out, 1, stride));
        residual = addChildBlock("residual", activation());
        transientBlock = addChildBlock("transient", activation());
    }

    static NamedSequence activation() {
        return NamedSequence.empty().then("norm", Layers.norm()).then("relu", Layers.relu());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDList r = new NDList(inputs.get(0));
        NDList t = new NDList(inputs.get(1));
        NDArray kept = shortcut == null ? inputs.get(0) : array(shortcut.forward(store, r, training, params));
        NDArray residualSum = array(residualPass.forward(store, r, training, params))
                .add(kept)
                .add(array(transientToResidual.forward(store, t, training, params)));
        NDArray transientSum = array(transientPass.forward(store, t, training, params))
                .add(array(residualToTransient.forward(store, r, training, params)));
        return new NDList(
                array(residual.forward(store, new NDList(residualSum), training, params)),
                array(transientBlock.forward(store, new NDList(transientSum), training, params)));
    }

    private static NDArray array(NDList list) {
        return list.singletonOrThrow();
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape[] sums = residualPass.getOutputShapes(new Shape[] {inputShapes[0]});
        for (Block block : children.values()) {
            boolean after = block == residual || block == transientBlock;
            block.initialize(manager, type, after ? sums : new Shape[] {inputShapes[0]});
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape sum = residualPass.getOutputShapes(new Shape[] {inputShapes[0]})[0];
        return new Shape[] {sum, sum};
    }
}
