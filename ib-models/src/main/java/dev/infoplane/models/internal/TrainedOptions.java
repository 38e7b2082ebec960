package dev.infoplane.models.internal;

import ai.djl.Device;
import dev.infoplane.learn.TrainingProgress;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.probe.EngineThreads;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen of every family whose densities are trained on images. Fields are written only in {@link #with}, on a copy.
 *
 * @param <O> the options of the family
 */
public abstract class TrainedOptions<O extends TrainedOptions<O>> implements Cloneable {
    /** The values a pixel can take. */
    public final PixelLevels levels;

    /** Where trainings keep checkpoints. */
    public Optional<Path> checkpoints = Optional.empty();

    /** Where densities are trained and scored; null for the engine's default. */
    @Nullable
    public Device device;

    /** Who is told how far trainings are. */
    public TrainingProgress progress = TrainingProgress.NONE;

    /** Options with these levels, and defaults for all else. */
    protected TrainedOptions(PixelLevels levels) {
        this.levels = levels;
    }

    /** A copy with a change. */
    public final O with(Consumer<O> change) {
        try {
            @SuppressWarnings("unchecked")
            O copy = (O) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything that was chosen of the network and its training and changes results, by name. */
    public final Map<String, Object> values() {
        Map<String, Object> s = new TreeMap<>(own());
        s.put("levels", levels.count() + " from " + levels.low() + " to " + levels.high());
        s.put("engineThreads", EngineThreads.ofTraining());
        if (device != null) {
            s.put("device", device.toString());
        }
        return s;
    }

    /** The {@link #values} of this family alone, with its revision. */
    protected abstract Map<String, Object> own();

    /** What goes into every result. */
    public Map<String, String> settings() {
        Map<String, String> s = new TreeMap<>();
        values().forEach((name, value) -> s.put(name, value.toString()));
        return s;
    }
}
