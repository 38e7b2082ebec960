package dev.infoplane.probe;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows the calls of blocks below one root on one thread and knows the path of each: every call of a block within a call of
 * its parent is a node of a tree that grows as new calls are seen, so that a block which is shared or called twice has one
 * path a call. Not safe for several threads; calls on other threads than the one that called the root are not seen.
 */
final class Walk {
    /** Says what to do at the nodes. */
    interface Visitor {
        /**
         * Asked once for each node, when it is first reached.
         *
         * @param path the path of the block, empty for the root
         * @return who hears of this node's outputs, or null
         */
        Listener planOutput(String path, Block block);
    }

    /** Hears of the values at one node, once a call. */
    interface Listener {
        void heard(NDList value);
    }

    private final Visitor visitor;
    private final Node root;
    private Node current;

    Walk(Block root, Visitor visitor) {
        this.visitor = visitor;
        this.root = new Node(null, root, "");
    }

    void entering(Block block) {
        if (current == null) {
            if (block == root.block) {
                current = root;
                root.depth = 1;
                root.begin();
            }
        } else if (current.block == block) {
            current.depth++;
        } else {
            current = current.call(block);
            current.depth = 1;
            current.begin();
        }
    }

    void leaving(Block block, NDList output, Throwable failure) {
        while (current != null && current.block != block) {
            current = current.parent;
        }
        if (current == null || --current.depth > 0) {
            return;
        }
        Node done = current;
        current = done.parent;
        if (failure == null && done.outputListener != null) {
            done.outputListener.heard(output);
        }
    }

    private final class Node {
        private final Node parent;
        private final Block block;
        private final String path;
        private final Listener outputListener;
        private final List<Node> calls = new ArrayList<>();
        private List<BlockNames.Slot> slots;
        private int depth;
        private int next;
        private boolean used;

        Node(Node parent, Block block, String path) {
            this.parent = parent;
            this.block = block;
            this.path = path;
            this.outputListener = visitor.planOutput(path, block);
        }

        void begin() {
            next = 0;
            for (Node call : calls) {
                call.used = false;
            }
        }

        /** The node of the next call of a child; calls mostly come in the order of last time. */
        Node call(Block child) {
            for (int i = 0; i < calls.size(); i++) {
                int at = (next + i) % calls.size();
                Node call = calls.get(at);
                if (call.block == child && !call.used) {
                    call.used = true;
                    next = at + 1;
                    return call;
                }
            }
            Node fresh = new Node(this, child, path.isEmpty() ? name(child) : path + "." + name(child));
            fresh.used = true;
            calls.add(fresh);
            next = calls.size();
            return fresh;
        }

        private String name(Block child) {
            if (slots == null) {
                slots = BlockNames.ofChildren(block);
            }
            List<String> names = slots.stream()
                    .filter(s -> s.block() == child)
                    .map(BlockNames.Slot::name)
                    .toList();
            int earlier = (int) calls.stream().filter(c -> c.block == child).count();
            if (names.isEmpty()) {
                names = List.of(nameOfStranger(child));
            }
            String name = names.get(earlier % names.size());
            int round = earlier / names.size() + 1;
            return round == 1 ? name : name + "@" + round;
        }

        /** A block that is called here but is not among the children: its type, numbered if that is taken. */
        private String nameOfStranger(Block child) {
            for (Node call : calls) {
                if (call.block == child) {
                    return call.name();
                }
            }
            Set<String> taken = new HashSet<>();
            slots.forEach(s -> taken.add(s.name()));
            calls.forEach(c -> taken.add(c.name()));
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
}
