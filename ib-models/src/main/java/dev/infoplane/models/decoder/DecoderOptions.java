package dev.infoplane.models.decoder;

import ai.djl.Device;
import dev.infoplane.learn.TrainingProgress;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.probe.EngineThreads;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything that can be chosen of a {@link PixelCnn}. Fields are written only in {@link #with}, on a copy. */
final class DecoderOptions implements Cloneable {
    /**
     * Raised whenever the same seed gives other numbers, so that results and checkpoints of different revisions are never
     * mixed.
     */
    private static final int REVISION = 6;

    final PixelCnnSize size;
    final PixelLevels levels;
    TrainingBudget budget = TrainingBudget.DEFAULT;
    PixelHead head;
    Conditioning conditioning = Conditioning.MAP;
    int classes;
    WarmStart start = WarmStart.SHARED_PARENT;
    double dropout;
    double conditionDropout;
    int patience;
    Optional<ClosedForm> closedForm = Optional.empty();
    Optional<Path> checkpoints = Optional.empty();

    @Nullable
    Device device;

    TrainingProgress progress = TrainingProgress.NONE;

    DecoderOptions(PixelCnnSize size, PixelLevels levels) {
        this.size = size;
        this.levels = levels;
        this.head = PixelHead.fitting(levels);
    }

    DecoderOptions with(Consumer<DecoderOptions> change) {
        try {
            DecoderOptions copy = (DecoderOptions) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    static double requireRate(String what, double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("the " + what + " must lie in [0, 1), got " + rate);
        }
        return rate;
    }

    /** What goes into every result. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        values().forEach((name, value) -> settings.put(name, value.toString()));
        return settings;
    }

    /** Everything that was chosen and changes results, by name. */
    Map<String, Object> values() {
        Map<String, Object> s = new TreeMap<>();
        s.put("revision", REVISION);
        s.put("filters", size.filters());
        s.put("units", size.units());
        s.put("mixtures", size.mixtures());
        s.put("resolutions", size.resolutions());
        s.put("levels", levels.count() + " from " + levels.low() + " to " + levels.high());
        s.put("head", head);
        s.put("conditioning", conditioning);
        if (conditioning == Conditioning.CLASS_LABEL) {
            s.put("classes", classes);
        }
        closedForm.ifPresent(form -> form.settings().forEach((name, value) -> s.put("closedForm." + name, value)));
        s.put("start", start);
        s.put("dropout", dropout);
        s.put("conditionDropout", conditionDropout);
        s.put("patience", patience);
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
