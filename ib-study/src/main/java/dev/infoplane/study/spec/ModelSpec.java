package dev.infoplane.study.spec;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The network of a study: an artifact of a DJL model zoo, or what a factory makes.
 *
 * @param source {@code group:artifact} of a model zoo on the class path, for instance {@code dev.infoplane:resnet-20}, whose network
 *     is for the regime {@code classifier}; or the name of a class that implements {@code ai.djl.nn.BlockFactory} and has a public
 *     constructor without parameters. Its arguments are {@code settings} and {@code regime}, {@code classes}, {@code channels},
 *     {@code imageHeight} and {@code imageWidth}
 * @param settings arguments for the artifact or the factory
 */
public record ModelSpec(String source, Map<String, Object> settings) {
    /** The residual networks of {@code ib-models}, of which classifiers and autoencoders share the encoder. */
    public static final String RESNET = "dev.infoplane.models.zoo.resnet.ResNetFactory";

    /** A ResNet-8. */
    public static final ModelSpec DEFAULT = new ModelSpec(RESNET, Map.of());

    /** Takes a copy, in the order of names; refuses what is neither. */
    public ModelSpec {
        settings = Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(settings)));
        if (!source.matches("[^:\\s]+(:[^:\\s]+)?")) {
            throw new IllegalArgumentException(
                    "model.source must be group:artifact, such as dev.infoplane:resnet-20, or the name"
                            + " of a class that implements ai.djl.nn.BlockFactory, got '" + source + "'");
        }
    }

    /** Whether the source is an artifact of a model zoo. */
    public boolean isArtifact() {
        return source.contains(":");
    }
}
