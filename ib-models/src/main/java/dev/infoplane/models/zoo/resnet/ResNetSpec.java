package dev.infoplane.models.zoo.resnet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The architecture of a residual network: a stem, stages of equal units, global average pooling and a linear layer.
 *
 * @param stem how the image is read
 * @param stemChannels channels of the stem
 * @param unit what the stages consist of
 * @param shortcut what happens to x where the unit changes its shape
 * @param stages from the image to the top
 */
public record ResNetSpec(Stem stem, int stemChannels, Unit unit, Shortcut shortcut, List<Stage> stages) {
    private static final int CIFAR_STAGES = 3;
    private static final int CIFAR_WIDTH = 16;
    private static final Map<Integer, List<Integer>> IMAGENET = Map.of(
            18, List.of(2, 2, 2, 2),
            34, List.of(3, 4, 6, 3),
            50, List.of(3, 4, 6, 3),
            101, List.of(3, 4, 23, 3),
            152, List.of(3, 8, 36, 3));

    /** How the image is read. */
    public enum Stem {
        /** One 3×3 convolution, for images of about 32×32. */
        SMALL_IMAGES,
        /** A 7×7 convolution and a pooling, each of stride 2, for images of about 224×224. */
        LARGE_IMAGES
    }

    /** What the stages consist of. */
    public enum Unit {
        /** Two 3×3 convolutions; ReLU after the sum (He et al. 2016a, figure 5 left). */
        BASIC(1, false),
        /** 1×1, 3×3 and 1×1 convolutions, the last four times as wide; ReLU after the sum (figure 5 right). */
        BOTTLENECK(4, false),
        /** Normalisation and ReLU before each of two 3×3 convolutions, nothing after the sum (He et al. 2016b). */
        PREACTIVATION(1, true),
        /** The bottleneck with normalisation and ReLU before each convolution. */
        PREACTIVATION_BOTTLENECK(4, true);

        private final int expansion;
        private final boolean preactivated;

        Unit(int expansion, boolean preactivated) {
            this.expansion = expansion;
            this.preactivated = preactivated;
        }

        boolean isPreactivated() {
            return preactivated;
        }

        boolean isBottleneck() {
            return expansion > 1;
        }
    }

    /** What happens to x where the unit changes its shape. */
    public enum Shortcut {
        /** Every second place, and channels of zeros: no parameters (option A of He et al. 2016a). */
        PADDED_IDENTITY,
        /** A 1×1 convolution, with normalisation unless the unit is pre-activated (option B). */
        PROJECTION
    }

    /**
     * Units of one resolution.
     *
     * @param channels of the 3×3 convolutions
     * @param units how many
     * @param stride of the first unit
     */
    public record Stage(int channels, int units, int stride) {
        /** Refuses extents below 1. */
        public Stage {
            if (channels < 1 || units < 1 || stride < 1) {
                throw new IllegalArgumentException("channels, units and stride of a stage must be at least 1, got "
                        + channels + ", " + units + ", " + stride);
            }
        }
    }

