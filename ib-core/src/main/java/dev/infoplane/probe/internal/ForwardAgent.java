package dev.infoplane.probe.internal;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;

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
        Weaver weaver = new Weaver(type);
        instrumentation.addTransformer(weaver, true);
        try {
            instrumentation.retransformClasses(type);
        } catch (UnmodifiableClassException e) {
            weaver.failure = e;
        }
        if (weaver.failure != null) {
            instrumentation.removeTransformer(weaver);
            throw new IllegalStateException("cannot weave the hook into " + type.getName(), weaver.failure);
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

    /** Stays registered, so that the hook outlives what other agents do to the class. */
    private static final class Weaver implements ClassFileTransformer {
        private final WeakReference<Class<?>> type;
        private Throwable failure;

        Weaver(Class<?> type) {
            this.type = new WeakReference<>(type);
        }

        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
            if (redefined == null || redefined != type.get()) {
                return null;
            }
            try {
                ClassFileLocator locator = new ClassFileLocator.Compound(
                        ClassFileLocator.Simple.of(redefined.getName(), classFile),
                        ClassFileLocator.ForClassLoader.of(loader));
                ElementMatcher.Junction<MethodDescription> forward =
                        named("forward").and(not(isAbstract())).and(takesArguments(4));
                return new ByteBuddy()
                        .decorate(redefined, locator)
                        .visit(Advice.to(ForwardAdvice.class).on(forward.and(takesArgument(2, boolean.class))))
                        .visit(Advice.to(ForwardAdvice.Labelled.class).on(forward.and(takesArgument(2, NDList.class))))
                        .make()
                        .getBytes();
            } catch (RuntimeException | LinkageError e) {
                failure = e; // the JVM would swallow it
                return null;
            }
        }
    }
}
