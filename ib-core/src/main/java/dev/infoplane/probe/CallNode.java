package dev.infoplane.probe;

import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One call of one block within one call of its parent. The tree of these grows as new calls are seen, so that a block that is
 * shared, or called twice, has one path a call: the n-th call within the parent takes the n-th name under which the parent
 * holds the block, and further calls are numbered {@code name@2}, {@code name@3}. A block that takes the place of a child takes
 * its path; one that is made anew in every pass takes that of the one before it, which is then forgotten.
 */
final class CallNode {
    final CallNode parent;
    Block block;
    final Walk.Site site;
    int depth;

    private final Walk.Visitor visitor;
    private final String path;
    private final List<CallNode> calls = new ArrayList<>();
    private List<BlockNames.Slot> slots;
    private CallNode earlier;
    private boolean used;
    private boolean passing;
    private int next;

    CallNode(CallNode parent, Block block, String path, Walk.Visitor visitor) {
        this.parent = parent;
        this.block = block;
        this.path = path;
        this.visitor = visitor;
        this.site = visitor.reached(path, block);
    }

    void begin() {
        depth = 1;
        next = 0;
        for (CallNode call : calls) {
            call.used = false;
        }
    }

    /** The node of the next call of a child: of the nodes of that block, the first that had no call in this pass. */
    CallNode call(Block child) {
        int expected = next < calls.size() && calls.get(next).isNextOf(child) ? next : 0;
        for (int i = expected; i < calls.size(); i++) {
            if (calls.get(i).isNextOf(child)) {
                calls.get(i).used = true;
                next = i + 1;
                return calls.get(i);
            }
        }
        if (slots == null || isStranger(child)) {
            slots = BlockNames.ofChildren(block); // a child may have been put in another's place
        }
        String name = nameOf(child);
        for (CallNode call : calls) {
            if (!call.used && call.block.getClass() == child.getClass() && takesThePlaceOf(call, child, name)) {
                call.block = child;
                call.used = true;
                return call;
            }
        }
        CallNode fresh = new CallNode(this, child, path.isEmpty() ? name : path + "." + name, visitor);
        for (CallNode call : calls) {
            fresh.earlier = call.block == child ? call : fresh.earlier;
        }
        fresh.used = true;
        fresh.passing = isStranger(child)
                && !(child instanceof TorchModule)
                && !BlockGraph.reachable(block).contains(child);
        calls.add(fresh);
        next = calls.size();
        return fresh;
    }

    /** One stranger made anew that of another, one child that of a former one of its name. */
    private boolean takesThePlaceOf(CallNode call, Block child, String name) {
        return isStranger(child)
                ? call.passing
                : isStranger(call.block) && call.name().equals(name);
    }

    private boolean isStranger(Block child) {
        return slots.stream().noneMatch(slot -> slot.block() == child);
    }

    private boolean isNextOf(Block child) {
        return block == child && !used && (earlier == null || earlier.used);
    }

    private String nameOf(Block child) {
        List<String> names = slots.stream()
                .filter(s -> s.block() == child)
                .map(BlockNames.Slot::name)
                .toList();
        if (names.isEmpty()) {
            names = List.of(nameOfStranger(child));
        }
        int earlier = (int) calls.stream().filter(c -> c.block == child).count();
        String name = names.get(earlier % names.size());
        int round = earlier / names.size() + 1;
        return round == 1 ? name : name + "@" + round;
    }

    /** A block that is called here but is not among the children: its type, numbered if that is taken. */
    private String nameOfStranger(Block child) {
        if (child instanceof TorchModule module) {
            return module.getName();
        }
        Set<String> taken = new HashSet<>();
        slots.forEach(s -> taken.add(s.name()));
        for (CallNode call : calls) {
            if (call.block == child) {
                return call.name();
            }
            taken.add(call.name());
        }
        String type = BlockNames.typeName(child);
        String name = type;
        for (int n = 2; taken.contains(name); n++) {
            name = type + "#" + n;
        }
        return name;
    }

    private String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
