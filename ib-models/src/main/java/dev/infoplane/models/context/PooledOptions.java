package dev.infoplane.models.context;

import ai.djl.Device;
import dev.infoplane.learn.TrainingProgress;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.probe.EngineThreads;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that can be chosen of a {@link PooledContextMlp}. A change makes a copy; nobody else writes to these fields. */
final class PooledOptions implements Cloneable {
    /** Raised whenever the same seed gives other numbers: results and checkpoints of another revision are not mixed. */
    private static final int REVISION = 4;

    private static final int WINDOW_VALUES = 1024;
    private static final int CAUSAL_RADIUS = 6;

    final ContextMlpSize size;
    final PixelLevels levels;
    ClosedForm closedForm;
    int steps = 6000;
    int marginalSteps = 3000;
    int batchSize = 2048;
    double learningRate = 3e-3;
    boolean hasLevelTree = true;
    Optional<Path> checkpoints = Optional.empty();

    @Nullable
    Device device;

    TrainingProgress progress = TrainingProgress.NONE;

    PooledOptions(ContextMlpSize size, PixelLevels levels) {
        this.size = size;
        this.levels = levels;
        this.closedForm = ClosedForm.of(levels).widestWindow(WINDOW_VALUES).causalRadius(CAUSAL_RADIUS);
    }

    PooledOptions with(Consumer<PooledOptions> change) {
        try {
            PooledOptions copy = (PooledOptions) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** What goes into every result. */
    Map<String, String> settings() {
        Map<String, String> s = new TreeMap<>();
        values().forEach((name, value) -> s.put(name, value.toString()));
        closedForm.settings().forEach((name, value) -> s.put("closedForm." + name, value));
        return s;
    }

    /** What was chosen of the network and its training. */
    Map<String, Object> values() {
        Map<String, Object> s = new TreeMap<>();
        s.put("revision", REVISION);
        s.put("radius", size.radius());
        s.put("hidden", size.hidden());
        s.put("layers", size.layers());
        s.put("mixtures", size.mixtures());
        s.put("levels", levels.count() + " from " + levels.low() + " to " + levels.high());
        s.put("steps", steps);
        s.put("marginalSteps", marginalSteps);
        s.put("batchSize", batchSize);
        s.put("learningRate", learningRate);
        s.put("levelTree", hasLevelTree);
        s.put("engineThreads", EngineThreads.ofTraining());
        if (device != null) {
            s.put("device", device.toString());
        }
        return s;
    }
}
