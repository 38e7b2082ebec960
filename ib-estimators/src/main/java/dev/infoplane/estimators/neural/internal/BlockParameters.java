package dev.infoplane.estimators.neural.internal;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.HashMap;
import java.util.Map;

/**
 * A DJL block whose parameters are cut out of the flat vector that a {@link dev.infoplane.learn.TrainingLoop} trains: the block
 * asks a {@link ParameterStore} for its parameters at each call, and gets the pieces of the vector.
 *
 * <p>The block's own initialisers are not used, because they draw from the engine's random stream, which belongs to the network that
 * is measured. Weights start as He normals, scales at one, biases at zero.
 */
public final class BlockParameters {
    private final String name;
    private final Block block;
    private final Map<String, String> slots = new HashMap<>();

    /**
     * Adds the parameters of a new block to a layout.
     *
     * @param name what the block is in the critic, the prefix of its parameters
     * @param inputs shapes with a batch axis
     * @throws IllegalArgumentException if the block has values already, or contains a dropout or running statistics: its output
     *     would depend on more than its inputs and parameters
     */
    public BlockParameters(String name, Block block, ParameterLayout layout, NDManager manager, Shape... inputs) {
        this.name = name;
        this.block = block;
        require(!block.isInitialized(), "must be new at each call of its factory, but has values already");
        refuseDropout(block);
        block.setInitializer(ai.djl.training.initializer.Initializer.ZEROS, parameter -> true);
        block.initialize(manager, DataType.FLOAT32, inputs);
        for (Pair<String, Parameter> pair : block.getParameters()) {
            Parameter parameter = pair.getValue();
            String slot = name + "." + pair.getKey();
            require(
                    parameter.requiresGradient(),
                    "must learn all its parameters, but " + pair.getKey()
                            + " takes no gradient; running statistics, as of batch normalisation, mix rows: use layer normalisation");
            slots.put(parameter.getId(), slot);
            layout.add(slot, start(parameter.getType()), parameter.getShape().getShape());
        }
    }

    private void refuseDropout(Block inside) {
        require(
                !(inside instanceof Dropout),
                "must not draw random numbers, but contains a dropout, which draws from the engine's own stream");
        inside.getChildren().forEach(child -> refuseDropout(child.getValue()));
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("the block '" + name + "' of a critic " + rule);
        }
    }

    private static Initializer start(Parameter.Type type) {
        return switch (type) {
            case WEIGHT -> Initializer.HE_NORMAL;
            case GAMMA -> Initializer.ONE;
            case BIAS, BETA -> Initializer.ZERO;
            default -> Initializer.SMALL_NORMAL;
        };
    }

    /** The first output of the block. */
    public NDArray forward(Weights weights, NDManager manager, boolean training, NDArray... inputs) {
        return block.forward(new Store(manager, weights), new NDList(inputs), training)
                .head();
    }

    private final class Store extends ParameterStore {
        private final Weights weights;

        Store(NDManager manager, Weights weights) {
            super(manager, false);
            this.weights = weights;
        }

        @Override
        public NDArray getValue(Parameter parameter, Device device, boolean training) {
            return weights.get(slots.get(parameter.getId()));
        }
    }
}
