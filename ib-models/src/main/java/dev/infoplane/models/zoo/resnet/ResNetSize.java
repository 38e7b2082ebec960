package dev.infoplane.models.zoo.resnet;

import dev.infoplane.models.zoo.resnet.ResNetSpec.Shortcut;
import dev.infoplane.models.zoo.resnet.ResNetSpec.Stage;
import dev.infoplane.models.zoo.resnet.ResNetSpec.Stem;
import dev.infoplane.models.zoo.resnet.ResNetSpec.Unit;
import java.util.stream.IntStream;

/**
 * The size of a residual network for small images with basic units and 1×1 convolutions where the shape changes. {@link ResNetSpec}
 * describes other networks.
 *
 * @param width channels of the stem and the first stage; each further stage has twice as many and half the resolution
 * @param stages how many stages, usually three or four
 * @param units residual units a stage
 */
public record ResNetSize(int width, int stages, int units) {
    /** ResNet-20 for CIFAR (He et al. 2016, section 4.2): three stages of three units, width 16. */
    public static final ResNetSize RESNET_20 = new ResNetSize(16, 3, 3);

    /** ResNet-32 for CIFAR: three stages of five units, width 16. */
    public static final ResNetSize RESNET_32 = new ResNetSize(16, 3, 5);

    /** ResNet-56 for CIFAR: three stages of nine units, width 16. */
    public static final ResNetSize RESNET_56 = new ResNetSize(16, 3, 9);

    /** ResNet-8: three stages of one unit, width 16. */
    public static final ResNetSize RESNET_8 = new ResNetSize(16, 3, 1);

    /** Refuses extents below 1 and more stages than an image can be halved for. */
    public ResNetSize {
        if (width < 1 || stages < 1 || units < 1) {
            throw new IllegalArgumentException(
                    "width, stages and units must be at least 1, got " + width + ", " + stages + ", " + units);
        }
        if (stages > 8) {
            throw new IllegalArgumentException("at most 8 stages, got " + stages);
        }
    }

    /** Channels of a stage, counted from 1. */
    public int channels(int stage) {
        return width << (stage - 1);
    }

    /** The architecture of this size. */
    public ResNetSpec spec() {
        return new ResNetSpec(
                Stem.SMALL_IMAGES,
                width,
                Unit.BASIC,
                Shortcut.PROJECTION,
                IntStream.rangeClosed(1, stages)
                        .mapToObj(stage -> new Stage(channels(stage), units, stage == 1 ? 1 : 2))
                        .toList());
    }
}
