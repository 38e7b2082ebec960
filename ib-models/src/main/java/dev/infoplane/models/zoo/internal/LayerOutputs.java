package dev.infoplane.models.zoo.internal;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many outputs each convolution and each linear layer of a network has. DJL takes the shapes of a file, and its linear layer even the
 * number of units, so that the parameters of another network fail late or not at all.
 *
 * @param counts by the path of the layer
 */
record LayerOutputs(Map<String, Long> counts) {
    /** Any size that kernels fit into. */
    private static final Shape MAPS = new Shape(1, 1, 64, 64);

    private static final Shape VECTORS = new Shape(1, 1);

    /** Those of a network whose parameters are not loaded yet. */
    static LayerOutputs of(Block network) {
        Map<String, Long> counts = new LinkedHashMap<>();
        layers(network)
                .forEach((path, layer) -> counts.put(
                        path, layer.getOutputShapes(new Shape[] {layer instanceof Linear ? VECTORS : MAPS})[0].get(1)));
        return new LayerOutputs(counts);
    }

    /** @throws MalformedModelException at the first layer whose loaded kernel or matrix has another number of outputs */
    void require(Block loaded) throws MalformedModelException {
        for (Map.Entry<String, Block> layer : layers(loaded).entrySet()) {
            long here = counts.get(layer.getKey());
            long there = layer.getValue()
                    .getDirectParameters()
                    .get("weight")
                    .getArray()
                    .getShape()
                    .get(0);
            if (here != there) {
                throw new MalformedModelException("the saved parameters are not those of this network: '"
                        + layer.getKey() + "' has " + here + " outputs, and " + there + " in what was saved");
            }
        }
    }

    private static Map<String, Block> layers(Block network) {
        Map<String, Block> layers = new LinkedHashMap<>();
        collect(network, "", layers);
        return layers;
    }

    private static void collect(Block block, String path, Map<String, Block> layers) {
        if (block instanceof Conv2d || block instanceof Linear) {
            layers.put(path, block);
        }
        for (Pair<String, Block> child : block.getChildren()) {
            String name = child.getKey().replaceFirst("^\\d+", ""); // DJL numbers children
            collect(child.getValue(), path.isEmpty() ? name : path + "." + name, layers);
        }
    }
}
