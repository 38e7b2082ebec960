package dev.infoplane.probe.internal;

import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The names of a block's children, free of positions where that leaves them unique. */
public final class BlockNames {
    private static final Pattern MEANT = Pattern.compile("[.*?@#\\s]");

    private BlockNames() {}

    /** A child and its name. */
    public record Slot(String name, Block block) {}

    /** One slot a child, in the order of the parent's list; the same block may fill several. */
    public static List<Slot> ofChildren(Block parent) {
        List<String> bare = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        for (Pair<String, Block> child : BlockGraph.children(parent)) {
            bare.add(bareName(child.getKey(), blocks.size() + 1, child.getValue()));
            blocks.add(child.getValue());
        }
        Map<String, Integer> total = new HashMap<>();
        bare.forEach(name -> total.merge(name, 1, Integer::sum));
        Map<String, Integer> seen = new HashMap<>();
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            String name = bare.get(i);
            int number = seen.merge(name, 1, Integer::sum);
            slots.add(new Slot(total.get(name) == 1 ? name : name + "#" + number, blocks.get(i)));
        }
        return slots;
    }

    /** The simple name of a block's class, or of its superclass if it has none. */
    public static String typeName(Block block) {
        Class<?> type = block.getClass();
        while (type.getSimpleName().isEmpty()) {
            type = type.getSuperclass();
        }
        return type == Object.class ? "Block" : type.getSimpleName();
    }

    private static String bareName(String key, int position, Block block) {
        String prefix = (position < 10 ? "0" : "") + position;
        String name = key.startsWith(prefix) ? key.substring(prefix.length()) : key;
        if (block instanceof LambdaBlock lambda && name.equals("LambdaBlock") && isMeant(lambda.getName())) {
            name = lambda.getName();
        }
        return name.isBlank() ? typeName(block) : plain(name);
    }

    /** Without the characters that have a meaning in paths and globs. */
    public static String plain(String name) {
        return MEANT.matcher(name).replaceAll("_");
    }

    /** Whether somebody chose this name: a singleton's default is the name of a generated class, which changes. */
    private static boolean isMeant(String lambda) {
        return !lambda.equals(LambdaBlock.DEFAULT_NAME) && !lambda.contains("$$Lambda") && !lambda.isBlank();
    }
}
