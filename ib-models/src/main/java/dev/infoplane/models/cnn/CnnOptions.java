package dev.infoplane.models.cnn;

import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.internal.TrainedOptions;
import java.util.Map;
import java.util.TreeMap;

/** All that can be chosen of a {@link ContextCnn}. A change makes a copy; nobody else writes to these fields. */
final class CnnOptions extends TrainedOptions<CnnOptions> {
    /** Raised whenever the same seed gives other numbers: results and checkpoints of another revision are not mixed. */
    private static final int REVISION = 2;

    private static final int WINDOW_VALUES = 1024;

    final ContextCnnSize size;
    ClosedForm closedForm;
    int steps = 4000;
    int marginalSteps = 6000;
    int batchSize = 12;
    double learningRate = 6e-3;

    CnnOptions(ContextCnnSize size, PixelLevels levels) {
        super(levels);
        this.size = size;
        this.closedForm = ClosedForm.of(levels).widestWindow(WINDOW_VALUES);
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

    private Map<String, Object> training() {
        Map<String, Object> s = new TreeMap<>();
        s.put("width", size.width());
        s.put("mixtures", size.mixtures());
        s.put("steps", steps);
        s.put("marginalSteps", marginalSteps);
        s.put("batchSize", batchSize);
        s.put("learningRate", learningRate);
        return s;
    }

    /** The settings with which a registry makes this decoder; closed forms of other settings are not among them. */
    Map<String, Object> choices() {
        Map<String, Object> s = training();
        s.put("levels", levels.count());
        s.put("low", levels.low());
        s.put("high", levels.high());
        return s;
    }

    @Override
    protected Map<String, Object> own() {
        Map<String, Object> s = training();
        s.put("revision", REVISION);
        closedForm.settings().forEach((name, value) -> s.put("closedForm." + name, value));
        return s;
    }
}
