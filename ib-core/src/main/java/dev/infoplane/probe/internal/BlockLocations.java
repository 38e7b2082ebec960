package dev.infoplane.probe.internal;

import ai.djl.nn.AbstractBaseBlock;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Where somebody keeps blocks that are no registered children: the field, with the index or key within its list, map or array,
 * as in {@code experts[0]} or {@code router/experts[left]}. The name depends on where a block is, never on when it is called.
 */
public final class BlockLocations {
    /** The most objects that are searched below one owner; the search ends there. */
    private static final int MOST_LOOKED_AT = 20_000;

    private final Map<Block, String> names = new IdentityHashMap<>();
    private final List<Block> inOrder = new ArrayList<>();
    private final Set<Block> passing = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> taken = new HashSet<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Entry> open = new ArrayDeque<>();

    /** Something at a place; {@code fleeting} if a field that holds now one and now another leads straight to it. */
    private record Entry(String place, Object value, boolean fleeting) {}

    private BlockLocations(Object owner, Collection<Fields.Held> fields, Collection<String> children) {
        seen.add(owner);
        taken.addAll(children);
        fields.forEach(f -> open.add(new Entry(plain(f.name()), f.value(), !f.isFinal())));
        while (!open.isEmpty() && seen.size() < MOST_LOOKED_AT) {
            visit(open.remove());
        }
    }

    /** The places of the blocks that a block keeps in its fields. The nearest one counts, unless it changes hands. */
    public static List<BlockNames.Slot> of(Block owner) {
        List<String> children =
                BlockNames.ofChildren(owner).stream().map(BlockNames.Slot::name).toList();
        Class<?> registers = owner instanceof AbstractBlock ? AbstractBlock.class : AbstractBaseBlock.class;
        return new BlockLocations(owner, Fields.of(owner, registers), children).slots();
    }

    /** The places of the blocks that a class keeps in static fields. */
    static List<BlockNames.Slot> ofClass(Class<?> type) {
        return isSomebodys(type) ? new BlockLocations(type, Fields.ofClass(type), List.of()).slots() : List.of();
    }

    private List<BlockNames.Slot> slots() {
        return inOrder.stream()
                .map(block -> new BlockNames.Slot(names.get(block), block))
                .toList();
    }

    private void visit(Entry entry) {
        if (entry.value instanceof Block block && !seen.contains(block)) {
            found(block, entry);
        } else if (entry.value != null
                && !(entry.value instanceof Block)
                && leadsOn(entry.value.getClass())
                && seen.add(entry.value)) {
            within(entry).forEach(open::add);
        }
    }

    private void found(Block block, Entry entry) {
        if (names.containsKey(block) && (entry.fleeting || !passing.remove(block))) {
            return;
        }
        if (entry.fleeting) {
            passing.add(block);
        }
        String name = entry.place;
        for (int n = 2; !taken.add(name); n++) {
            name = entry.place + "#" + n;
        }
        if (names.put(block, name) == null) {
            inOrder.add(block);
        }
    }

    private static boolean leadsOn(Class<?> type) {
        return Object[].class.isAssignableFrom(type)
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || Map.Entry.class.isAssignableFrom(type)
                || Reference.class.isAssignableFrom(type)
                || Set.of(Optional.class, AtomicReference.class, AtomicReferenceArray.class)
                        .contains(type)
                || Pair.class.isAssignableFrom(type)
                || PairList.class.isAssignableFrom(type)
                || isSomebodys(type);
    }

    /** Whether a type belongs neither to Java nor to DJL, whose objects hold no blocks that were not already searched. */
    private static boolean isSomebodys(Class<?> type) {
        return !type.isArray()
                && !type.isEnum()
                && type.getClassLoader() != null
                && type.getClassLoader() != ClassLoader.getPlatformClassLoader()
                && !type.getName().startsWith("ai.djl.");
    }

    private static List<Entry> within(Entry entry) {
        String at = entry.place;
        Object value = entry.value;
        try {
            if (value instanceof Object[] array) {
                return numbered(at, Arrays.asList(array));
            } else if (value instanceof Collection<?> all) {
                return numbered(at, ordered(all));
            } else if (value instanceof Map<?, ?> map) {
                return keyed(at, map);
            } else if (value instanceof PairList<?, ?> pairs) {
                return numbered(at, pairs.values());
            } else if (value instanceof AtomicReferenceArray<?> array) {
                List<Object> all = new ArrayList<>();
                for (int i = 0; i < array.length(); i++) {
                    all.add(array.get(i));
                }
                return numbered(at, all);
            } else if (value instanceof Optional<?> one) {
                return List.of(new Entry(at, one.orElse(null), entry.fleeting));
            } else if (value instanceof AtomicReference<?> one) {
                return List.of(new Entry(at, one.get(), true));
            } else if (value instanceof Reference<?> one) {
                return List.of(new Entry(at, one.get(), true));
            } else if (value instanceof Map.Entry<?, ?> pair) {
                return List.of(new Entry(at, pair.getValue(), false), new Entry(at + "/key", pair.getKey(), false));
            } else if (value instanceof Pair<?, ?> pair) {
                return List.of(new Entry(at, pair.getValue(), false), new Entry(at + "/key", pair.getKey(), false));
            }
            return Fields.of(value, Object.class).stream()
                    .map(f -> new Entry(at + "/" + plain(f.name()), f.value(), !f.isFinal()))
                    .toList();
        } catch (RuntimeException e) {
            return List.of(); // one of somebody's own that does not let itself be read
        }
    }

    private static List<Entry> numbered(String at, List<?> all) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            entries.add(new Entry(at + "[" + i + "]", all.get(i), false));
        }
        return entries;
    }

    /** The elements in their order; none for an unordered set, whose elements cannot be distinguished, unless it has only one. */
    private static List<?> ordered(Collection<?> all) {
        boolean hasOrder = !(all instanceof Set) || all instanceof SortedSet || all instanceof LinkedHashSet;
        return hasOrder || all.size() == 1 ? new ArrayList<>(all) : List.of();
    }

    /** By key if that has a name that stays, else by position if the map has an order. */
    private static List<Entry> keyed(String at, Map<?, ?> map) {
        boolean named = map.keySet().stream().allMatch(BlockLocations::isName);
        if (!named) {
            boolean hasOrder = map instanceof SortedMap || map instanceof LinkedHashMap || map.size() == 1;
            return hasOrder ? numbered(at, new ArrayList<>(map.values())) : List.of();
        }
        return map.entrySet().stream()
                .map(e -> new Entry(at + "[" + plain(String.valueOf(e.getKey())) + "]", e.getValue(), false))
                .sorted(Comparator.comparing(Entry::place))
                .toList();
    }

    private static boolean isName(Object key) {
        return key == null
                || key instanceof CharSequence
                || key instanceof Number
                || key instanceof Boolean
                || key instanceof Character
                || key instanceof Enum<?>;
    }

    /** As a part of a path, without what has a meaning there. */
    private static String plain(String name) {
        return BlockNames.plain(name.startsWith("val$") ? name.substring("val$".length()) : name)
                .replace('[', '_')
                .replace(']', '_')
                .replace('/', '_');
    }
}
