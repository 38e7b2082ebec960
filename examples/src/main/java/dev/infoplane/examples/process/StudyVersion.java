package dev.infoplane.examples.process;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Versions of what the study is made with, read from jars, without loading the engine. */
public final class StudyVersion implements IVersionProvider {
    public StudyVersion() {}

    @Override
    public String[] getVersion() {
        return new String[] {"infoplane " + infoplane(), "djl " + djl(), "pytorch " + pytorch()};
    }

    public static String infoplane() {
        String version = StudyVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    public static String djl() {
        return Engine.getDjlVersion();
    }

    public static String pytorch() {
        try (InputStream in = StudyVersion.class.getResourceAsStream("/pytorch-engine.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("pytorch_version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
