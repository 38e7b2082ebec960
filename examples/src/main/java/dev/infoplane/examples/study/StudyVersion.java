package dev.infoplane.examples.study;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Versions of what the study is made with, read from jars, without loading the engine. */
final class StudyVersion implements IVersionProvider {
    StudyVersion() {}

    @Override
    public String[] getVersion() {
        return new String[] {"infoplane " + infoplane(), "djl " + djl(), "pytorch " + pytorch()};
    }

    static String infoplane() {
        String version = StudyVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    static String djl() {
        return Engine.getDjlVersion();
    }

    static String pytorch() {
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
