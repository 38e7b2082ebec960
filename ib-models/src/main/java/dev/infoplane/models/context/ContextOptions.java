package dev.infoplane.models.context;

import ai.djl.Device;
import dev.infoplane.learn.TrainingProgress;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import dev.infoplane.probe.EngineThreads;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that can be chosen of a {@link ContextMlp}. A change makes a copy; nobody else writes to these fields. */
final class ContextOptions implements Cloneable {
    /** Raised whenever the same seed gives other numbers: results and checkpoints of another revision are not mixed. */
    private static final int REVISION = 4;

    final ContextMlpSize size;
    final PixelLevels levels;
    TrainingBudget budget = new TrainingBudget(1000, 1000, 256, 3e-3, 8);
    int window = 3;
    int classes;
    double conditionDropout;
    Optional<Path> checkpoints = Optional.empty();

    @Nullable
    Device device;

    TrainingProgress progress = TrainingProgress.NONE;

    ContextOptions(ContextMlpSize size, PixelLevels levels) {
        this.size = size;
        this.levels = levels;
    }

    ContextOptions with(Consumer<ContextOptions> change) {
        try {
            ContextOptions copy = (ContextOptions) clone();
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
        return s;
    }

    /** What goes into the identity of a training. */
    Map<String, Object> values() {
        Map<String, Object> s = new TreeMap<>();
        s.put("revision", REVISION);
        s.put("radius", size.radius());
        s.put("hidden", size.hidden());
        s.put("layers", size.layers());
        s.put("mixtures", size.mixtures());
        s.put("levels", levels.count() + " from " + levels.low() + " to " + levels.high());
        s.put("window", window);
        if (classes > 0) {
            s.put("classes", classes);
        }
        s.put("conditionDropout", conditionDropout);
        s.put("parentSteps", budget.parentSteps());
        s.put("steps", budget.steps());
        s.put("batchSize", budget.batchSize());
        s.put("learningRate", budget.learningRate());
        s.put("checks", budget.checks());
        s.put("engineThreads", EngineThreads.ofTraining());
        if (device != null) {
            s.put("device", device.toString());
        }
        return s;
    }
}
