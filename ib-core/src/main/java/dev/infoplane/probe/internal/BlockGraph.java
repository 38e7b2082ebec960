package dev.infoplane.probe.internal;

import ai.djl.nn.AbstractBaseBlock;
import ai.djl.nn.Block;
import ai.djl.nn.BlockList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The blocks a block can call: its children, and those it keeps in fields, lists, maps, arrays and optionals of its own. */
public final class BlockGraph {
    private BlockGraph() {}

    /** All blocks that can be reached, the root first. */
    public static Set<Block> reachable(Block root) {
        Set<Block> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (seen.add(next)) { // a collection can contain itself
                if (next instanceof Block block) {
                    found.add(block);
                }
                within(next).filter(BlockGraph::leadsOn).forEach(open::add);
            }
        }
        return found;
    }

    /** The registered children; none of a block that cannot say. */
    public static BlockList children(Block block) {
        try {
            return block.getChildren();
        } catch (RuntimeException e) {
            return new BlockList();
        }
    }

    private static boolean leadsOn(Object value) {
        return value instanceof Block
                || value instanceof Collection<?>
                || value instanceof Map<?, ?>
                || value instanceof Optional<?>
                || value instanceof Object[];
    }

    private static Stream<?> within(Object value) {
        if (value instanceof Block block) {
            return Stream.concat(
                    children(block).values().stream(),
                    Fields.of(block, AbstractBaseBlock.class).stream().map(Fields.Held::value));
        } else if (value instanceof Object[] array) {
            return Arrays.stream(array);
        } else if (value instanceof Optional<?> one) {
            return one.stream();
        }
        return copy(value instanceof Map<?, ?> map ? map::values : () -> (Collection<?>) value).stream();
    }

    /** What a collection holds; nothing if it is one of somebody's own that does not let itself be read. */
    private static List<?> copy(Supplier<Collection<?>> collection) {
        try {
            return new ArrayList<>(collection.get());
        } catch (RuntimeException e) {
            return List.of();
        }
    }
}
