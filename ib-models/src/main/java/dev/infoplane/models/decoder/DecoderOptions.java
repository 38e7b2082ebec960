package dev.infoplane.models.decoder;

import ai.djl.Device;
import java.util.Map;
import java.util.TreeMap;

/** All that can be chosen of a {@link PixelCnn}; each change makes a copy. */
record DecoderOptions(
        PixelCnnSize size,
        PixelLevels levels,
        TrainingBudget budget,
        PixelHead head,
        Conditioning conditioning,
        int classes,
        DecoderStart start,
        double dropout,
        double absent,
        Device device,
        TrainingProgress progress) {

    static DecoderOptions of(PixelCnnSize size, PixelLevels levels) {
        return new DecoderOptions(
                size,
                levels,
                TrainingBudget.DEFAULT,
                PixelHead.fitting(levels),
                Conditioning.MAP,
                0,
                DecoderStart.SHARED_PARENT,
                0,
                0,
                null,
                TrainingProgress.NONE);
    }

    DecoderOptions with(TrainingBudget b) {
        return new DecoderOptions(
                size, levels, b, head, conditioning, classes, start, dropout, absent, device, progress);
    }

    DecoderOptions with(PixelHead h) {
        return new DecoderOptions(
                size, levels, budget, h, conditioning, classes, start, dropout, absent, device, progress);
    }

    DecoderOptions with(Conditioning c, int labels) {
        return new DecoderOptions(size, levels, budget, head, c, labels, start, dropout, absent, device, progress);
    }

    DecoderOptions with(DecoderStart s) {
        return new DecoderOptions(
                size, levels, budget, head, conditioning, classes, s, dropout, absent, device, progress);
    }

    DecoderOptions withDropout(double rate) {
        return new DecoderOptions(
                size, levels, budget, head, conditioning, classes, start, rate, absent, device, progress);
    }

    DecoderOptions withAbsent(double rate) {
        return new DecoderOptions(
                size, levels, budget, head, conditioning, classes, start, dropout, rate, device, progress);
    }

    DecoderOptions with(Device d) {
        return new DecoderOptions(
                size, levels, budget, head, conditioning, classes, start, dropout, absent, d, progress);
    }

    DecoderOptions with(TrainingProgress p) {
        return new DecoderOptions(size, levels, budget, head, conditioning, classes, start, dropout, absent, device, p);
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
        s.put("filters", Integer.toString(size.filters()));
        s.put("units", Integer.toString(size.units()));
        s.put("mixtures", Integer.toString(size.mixtures()));
        s.put("resolutions", Integer.toString(size.resolutions()));
        s.put("levels", levels.count() + " from " + levels.low() + " to " + levels.high());
        s.put("head", head.name());
        s.put("conditioning", conditioning.name());
        s.put("start", start.name());
        s.put("dropout", Double.toString(dropout));
        s.put("conditionDropped", Double.toString(absent));
        s.put("parentSteps", Integer.toString(budget.parentSteps()));
        s.put("steps", Integer.toString(budget.steps()));
        s.put("batchSize", Integer.toString(budget.batchSize()));
        s.put("learningRate", Double.toString(budget.learningRate()));
        return s;
    }
}
