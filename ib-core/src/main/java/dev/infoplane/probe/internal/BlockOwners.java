package dev.infoplane.probe.internal;

import ai.djl.nn.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds a name for a block that is called by one that has not registered it, by who else in the network keeps it. */
final class BlockOwners {
    private final Map<Block, String> names = new IdentityHashMap<>();

    /** All blocks of a network, each named after the shortest way from the root. */
    BlockOwners(Block root) {
        Deque<BlockNames.Slot> open = new ArrayDeque<>(List.of(new BlockNames.Slot("", root)));
        while (!open.isEmpty()) {
            BlockNames.Slot next = open.remove();
            if (names.putIfAbsent(next.block(), next.name()) == null) {
                String prefix = next.name().isEmpty() ? "" : next.name() + "/";
                keptBy(next.block()).forEach(s -> open.add(new BlockNames.Slot(prefix + s.name(), s.block())));
            }
        }
    }

    private Optional<String> nameOf(Block block) {
        return Optional.ofNullable(names.get(block));
    }

    /** Searches the running blocks, nearest first, then the rest of the network, then static fields. */
    static Optional<String> find(CallNode caller, Block wanted) {
        Set<String> nearer = new HashSet<>();
        CallNode root = caller;
        for (CallNode node = caller; node != null; node = node.parent) {
            List<BlockNames.Slot> kept = keptBy(node.block);
            Optional<String> name = nameIn(kept, wanted);
            if (name.isPresent()) {
                String keeper = BlockNames.typeName(node.block);
                return name.map(n -> nearer.contains(n) ? keeper + "/" + n : n);
            }
            kept.forEach(slot -> nearer.add(slot.name()));
            root = node;
        }
        Optional<String> elsewhere = root.kept().nameOf(wanted);
        return elsewhere.isPresent() ? elsewhere : inStatics(caller, wanted);
    }

    private static List<BlockNames.Slot> keptBy(Block block) {
        List<BlockNames.Slot> kept = new ArrayList<>(BlockNames.ofChildren(block));
        kept.addAll(BlockLocations.of(block));
        return kept;
    }

    private static Optional<String> nameIn(List<BlockNames.Slot> kept, Block wanted) {
        return kept.stream()
                .filter(slot -> slot.block() == wanted)
                .map(BlockNames.Slot::name)
                .findFirst();
    }

    private static Optional<String> inStatics(CallNode caller, Block wanted) {
        for (CallNode node = caller; node != null; node = node.parent) {
            for (Class<?> c = node.block.getClass(); c != null; c = c.getSuperclass()) {
                Optional<String> name = nameIn(BlockLocations.ofClass(c), wanted);
                if (name.isPresent()) {
                    return Optional.of(c.getSimpleName() + "/" + name.get());
                }
            }
        }
        return Optional.empty();
    }
}