    /** Refuses an architecture without stages or channels, and shortcuts without parameters to fewer channels. */
    public ResNetSpec {
        Objects.requireNonNull(stem, "stem");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(shortcut, "shortcut");
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("a residual network needs at least one stage");
        }
        if (stemChannels < 1) {
            throw new IllegalArgumentException("the stem needs at least 1 channel, got " + stemChannels);
        }
        if (shortcut == Shortcut.PADDED_IDENTITY) {
            requireNoFewerChannels(stemChannels, unit, stages);
        }
    }

    private static void requireNoFewerChannels(int stemChannels, Unit unit, List<Stage> stages) {
        int in = stemChannels;
        for (Stage stage : stages) {
            int out = stage.channels() * unit.expansion;
            if (out < in) {
                throw new IllegalArgumentException("the shortcut " + Shortcut.PADDED_IDENTITY
                        + " cannot drop channels, but a stage takes " + in + " and gives " + out + "; use "
                        + Shortcut.PROJECTION);
            }
            in = out;
        }
    }

    /**
     * The network for CIFAR of He et al. 2016a, section 4.2, with shortcuts without parameters.
     *
     * @param depth 6n + 2: 8, 14, 20, 32, 44, 56, 110, …
     */
    public static ResNetSpec cifar(int depth) {
        return cifar(depth, CIFAR_WIDTH);
    }

    /**
     * The same network of another width.
     *
     * @param depth 6n + 2
     * @param width channels of the stem and of the first stage, at least 1; 16 as published
     */
    public static ResNetSpec cifar(int depth, int width) {
        int units = units(depth, 6, 2);
        return new ResNetSpec(
                Stem.SMALL_IMAGES, width, Unit.BASIC, Shortcut.PADDED_IDENTITY, cifarStages(width, units));
    }

    /**
     * The pre-activation network for CIFAR of He et al. 2016b, with 1×1 convolutions where the shape changes.
     *
     * @param depth 6n + 2, such as 110
     */
    public static ResNetSpec preactivation(int depth) {
        int units = units(depth, 6, 2);
        return new ResNetSpec(
                Stem.SMALL_IMAGES,
                CIFAR_WIDTH,
                Unit.PREACTIVATION,
                Shortcut.PROJECTION,
                cifarStages(CIFAR_WIDTH, units));
    }

    /**
     * The pre-activation bottleneck network for CIFAR of He et al. 2016b.
     *
     * @param depth 9n + 2, such as 164 and 1001
     */
    public static ResNetSpec preactivationBottleneck(int depth) {
        int units = units(depth, 9, 2);
        return new ResNetSpec(
                Stem.SMALL_IMAGES,
                CIFAR_WIDTH,
                Unit.PREACTIVATION_BOTTLENECK,
                Shortcut.PROJECTION,
                cifarStages(CIFAR_WIDTH, units));
    }

    /**
     * The wide residual network WRN-depth-widening of Zagoruyko &amp; Komodakis 2016, without dropout.
     *
     * @param depth 6n + 4: 10, 16, 22, 28, 40, …
     * @param widening how many times wider than the network for CIFAR
     */
    public static ResNetSpec wide(int depth, int widening) {
        if (widening < 1) {
            throw new IllegalArgumentException("the widening factor must be at least 1, got " + widening);
        }
        int units = units(depth, 6, 4);
        return new ResNetSpec(
                Stem.SMALL_IMAGES,
                CIFAR_WIDTH,
                Unit.PREACTIVATION,
                Shortcut.PROJECTION,
                cifarStages(CIFAR_WIDTH * widening, units));
    }

    /**
     * The network for ImageNet of He et al. 2016a, table 1. Bottleneck units stride in their 3×3 convolution, as most
     * implementations do.
     *
     * @param depth 18, 34, 50, 101 or 152
     */
    public static ResNetSpec imageNet(int depth) {
        List<Integer> units = IMAGENET.get(depth);
        if (units == null) {
            throw new IllegalArgumentException("a ResNet for ImageNet has depth "
                    + IMAGENET.keySet().stream().sorted().toList() + ", got " + depth);
        }
        List<Stage> stages = new ArrayList<>();
        for (int s = 0; s < units.size(); s++) {
            stages.add(new Stage(64 << s, units.get(s), s == 0 ? 1 : 2));
        }
        Unit unit = depth < 50 ? Unit.BASIC : Unit.BOTTLENECK;
        return new ResNetSpec(Stem.LARGE_IMAGES, 64, unit, Shortcut.PROJECTION, stages);
    }

    /** Channels of the output of a stage, counted from 1. */
    public int channels(int stage) {
        return stages.get(stage - 1).channels() * unit.expansion;
    }

    private static List<Stage> cifarStages(int width, int units) {
        List<Stage> stages = new ArrayList<>();
        for (int s = 0; s < CIFAR_STAGES; s++) {
            stages.add(new Stage(width << s, units, s == 0 ? 1 : 2));
        }
        return stages;
    }

    private static int units(int depth, int layersPerRound, int others) {
        if (depth <= others || (depth - others) % layersPerRound != 0) {
            throw new IllegalArgumentException("the depth of this network is " + layersPerRound + "n + " + others
                    + " with n from 1 on, such as " + (layersPerRound + others) + " and "
                    + (3 * layersPerRound + others) + "; got " + depth);
        }
        return (depth - others) / layersPerRound;
    }
}
