package dev.infoplane.probe;

import ai.djl.engine.Engine;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many threads share one operation of the engine. PyTorch takes all cores unless told otherwise. On small networks these
 * threads mostly wait for each other; beside any other busy process a training step can then take more than ten times as
 * long. The number of threads also changes results in their last bits.
 *
 * <p>The number counts as chosen if the system property {@code ai.djl.pytorch.num_threads} or the environment variable
 * {@code OMP_NUM_THREADS} is set. A probed network keeps the threads it has, chosen or not, because a probe must not change
 * how it trains. Networks that the library trains itself run on {@link #onOne one thread} unless a number was chosen.
 */
public final class EngineThreads {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThreads.class);
    private static final String PROPERTY = "ai.djl.pytorch.num_threads";
    private static final String VARIABLE = "OMP_NUM_THREADS";
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private EngineThreads() {}

    /**
     * Logs, once per JVM, what to add to the command line if PyTorch uses several threads and nobody chose how many. Says
     * nothing for other engines.
     */
    public static void tellIfNotChosen(Engine engine) {
        int threads = threads(engine);
        if (threads > 1 && !chosen() && TOLD.compareAndSet(false, true)) {
            LOG.warn(advice(threads));
        }
    }

    /**
     * Runs an action whose operations take one thread of the engine, unless a number was chosen. The number from before is
     * restored afterwards. Changes nothing in other engines.
     */
    public static <T> T onOne(Engine engine, Supplier<T> action) {
        int before = threads(engine);
        if (before <= 1 || chosen()) {
            return action.get();
        }
        tellIfNotChosen(engine);
        setThreads(engine, 1);
        try {
            return action.get();
        } finally {
            setThreads(engine, before);
        }
    }

    /**
     * How many threads networks take that the library trains itself, as chosen: a part of the settings of whatever they measure,
     * since it changes last bits.
     */
    public static String ofTraining() {
        return ofTraining(System.getProperty(PROPERTY), System.getenv());
    }

    static String ofTraining(String property, Map<String, String> environment) {
        return property == null ? environment.getOrDefault(VARIABLE, "1") : property;
    }

    static String advice(int threads) {
        return "PyTorch runs each operation on " + threads
                + " threads. On small networks this can be more than ten times"
                + " slower than one thread. Unless you want it, start Java with: -Dai.djl.pytorch.num_threads=1"
                + " -Dai.djl.pytorch.num_interop_threads=1";
    }

    static boolean chosen(String property, Map<String, String> environment) {
        return property != null || environment.containsKey(VARIABLE);
    }

    private static boolean chosen() {
        return chosen(System.getProperty(PROPERTY), System.getenv());
    }

    /** The number of threads, or 0 if the engine does not tell. */
    private static int threads(Engine engine) {
        try {
            return engine.getEngineName().equals("PyTorch")
                    ? (int) jni(engine).getMethod("getNumThreads").invoke(null)
                    : 0;
        } catch (ReflectiveOperationException e) {
            LOG.debug("the engine does not tell its number of threads", e);
            return 0;
        }
    }

    private static void setThreads(Engine engine, int threads) {
        try {
            jni(engine).getMethod("setNumThreads", int.class).invoke(null, threads);
        } catch (ReflectiveOperationException e) {
            LOG.warn("the engine's number of threads could not be set to {}", threads, e);
        }
    }

    private static Class<?> jni(Engine engine) throws ClassNotFoundException {
        return Class.forName(
                "ai.djl.pytorch.jni.JniUtils", true, engine.getClass().getClassLoader());
    }
}
