package dev.infoplane.probe.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.SymbolBlock;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which inner modules a TorchScript block exposes, see {@code TorchScript}, and how to ask for their values. */
public final class TorchModules {
    /** The method that an exposed archive has beside its forward. */
    public static final String PROBE = "infoplane_probe";

    /** The method that lists what an exposed archive gives out. */
    public static final String POINTS = "infoplane_points";

    /** What the engine's blocks of TorchScript are called; the engine itself is not needed to compile. */
    public static final String BLOCK_TYPE = "PtSymbolBlock";

    private static final Logger LOG = LoggerFactory.getLogger(TorchModules.class);
    private static final Map<Block, List<TorchModule>> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    private TorchModules() {}

    /** The exposed modules of a block, in the order of the values it gives besides; none for any other block. */
    public static List<TorchModule> of(Block block) {
        return block instanceof SymbolBlock ? KNOWN.computeIfAbsent(block, TorchModules::ask) : List.of();
    }

    /** Runs a block once as it is if it never ran: it takes its description of inputs and outputs from its first pass. */
    public static void describe(Block block, NDList inputs) {
        try {
            Field first = block.getClass().getDeclaredField("first");
            first.setAccessible(true);
            if (first.getBoolean(block)) {
                block.forward(null, inputs, false).close();
            }
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new IllegalStateException("cannot look into a TorchScript block: " + e, e);
        }
    }

    /** Inputs that make the engine run the method that gives the modules' values too; the last of them is a mark to close. */
    static NDList asking(NDList inputs) {
        NDArray mark = inputs.head().getManager().create(0f);
        mark.setName("module_method:" + PROBE);
        NDList asking = new NDList(inputs);
        asking.add(mark);
        return asking;
    }

    /** Asks by a method of the engine that leaves no trace in the block. */
    private static List<TorchModule> ask(Block block) {
        if (!block.getClass().getSimpleName().equals(BLOCK_TYPE)) {
            return List.of();
        }
        try {
            ClassLoader loader = block.getClass().getClassLoader();
            Class<?> value = Class.forName("ai.djl.pytorch.jni.IValue", true, loader);
            Class<?> values = Array.newInstance(value, 0).getClass();
            Method run = Class.forName("ai.djl.pytorch.jni.IValueUtils", true, loader)
                    .getMethod("runMethod", block.getClass(), String.class, values);
            try (AutoCloseable answer = (AutoCloseable) run.invoke(null, block, POINTS, Array.newInstance(value, 0))) {
                String paths = (String) value.getMethod("toStringValue").invoke(answer);
                return Arrays.stream(paths.split(";")).map(TorchModule::new).toList();
            }
        } catch (InvocationTargetException e) {
            return List.of(); // the module has no such method: nothing is exposed
        } catch (Exception e) {
            LOG.warn("a TorchScript block cannot be asked for what it exposes: {}", e.toString());
            return List.of();
        }
    }
}
