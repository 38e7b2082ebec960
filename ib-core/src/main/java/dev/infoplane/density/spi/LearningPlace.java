package dev.infoplane.density.spi;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * Where a family learns. Changes no result.
 *
 * @param checkpoints a folder for states from which a killed training resumes
 * @param progress is told how far a training has come, from 0 to 1
 */
public record LearningPlace(Optional<Path> checkpoints, DoubleConsumer progress) {
    /** No checkpoints, and nobody listens. */
    public static final LearningPlace ANYWHERE = new LearningPlace(Optional.empty(), share -> {});

    /** Refuses null. */
    public LearningPlace {
        Objects.requireNonNull(checkpoints, "checkpoints");
        Objects.requireNonNull(progress, "progress");
    }

    /** With checkpoints in a folder and a listener. */
    public static LearningPlace in(Path checkpoints, DoubleConsumer progress) {
        return new LearningPlace(Optional.of(checkpoints), progress);
    }
}
