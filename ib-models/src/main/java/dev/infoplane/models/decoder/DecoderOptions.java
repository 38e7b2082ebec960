package dev.infoplane.models.decoder;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All that can be chosen of a {@link PixelCnn}. A change makes a copy; nobody else writes to these fields. */
final class DecoderOptions implements Cloneable {
    /** Raised whenever the same seed gives other numbers: results and checkpoints of another revision are not mixed. */
    private static final int REVISION = 2;

    final PixelCnnSize size;
    final PixelLevels levels;
    TrainingBudget budget = TrainingBudget.DEFAULT;
    PixelHead head;
    Conditioning conditioning = Conditioning.MAP;
    int classes;
    DecoderStart start = DecoderStart.SHARED_PARENT;
    double dropout;
    double conditionDropped;
    int patience;
    Path checkpoints;
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
        Map<String, String> s = new TreeMap<>();
        s.put("revision", Integer.toString(REVISION));
        s.put("filters", Integer.toString(size.filters()));
        s.put("units", Integer.toString(size.units()));
        s.put("mixtures", Integer.toString(size.mixtures()));
        s.put("resolutions", Integer.toString(size.resolutions()));
        s.put("levels", levels.count() + " from " + levels.low() + " to " + levels.high());
        s.put("head", head.name());
        s.put("conditioning", conditioning.name());
        if (conditioning == Conditioning.CLASS_LABEL) {
            s.put("classes", Integer.toString(classes));
        }
        s.put("start", start.name());
        s.put("dropout", Double.toString(dropout));
        s.put("conditionDropped", Double.toString(conditionDropped));
        s.put("patience", Integer.toString(patience));
        s.put("parentSteps", Integer.toString(budget.parentSteps()));
        s.put("steps", Integer.toString(budget.steps()));
        s.put("batchSize", Integer.toString(budget.batchSize()));
        s.put("learningRate", Double.toString(budget.learningRate()));
        return s;
    }
}
