package dev.infoplane.probe.internal;

import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One call of one block within one call of its parent. The tree of these grows as new calls are seen, so that a block that is
 * shared, or called twice, has one path a call: the n-th call within the parent takes the n-th name under which the parent
 * holds the block, and further calls are numbered {@code name@2}, {@code name@3}. A block that is no child is named after
 * the place where it is kept ({@link BlockLocations}), else after its type. A block that replaces another inherits its path; one
 * that is created again in every pass inherits the path of its predecessor, which is then forgotten.
 */
final class CallNode {
    final CallNode parent;
    Block block;
    final CallTracker.Site site;
    int depth;

    private final CallTracker.Visitor visitor;
    private final String path;
    private final boolean lasting;
    private final List<CallNode> calls = new ArrayList<>();
    private List<BlockNames.Slot> slots;
    private Optional<BlockOwners> kept = Optional.empty();
    private CallNode earlier;
    private boolean used;
    private int next;

    /** @param lasting whether the path is the block's by the place at which it is kept */
    CallNode(CallNode parent, Block block, String path, boolean lasting, CallTracker.Visitor visitor) {
        this.parent = parent;
        this.block = block;
        this.path = path;
        this.lasting = lasting;
        this.visitor = visitor;
        visitor.met(path, block, lasting);
        this.site = visitor.reached(path, block);
    }

    void begin() {
        depth = 1;
        next = 0;
        kept = Optional.empty();
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
        Optional<String> place = placeOf(child);
        String name = numbered(child, place.orElseGet(() -> typeOf(child)));
        for (CallNode call : calls) {
            if (!call.used
                    && call.block.getClass() == child.getClass()
                    && (place.isPresent() ? call.isLeftFor(name) : !call.lasting)) {
                call.block = child;
                call.used = true;
                visitor.met(call.path, child, call.lasting);
                return call;
            }
        }
        String below = path.isEmpty() ? name : path + "." + name;
        CallNode fresh = new CallNode(this, child, below, place.isPresent(), visitor);
        for (CallNode call : calls) {
            fresh.earlier = call.block == child ? call : fresh.earlier;
        }
        fresh.used = true;
        calls.add(fresh);
        next = calls.size();
        return fresh;
    }

    /** Whether this call has a name at which its block is no longer kept. */
    private boolean isLeftFor(String name) {
        return lasting && name().equals(name) && !parent.keeps(block, name.replaceAll("@\\d+$", ""));
    }

    private boolean keeps(Block child, String name) {
        return isStranger(child)
                ? BlockOwners.find(this, child).equals(Optional.of(name))
                : slots.stream().anyMatch(s -> s.block() == child && s.name().equals(name));
    }

    /** What is kept in the network below, as it is when first asked in a call: many may ask whom it does not keep. */
    BlockOwners kept() {
        if (kept.isEmpty()) {
            kept = Optional.of(new BlockOwners(block));
        }
        return kept.get();
    }

    private boolean isStranger(Block child) {
        return slots.stream().noneMatch(slot -> slot.block() == child);
    }

    private boolean isNextOf(Block child) {
        return block == child && !used && (earlier == null || earlier.used);
    }

    /** The name under which a block is kept, here or elsewhere in the network; of several, the one whose turn it is. */
    private Optional<String> placeOf(Block child) {
        if (child instanceof TorchModule module) {
            return Optional.of(module.getName());
        }
        List<String> names = slots.stream()
                .filter(s -> s.block() == child)
                .map(BlockNames.Slot::name)
                .toList();
        if (!names.isEmpty()) {
            return Optional.of(names.get((int) callsOf(child) % names.size()));
        }
        return BlockOwners.find(this, child);
    }

    private long callsOf(Block child) {
        return calls.stream().filter(c -> c.block == child).count();
    }

    private String numbered(Block child, String name) {
        long round = callsOf(child)
                        / Math.max(
                                1,
                                slots.stream().filter(s -> s.block() == child).count())
                + 1;
        return round == 1 ? name : name + "@" + round;
    }

    /** The type of a block that is kept nowhere, numbered if that is taken. */
    private String typeOf(Block child) {
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
