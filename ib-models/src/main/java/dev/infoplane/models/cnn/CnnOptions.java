package dev.infoplane.models.cnn;

import ai.djl.Device;
import dev.infoplane.learn.TrainingProgress;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.probe.EngineThreads;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that can be chosen of a {@link ContextCnn}. A change makes a copy; nobody else writes to these fields. */
final class CnnOptions implements Cloneable {
    /** Raised whenever the same seed gives other numbers: results and checkpoints of another revision are not mixed. */
    private static final int REVISION = 1;

    private static final int WINDOW_VALUES = 1024;

    final ContextCnnSize size;
    final PixelLevels levels;
    ClosedForm closedForm;
    int steps = 4000;
    int marginalSteps = 6000;
    int batchSize = 12;
    double learningRate = 6e-3;
    Optional<Path> checkpoints = Optional.empty();

    @Nullable
    Device device;

    TrainingProgress progress = TrainingProgress.NONE;

    CnnOptions(ContextCnnSize size, PixelLevels levels) {
        this.size = size;
        this.levels = levels;
        this.closedForm = ClosedForm.of(levels).widestWindow(WINDOW_VALUES);
    }

    CnnOptions with(Consumer<CnnOptions> change) {
        try {
            CnnOptions copy = (CnnOptions) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** The family of the density without activations. */
    PooledContextMlp unconditional() {
        PooledContextMlp family = PooledContextMlp.of(ContextMlpSize.DEFAULT, levels)
                .closedForm(closedForm)
                .steps(marginalSteps)
                .marginalSteps(marginalSteps)
                .progress(progress);
        PooledContextMlp placed = device == null ? family : family.device(device);
        return checkpoints.map(placed::checkpoints).orElse(placed);
    }

    /** The settings with which a registry makes this decoder; closed forms of other settings are not among them. */
    Map<String, Object> choices() {
        Map<String, Object> s = new TreeMap<>();
        s.put("width", size.width());
        s.put("mixtures", size.mixtures());
        s.put("steps", steps);
        s.put("marginalSteps", marginalSteps);
        s.put("batchSize", batchSize);
        s.put("learningRate", learningRate);
        s.put("levels", levels.count());
        s.put("low", levels.low());
        s.put("high", levels.high());
        return s;
    }

    /** What goes into every result. */
    Map<String, String> settings() {
        Map<String, String> s = new TreeMap<>();
        s.put("revision", Integer.toString(REVISION));
        s.put("width", Integer.toString(size.width()));
        s.put("mixtures", Integer.toString(size.mixtures()));
        s.put("levels", levels.count() + " from " + levels.low() + " to " + levels.high());
        s.put("steps", Integer.toString(steps));
        s.put("marginalSteps", Integer.toString(marginalSteps));
        s.put("batchSize", Integer.toString(batchSize));
        s.put("learningRate", Double.toString(learningRate));
        s.put("engineThreads", EngineThreads.ofTraining());
        if (device != null) {
            s.put("device", device.toString());
        }
        closedForm.settings().forEach((name, value) -> s.put("closedForm." + name, value));
        return s;
    }
}
