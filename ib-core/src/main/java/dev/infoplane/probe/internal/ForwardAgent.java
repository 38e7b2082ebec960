package dev.infoplane.probe.internal;

import static net.bytebuddy.matcher.ElementMatchers.is;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.utility.JavaModule;

/** Weaves {@link ForwardHook} into the forward methods of block classes, once a class and for the life of the JVM. */
public final class ForwardAgent {
    private static final Set<Class<?>> WOVEN = Collections.newSetFromMap(new WeakHashMap<>());
    private static Instrumentation instrumentation;

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
     * Weaves the hook into the forward methods that a class itself declares.
     *
     * @throws IllegalStateException if no agent can be installed in this JVM
     */
    public static synchronized void weave(Class<? extends Block> type) {
        if (WOVEN.contains(type)) {
            return;
        }
        requireVisible(type);
        if (instrumentation == null) {
            instrumentation = install();
        }
        AtomicReference<Throwable> failure = new AtomicReference<>();
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .with(new AgentBuilder.RedefinitionStrategy.DiscoveryStrategy.Explicit(type))
                .with(new FailureListener(failure))
                .type(is(type))
                .transform((builder, t, loader, module, domain) -> builder.visit(Advice.to(ForwardAdvice.class)
                                .on(named("forward")
                                        .and(not(isAbstract()))
                                        .and(takesArguments(4))
                                        .and(takesArgument(2, boolean.class))))
                        .visit(Advice.to(ForwardAdvice.Labelled.class)
                                .on(named("forward")
                                        .and(not(isAbstract()))
                                        .and(takesArguments(4))
                                        .and(takesArgument(2, NDList.class)))))
                .installOn(instrumentation);
        if (failure.get() != null) {
            throw new IllegalStateException("cannot weave the hook into " + type.getName(), failure.get());
        }
        WOVEN.add(type);
    }

    private static Instrumentation install() {
        try {
            return ByteBuddyAgent.install();
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException(
                    "probes need a Java agent and this JVM does not let one be attached while it runs ("
                            + e.getMessage() + "); start it with -javaagent:PATH/TO/ib-core.jar",
                    e);
        }
    }

    private static void requireVisible(Class<?> type) {
        try {
            if (Class.forName(ForwardHook.class.getName(), false, type.getClassLoader()) == ForwardHook.class) {
                return;
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the class loader of " + type.getName() + " does not see Infoplane", e);
        }
        throw new IllegalStateException("the class loader of " + type.getName() + " sees another copy of Infoplane");
    }

    /** Keeps the first failure of a transformation, which the agent builder would swallow. */
    private static final class FailureListener extends AgentBuilder.Listener.Adapter {
        private final AtomicReference<Throwable> failure;

        FailureListener(AtomicReference<Throwable> failure) {
            this.failure = failure;
        }

        @Override
        public void onError(String type, ClassLoader loader, JavaModule module, boolean loaded, Throwable t) {
            failure.compareAndSet(null, t);
        }
    }
}
