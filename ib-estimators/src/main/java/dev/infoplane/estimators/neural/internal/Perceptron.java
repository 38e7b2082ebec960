package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.List;

/** The built-in networks. */
public final class Perceptron {
    private Perceptron() {}

    /** Hidden layers of rectified units beside a linear layer, their outputs added; rows of any shape are flattened. */
    public static Block of(int width, int layers, int outputs) {
        SequentialBlock hidden = new SequentialBlock();
        for (int i = 0; i < layers; i++) {
            hidden.add(linear(width)).add(Activation.reluBlock());
        }
        hidden.add(linear(outputs));
        ParallelBlock both = new ParallelBlock(
                parts -> new NDList(parts.get(0).head().add(parts.get(1).head())), List.of(hidden, linear(outputs)));
        return new SequentialBlock().add(Blocks.batchFlattenBlock()).add(both);
    }

    /** A linear layer of rows of any shape. */
    public static Block linearOf(int width) {
        return new SequentialBlock().add(Blocks.batchFlattenBlock()).add(linear(width));
    }

    /** The layers after the first of a network with rectified units: one output. */
    public static Block afterFirst(int width, int layers) {
        SequentialBlock after = new SequentialBlock().add(Activation.reluBlock());
        for (int i = 1; i < layers; i++) {
            after.add(linear(width)).add(Activation.reluBlock());
        }
        return after.add(linear(1));
    }

    private static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }
}
