package dev.infoplane.models.context;

import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.TrainingBudget;
import dev.infoplane.models.internal.TrainedOptions;
import java.util.Map;
import java.util.TreeMap;

/** All that can be chosen of a {@link ContextMlp}. A change makes a copy; nobody else writes to these fields. */
final class ContextOptions extends TrainedOptions<ContextOptions> {
    /** Raised whenever the same seed gives other numbers: results and checkpoints of another revision are not mixed. */
    private static final int REVISION = 5;

    final ContextMlpSize size;
    TrainingBudget budget = new TrainingBudget(1000, 1000, 256, 3e-3, 8);
    int window = 3;
    int classes;
    double conditionDropout;

    ContextOptions(ContextMlpSize size, PixelLevels levels) {
        super(levels);
        this.size = size;
    }

    @Override
    protected Map<String, Object> own() {
        Map<String, Object> s = new TreeMap<>();
        s.put("revision", REVISION);
        s.put("radius", size.radius());
        s.put("hidden", size.hidden());
        s.put("layers", size.layers());
        s.put("mixtures", size.mixtures());
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
        return s;
    }
}
