package dev.infoplane.models.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.infoplane.probe.HookPoint;
import dev.infoplane.probe.Probes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.List;
import java.util.function.Supplier;

/** What the tests of the zoo do with every block. */
public final class ZooBlocks {
    private ZooBlocks() {}

    /** Initialises the block and counts what is trained. */
    public static long parameters(Block block, Shape input) {
        try (NDManager manager = NDManager.newBaseManager()) {
            block.initialize(manager, DataType.FLOAT32, input);
            return block.getParameters().values().stream()
                    .filter(Parameter::requiresGradient)
                    .mapToLong(p -> p.getArray().size())
                    .sum();
        }
    }

    /** A pass in inference mode. */
    public static NDArray forward(NDManager manager, Block block, NDArray x) {
        return forward(manager, block, x, false);
    }

    /** A pass. */
    public static NDArray forward(NDManager manager, Block block, NDArray x, boolean training) {
        return block.forward(new ParameterStore(manager, false), new NDList(x), training)
                .singletonOrThrow();
    }

    /** The paths of all outputs, in the order of their calls. */
    public static List<String> points(Block block, Shape input) {
        try (NDManager manager = NDManager.newBaseManager()) {
            block.initialize(manager, DataType.FLOAT32, input);
            return Probes.list(block, new NDList(manager.ones(input))).stream()
                    .filter(p -> !p.isInput())
                    .map(HookPoint::path)
                    .toList();
        }
    }

    /** The outputs of a block and of another one that loads what the first one saved, after training passes. */
    public static float[][] savedAndLoaded(Supplier<Block> kind, Shape input) throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block saved = kind.get();
            saved.initialize(manager, DataType.FLOAT32, input);
            NDArray x = manager.randomUniform(0, 1, input);
            for (int i = 0; i < 4; i++) {
                forward(manager, saved, x, true);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            saved.saveParameters(new DataOutputStream(bytes));
            Block loaded = kind.get();
            loaded.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            return new float[][] {
                forward(manager, saved, x).toFloatArray(),
                forward(manager, loaded, x).toFloatArray()
            };
        }
    }
}
