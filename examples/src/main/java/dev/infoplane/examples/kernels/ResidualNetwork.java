package dev.infoplane.examples.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import java.util.List;

/** The network of the paper: A(h + relu(U h + b₂)) with h = relu(W x + b₁). */
final class ResidualNetwork extends AbstractBlock {
    /** h, relu(U h + b₂), and the prediction. */
    static final List<String> HOOK_POINTS = List.of("first.out", "second.out", "prediction.out");

    /** A prediction that starts near zero leaves the layers below free to change; ours. */
    private static final float SMALL = 0.01f;

    private final Block first;
    private final Block second;
    private final Block prediction;

    ResidualNetwork(int width, int outputs) {
        first = addChildBlock("first", layer(width));
        second = addChildBlock("second", layer(width));
        prediction = addChildBlock(
                "prediction", Linear.builder().setUnits(outputs).optBias(false).build());
        prediction.setInitializer(new NormalInitializer(SMALL), Parameter.Type.WEIGHT);
    }

    private static Block layer(int width) {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(width).build())
                .add(Activation.reluBlock());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDList h = first.forward(store, inputs, training);
        NDArray change = second.forward(store, h, training).singletonOrThrow();
        return prediction.forward(store, new NDList(h.singletonOrThrow().add(change)), training);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        first.initialize(manager, type, inputShapes);
        Shape[] hidden = first.getOutputShapes(inputShapes);
        second.initialize(manager, type, hidden);
        prediction.initialize(manager, type, hidden);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return prediction.getOutputShapes(first.getOutputShapes(inputShapes));
    }
}
