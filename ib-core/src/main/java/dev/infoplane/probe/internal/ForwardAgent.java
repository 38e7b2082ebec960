package dev.infoplane.probe.internal;

import ai.djl.nn.Block;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Weaves {@link ForwardHook} into the forward methods of block classes, for the life of the JVM: into those of all loaded classes at
 * the first probe, and into those of later classes as they are loaded.
 */
public final class ForwardAgent {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardAgent.class);
    private static final Set<Class<?>> WOVEN = Collections.newSetFromMap(new WeakHashMap<>());
    private static final ForwardWeaver WEAVER = new ForwardWeaver();
    private static Instrumentation instrumentation;
    private static boolean installed;

    private ForwardAgent() {}

    /** Called by the JVM for {@code -javaagent:ib-core.jar}. */
    public static void premain(String arguments, Instrumentation given) {
        remember(given);
    }

    /** Called by the JVM when the jar is attached while it runs. */
    public static void agentmain(String arguments, Instrumentation given) {
        remember(given);
    }

    private static synchronized void remember(Instrumentation given) {
        instrumentation = given;
    }

    /**
     * Weaves the hook into all block classes that are loaded, once, and from then on into those that are loaded later.
     *
     * @throws IllegalStateException if no agent can be installed in this JVM
     */
    public static synchronized void install() {
        if (installed) {
            return;
        }
        if (instrumentation == null) {
            instrumentation = attach();
        }
        instrumentation.addTransformer(WEAVER, true);
        installed = true;
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (Block.class.isAssignableFrom(type)) {
                weaveIfPossible(type);
            }
        }
    }

    /** Nobody may ever probe a block of this class, so that a failure is no error yet. */
    private static void weaveIfPossible(Class<?> type) {
        try {
            weave(type);
        } catch (IllegalStateException e) {
            LOG.debug("blocks of {} cannot be probed: {}", type.getName(), e.getMessage());
        }
    }

    /**
     * Makes sure that the hook is in the forward methods that a class itself declares.
     *
     * @throws IllegalStateException if it cannot be woven into that class
     */
    public static synchronized void weave(Class<?> type) {
        if (WOVEN.contains(type) || !declaresForward(type)) {
            return;
        }
        if (!ForwardWeaver.seesTheHook(type.getClassLoader())) {
            throw new IllegalStateException("the class loader of " + type.getName()
                    + " does not see Infoplane, or sees another copy of it, so that its blocks cannot be probed");
        }
        try {
            instrumentation.retransformClasses(type);
        } catch (UnmodifiableClassException | LinkageError e) {
            throw new IllegalStateException("cannot weave the hook into " + type.getName(), e);
        }
        WEAVER.takeFailure(type.getName()).ifPresent(e -> {
            throw new IllegalStateException("cannot weave the hook into " + type.getName(), e);
        });
        WOVEN.add(type);
    }

    private static boolean declaresForward(Class<?> type) {
        try {
            return Arrays.stream(type.getDeclaredMethods()).anyMatch(ForwardWeaver::isForward);
        } catch (LinkageError e) {
            return false; // one of its methods names a class that is not there: it cannot be a block that runs
        }
    }

    private static Instrumentation attach() {
        try {
            return ByteBuddyAgent.install();
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException(
                    "probes need a Java agent and this JVM does not let one be attached while it runs ("
                            + e.getMessage() + "); start it with -javaagent:PATH/TO/ib-core.jar",
                    e);
        }
    }
}
