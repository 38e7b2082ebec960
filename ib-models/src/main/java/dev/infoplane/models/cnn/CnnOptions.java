package dev.infoplane.models.cnn;

import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.internal.TrainedOptions;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** All that can be chosen of a {@link ContextCnn}. A change makes a copy; nobody else writes to these fields. */
final class CnnOptions extends TrainedOptions<CnnOptions> {
    /** Raised whenever the same seed gives other numbers: results and checkpoints of another revision are not mixed. */
    private static final int REVISION = 3;

    private static final int WINDOW_VALUES = 1024;
    private static final int CAUSAL_RADIUS = 6;
    private static final double RATE_FROM_POOL = 1.5e-3;
    private static final double RATE_FROM_CLOSED_FORM = 6e-3;

    final ContextCnnSize size;
    ClosedForm closedForm;
    int poolSteps = 4000;
    int steps = 4000;
    int marginalSteps = 6000;
    int batchSize = 12;
    OptionalDouble learningRate = OptionalDouble.empty();
    boolean hasLevelTree = true;

    CnnOptions(ContextCnnSize size, PixelLevels levels) {
        super(levels);
        this.size = size;
        this.closedForm = ClosedForm.of(levels).widestWindow(WINDOW_VALUES).causalRadius(CAUSAL_RADIUS);
    }

    /** The pool that networks of points begin with, and the family of the density without activations. */
    PooledContextMlp pool() {
        ContextMlpSize d = ContextMlpSize.DEFAULT;
        PooledContextMlp family = PooledContextMlp.of(
                        new ContextMlpSize(d.radius(), d.hidden(), d.layers(), size.mixtures()), levels)
                .closedForm(closedForm)
                .steps(hasPool() ? poolSteps : marginalSteps)
                .marginalSteps(marginalSteps)
                .progress(progress);
        PooledContextMlp headed = hasLevelTree ? family : family.withoutLevelTree();
        PooledContextMlp placed = device == null ? headed : headed.device(device);
        return checkpoints.map(placed::checkpoints).orElse(placed);
    }

    /** Whether networks begin with a pool. */
    boolean hasPool() {
        return poolSteps > 0;
    }

    double learningRate() {
        return learningRate.orElse(hasPool() ? RATE_FROM_POOL : RATE_FROM_CLOSED_FORM);
    }

    /** The same networks, which begin with the closed form. */
    CnnOptions withoutPool() {
        return with(o -> o.poolSteps = 0);
    }

    private Map<String, Object> training() {
        Map<String, Object> s = new TreeMap<>();
        s.put("width", size.width());
        s.put("mixtures", size.mixtures());
        if (hasPool()) {
            s.put("poolSteps", poolSteps);
        }
        s.put("steps", steps);
        s.put("marginalSteps", marginalSteps);
        s.put("batchSize", batchSize);
        s.put("learningRate", learningRate());
        s.put("levelTree", hasLevelTree);
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
        pool().settings().forEach((name, value) -> {
            if (!name.startsWith("closedForm.")) {
                s.put("pool." + name, value);
            }
        });
        closedForm.settings().forEach((name, value) -> s.put("closedForm." + name, value));
        return s;
    }
}
