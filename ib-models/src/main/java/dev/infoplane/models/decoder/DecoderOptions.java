package dev.infoplane.models.decoder;

import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.internal.TrainedOptions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything that can be chosen of a {@link PixelCnn}. Fields are written only in {@link #with}, on a copy. */
final class DecoderOptions extends TrainedOptions<DecoderOptions> {
    /**
     * Raised whenever the same seed gives other numbers, so that results and checkpoints of different revisions are never
     * mixed.
     */
    private static final int REVISION = 7;

    final PixelCnnSize size;
    TrainingBudget budget = TrainingBudget.DEFAULT;
    PixelHead head;
    Conditioning conditioning = Conditioning.MAP;
    int classes;
    WarmStart start = WarmStart.SHARED_PARENT;
    double dropout;
    double conditionDropout;
    int patience;
    Optional<ClosedForm> closedForm = Optional.empty();

    DecoderOptions(PixelCnnSize size, PixelLevels levels) {
        super(levels);
        this.size = size;
        this.head = PixelHead.fitting(levels);
    }

    static double requireRate(String what, double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("the " + what + " must lie in [0, 1), got " + rate);
        }
        return rate;
    }

    @Override
    protected Map<String, Object> own() {
        Map<String, Object> s = new TreeMap<>();
        s.put("revision", REVISION);
        s.put("filters", size.filters());
        s.put("units", size.units());
        s.put("mixtures", size.mixtures());
        s.put("resolutions", size.resolutions());
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
        return s;
    }
}
