package dev.infoplane.probe;

import ai.djl.nn.AbstractBaseBlock;
import ai.djl.nn.Block;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The blocks a block can call: its children, and those it keeps in fields, lists, maps and arrays of its own. */
final class BlockGraph {
    private BlockGraph() {}

    /** All blocks that can be reached, the root first. */
    static Set<Block> reachable(Block root) {
        Set<Block> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Block> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Block block = open.pop();
            if (found.add(block)) {
                open.addAll(block.getChildren().values());
                open.addAll(held(block));
            }
        }
        return found;
    }

    private static List<Block> held(Block parent) {
        List<Block> held = new ArrayList<>();
        for (Class<?> c = parent.getClass(); c != null && c != AbstractBaseBlock.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    collect(read(field, parent), held);
                }
            }
        }
        return held;
    }

    private static void collect(Object value, List<Block> into) {
        if (value instanceof Block block) {
            into.add(block);
        } else if (value instanceof Collection<?> many) {
            many.forEach(v -> collect(v, into));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(v -> collect(v, into));
        } else if (value instanceof Object[] array) {
            Arrays.asList(array).forEach(v -> collect(v, into));
        }
    }

    /** The value of a field, or null where the module system forbids to look. */
    private static Object read(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            return null;
        }
    }
}
