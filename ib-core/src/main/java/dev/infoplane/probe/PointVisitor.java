package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.infoplane.probe.internal.BlockNames;
import dev.infoplane.probe.internal.CallTracker;
import dev.infoplane.probe.internal.Port;
import dev.infoplane.probe.internal.session.BlockHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Does something with the values at hook points; what, is decided when a point is first reached. */
abstract class PointVisitor implements CallTracker.Visitor {
    private static final UnaryOperator<NDArray> UNDECIDED = value -> value;

    private final Map<Block, Long> parameters = new IdentityHashMap<>();

    private BlockHistory identities = new BlockHistory();

    /** Remembers the blocks it meets together with other visitors. */
    final void rememberIn(BlockHistory shared) {
        identities = shared;
    }

    final BlockHistory identities() {
        return identities;
    }

    @Override
    public final void met(String path, Block block, boolean lasting) {
        identities.meet(path, block, lasting);
    }

    /** What to do with the value at a point, returning it or what shall take its place; null for nothing. */
    abstract UnaryOperator<NDArray> actionAt(HookPoint point);

    @Override
    public final CallTracker.Site reached(String path, Block block) {
        Actions inputs = new Actions(path, block, true);
        Actions outputs = new Actions(path, block, false);
        return new CallTracker.Site() {
            @Override
            public NDList entering(NDList values) {
                return inputs.apply(values);
            }

            @Override
            public NDList leaving(NDList values) {
                return outputs.apply(values);
            }
        };
    }

    private final class Actions {
        private final String path;
        private final Block block;
        private final boolean input;
        private final List<UnaryOperator<NDArray>> actions = new ArrayList<>();

        Actions(String path, Block block, boolean input) {
            this.path = path;
            this.block = block;
            this.input = input;
        }

        /** Empty places ({@code null}) in a list are not hook points and stay empty; a missing list stays missing. */
        NDList apply(NDList values) {
            NDList seen = values;
            for (int i = 0; values != null && i < values.size(); i++) {
                NDArray value = values.get(i);
                if (value == null) {
                    continue;
                }
                UnaryOperator<NDArray> action = action(i, value);
                NDArray next = action == null ? value : action.apply(value);
                if (next != value) {
                    seen = seen == values ? new NDList(values) : seen;
                    next.setName(value.getName());
                    seen.set(i, next);
                }
            }
            return seen;
        }

        private UnaryOperator<NDArray> action(int array, NDArray value) {
            while (actions.size() <= array) {
                actions.add(UNDECIDED);
            }
            if (actions.get(array) == UNDECIDED) {
                actions.set(array, actionAt(point(array, value)));
            }
            return actions.get(array);
        }

        private HookPoint point(int array, NDArray value) {
            String name = new Port(path, input, array).path();
            return new HookPoint(name, BlockNames.typeName(block), value.getShape(), parameters(block));
        }
    }

    private long parameters(Block block) {
        return parameters.computeIfAbsent(block, PointVisitor::count);
    }

    /** How many numbers a block has, with its children; those of a parameter that is shared count once. */
    private static long count(Block block) {
        try {
            Set<Parameter> all = Collections.newSetFromMap(new IdentityHashMap<>());
            collect(block, all);
            return all.stream()
                    .filter(Parameter::isInitialized)
                    .mapToLong(p -> p.getArray().size())
                    .sum();
        } catch (RuntimeException e) {
            return HookPoint.UNKNOWN; // some engines do not say
        }
    }

    private static void collect(Block block, Set<Parameter> all) {
        all.addAll(block.getDirectParameters().values());
        block.getChildren().values().forEach(child -> collect(child, all));
    }
}
