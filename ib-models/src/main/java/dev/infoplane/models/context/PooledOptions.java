package dev.infoplane.models.context;

import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.internal.TrainedOptions;
import java.util.Map;
import java.util.TreeMap;

/** All that can be chosen of a {@link PooledContextMlp}. A change makes a copy; nobody else writes to these fields. */
final class PooledOptions extends TrainedOptions<PooledOptions> {
    /** Raised whenever the same seed gives other numbers: results and checkpoints of another revision are not mixed. */
    private static final int REVISION = 7;

    private static final int WINDOW_VALUES = 1024;
    private static final int CAUSAL_RADIUS = 6;

    final ContextMlpSize size;
    ClosedForm closedForm;
    int steps = 6000;
    int marginalSteps = 3000;
    int batchSize = 2048;
    double learningRate = 5e-3;
    boolean hasLevelTree = true;

    PooledOptions(ContextMlpSize size, PixelLevels levels) {
        super(levels);
        this.size = size;
        this.closedForm = ClosedForm.of(levels).widestWindow(WINDOW_VALUES).causalRadius(CAUSAL_RADIUS);
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> s = super.settings();
        closedForm.settings().forEach((name, value) -> s.put("closedForm." + name, value));
        return s;
    }

    @Override
    protected Map<String, Object> own() {
        Map<String, Object> s = new TreeMap<>();
        s.put("revision", REVISION);
        s.put("radius", size.radius());
        s.put("hidden", size.hidden());
        s.put("layers", size.layers());
        s.put("mixtures", size.mixtures());
        s.put("steps", steps);
        s.put("marginalSteps", marginalSteps);
        s.put("batchSize", batchSize);
        s.put("learningRate", learningRate);
        s.put("levelTree", hasLevelTree);
        return s;
    }
}
