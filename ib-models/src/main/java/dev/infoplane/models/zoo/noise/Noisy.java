package dev.infoplane.models.zoo.noise;

import ai.djl.nn.Block;
import dev.infoplane.models.zoo.internal.NamedSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Noisy variants of networks of the zoo. */
public final class Noisy {
    private Noisy() {}

    /**
     * Adds noise behind a block of a network that is not initialised yet. The clean value stays the hook point {@code stage2.out}; the noisy
     * one, which the network goes on with, is {@code stage2Noise.out}. Names and saved bytes of all other parameters stay as they
     * are, so that the network loads the weights of the clean one if the noise is Gaussian.
     *
     * @param network of this zoo, changed by this call
     * @param point path of a block, such as {@code stage2} or {@code stage1.unit2}
     * @return the network
     * @throws IllegalArgumentException if there is no such block, listing those that can be followed by noise
     */
    public static Block at(Block network, String point, Noise noise) {
        List<String> parts = List.of(point.split("[.]", -1));
        String name = parts.get(parts.size() - 1);
        NamedSequence parent = parent(network, point, parts.subList(0, parts.size() - 1));
        if (!parent.names().contains(name) || name.endsWith("Noise")) {
            throw none(network, point);
        }
        if (parent.names().contains(name + "Noise")) {
            throw new IllegalArgumentException("there is noise behind '" + point + "' already");
        }
        if (network.isInitialized()) {
            throw new IllegalArgumentException("add noise before the network is initialised");
        }
        parent.insertAfter(name, name + "Noise", noise.block());
        return network;
    }

    private static NamedSequence parent(Block network, String point, List<String> path) {
        Block block = network;
        for (String part : path) {
            block = children(block).getOrDefault(part, network);
            if (block == network) {
                throw none(network, point);
            }
        }
        if (block instanceof NamedSequence sequence) {
            return sequence;
        }
        throw none(network, point);
    }

    private static IllegalArgumentException none(Block network, String point) {
        Set<String> points = new TreeSet<>();
        collect(network, "", points);
        return new IllegalArgumentException(
                "noise cannot be added behind '" + point + "'; it can be behind " + new ArrayList<>(points));
    }

    private static void collect(Block block, String prefix, Set<String> points) {
        children(block).forEach((name, child) -> {
            if (block instanceof NamedSequence && !name.endsWith("Noise")) {
                points.add(prefix + name);
            }
            collect(child, prefix + name + ".", points);
        });
    }

    /** Children by name, without the number that DJL puts in front. */
    private static Map<String, Block> children(Block block) {
        Map<String, Block> children = new LinkedHashMap<>();
        block.getChildren().forEach(child -> children.put(child.getKey().substring(2), child.getValue()));
        return children;
    }
}
