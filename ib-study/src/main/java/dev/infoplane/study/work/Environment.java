package dev.infoplane.study.work;

import ai.djl.engine.Engine;
import dev.infoplane.probe.EngineThreads;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** What numbers depend on beside the spec: the versions of libraries, the kind of machine and what computes. */
final class Environment {
    private static final int VERSION = 2;
    private static final String PYTORCH = "/pytorch-engine.properties";

    private Environment() {}

    static Identity here() {
        return Identity.of("environment", VERSION)
                .with("engineThreads", EngineThreads.ofTraining())
                .with("device", Engine.getInstance().defaultDevice().toString())
                .with("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .with("infoplane", infoplane())
                .with("djl", Engine.getDjlVersion())
                .with("pytorch", pytorch());
    }

    /** @throws IllegalStateException if this is not the environment that a task wants */
    static void require(Identity wanted) {
        List<String> differences = here().differencesFrom(wanted);
        if (!differences.isEmpty()) {
            throw new IllegalStateException("this worker has another environment than the one that planned the study ("
                    + String.join("; ", differences) + "), and numbers could differ");
        }
    }

    private static String infoplane() {
        String version = Environment.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Read from a jar, without loading the engine. */
    private static String pytorch() {
        try (InputStream in = Environment.class.getResourceAsStream(PYTORCH)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("pytorch_version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
