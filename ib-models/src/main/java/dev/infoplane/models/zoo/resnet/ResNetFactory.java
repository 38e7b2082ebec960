package dev.infoplane.models.zoo.resnet;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes residual networks from arguments, so that a file can name them: {@code width} (16 unless said), {@code stages} (3) and
 * {@code units} (1) of the {@linkplain ResNetSize size}; the {@code regime}, {@code classifier} or {@code autoencoder}; the number
 * of {@code classes}; and {@code channels}, {@code imageHeight} and {@code imageWidth} of the images.
 */
public final class ResNetFactory implements BlockFactory {
    private static final long serialVersionUID = 1;
    private static final Set<String> KNOWN =
            Set.of("width", "stages", "units", "regime", "classes", "channels", "imageHeight", "imageWidth");

    /** For callers that look the factory up by its class name. */
    public ResNetFactory() {}

    @Override
    public Block newBlock(@Nullable Model model, @Nullable Path modelPath, Map<String, ?> arguments) {
        arguments.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "a ResNet has no argument '" + name + "'; it has " + new TreeSet<>(KNOWN));
                });
        ResNetSize size = new ResNetSize(
                number(arguments, "width", 16), number(arguments, "stages", 3), number(arguments, "units", 1));
        Object regime = arguments.containsKey("regime") ? arguments.get("regime") : "classifier";
        if (regime.equals("classifier")) {
            return ResNet.classifier(size, number(arguments, "classes", 10));
        }
        if (regime.equals("autoencoder")) {
            return ResNet.autoencoder(
                    size,
                    number(arguments, "channels", 1),
                    number(arguments, "imageHeight", 28),
                    number(arguments, "imageWidth", 28));
        }
        throw new IllegalArgumentException(
                "ResNets are made for the regimes classifier and autoencoder, got '" + regime + "'");
    }

    private static int number(Map<String, ?> arguments, String name, int otherwise) {
        Object value = arguments.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number n && n.doubleValue() == n.intValue()) {
            return n.intValue();
        }
        throw new IllegalArgumentException("the argument '" + name + "' must be a whole number, got '" + value + "'");
    }
}
