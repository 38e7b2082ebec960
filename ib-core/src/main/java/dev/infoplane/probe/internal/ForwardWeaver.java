package dev.infoplane.probe.internal;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.isSubTypeOf;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/**
 * Puts the hook into the three methods by which a block is called, distinguished from other overloads of {@code forward} by their full
 * descriptors. It stays registered, so that the hook outlives what other agents do to a class.
 */
final class ForwardWeaver implements ClassFileTransformer {
    private static final ElementMatcher.Junction<MethodDescription> CALLED =
            named("forward").and(not(isAbstract())).and(not(isStatic())).and(returns(isSubTypeOf(NDList.class)));
    private static final ElementMatcher.Junction<MethodDescription> PLAIN =
            CALLED.and(takesArguments(ParameterStore.class, NDList.class, boolean.class)
                    .or(takesArguments(ParameterStore.class, NDList.class, boolean.class, PairList.class)));
    private static final ElementMatcher.Junction<MethodDescription> LABELLED =
            CALLED.and(takesArguments(ParameterStore.class, NDList.class, NDList.class, PairList.class));
    private static final String MARK = ParameterStore.class.getName().replace('.', '/');

    private final Advice plain = Advice.to(ForwardAdvice.class);
    private final Advice labelled = Advice.to(ForwardAdvice.Labelled.class);
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();

    /** Whether a call of this method is one of its block. */
    static boolean isForward(Method method) {
        return method.getName().equals("forward")
                && PLAIN.or(LABELLED).matches(new MethodDescription.ForLoadedMethod(method));
    }

    /** Whether code of a class loader can call the hook. */
    static boolean seesTheHook(ClassLoader loader) {
        ClassLoader own = ForwardHook.class.getClassLoader();
        try {
            return loader == own
                    || Class.forName(ForwardHook.class.getName(), false, loader).getClassLoader() == own;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Why the last attempt to weave a class failed. */
    Optional<Throwable> takeFailure(String className) {
        return Optional.ofNullable(failures.remove(className));
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (name == null || loader == null || redefined == Block.class || !mentions(classFile)) {
            return null; // the interface's own methods only call the others
        }
        String className = name.replace('/', '.');
        try {
            return seesTheHook(loader) ? weave(className, loader, classFile) : null;
        } catch (RuntimeException | LinkageError e) {
            failures.put(className, e); // the JVM would swallow it
            return null;
        }
    }

    /** A quick test, because every class file is checked and few contain blocks. */
    private static boolean mentions(byte[] classFile) {
        String constants = new String(classFile, StandardCharsets.ISO_8859_1);
        return constants.contains(MARK) && constants.contains("forward");
    }

    private byte[] weave(String className, ClassLoader loader, byte[] classFile) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(className, classFile), ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type = TypePool.Default.of(locator).describe(className).resolve();
        if (type.getDeclaredMethods().filter(PLAIN.or(LABELLED)).isEmpty()) {
            return null;
        }
        return new ByteBuddy()
                .decorate(type, locator)
                .visit(plain.on(PLAIN))
                .visit(labelled.on(LABELLED))
                .make()
                .getBytes();
    }
}
