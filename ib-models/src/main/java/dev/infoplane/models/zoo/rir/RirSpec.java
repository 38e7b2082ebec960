package dev.infoplane.models.zoo.rir;

import java.util.List;

/**
 * The architecture of a network of ResNet-in-ResNet units.
 *
 * @param stages from the image to the top; each but the first halves the resolution
 */
public record RirSpec(List<Stage> stages) {
    /** The wide network of the public re-implementation: 9,492,980 parameters for CIFAR-10. */
    public static final RirSpec WIDE = new RirSpec(List.of(new Stage(48, 4), new Stage(96, 6), new Stage(192, 6)));

    /**
     * Units of one resolution.
     *
     * @param channels of each stream
     * @param units how many
     */
    public record Stage(int channels, int units) {
        /** Refuses extents below 1. */
        public Stage {
            if (channels < 1 || units < 1) {
                throw new IllegalArgumentException(
                        "channels and units of a stage must be at least 1, got " + channels + ", " + units);
            }
        }
    }

    /** Refuses an architecture without stages. */
    public RirSpec {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("a network needs at least one stage");
        }
    }
}
