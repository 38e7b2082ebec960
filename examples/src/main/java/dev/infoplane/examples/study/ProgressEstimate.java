package dev.infoplane.examples.study;

import java.util.function.LongConsumer;

/**
 * How much of one regime's work is done, in units of one decoder step. The other parts are counted at what they cost beside
 * it, roughly, so that the time left is right to a few tenths.
 */
final class ProgressEstimate {
    private static final double HEAD_STEP = 0.05;
    private static final double EPOCH_PER_IMAGE = 0.003;
    /** Reconstructing the images from a point in closed form, scoring and drawing them. */
    private static final double CLOSED_FORM_PER_POINT = 60;

    private static final double SCORING_PER_POINT = 30;

    private final StudySpec preset;
    private final LongConsumer listener;
    private double done;
    private boolean isDecoding;

    /** @param listener is told how much is done */
    ProgressEstimate(StudySpec preset, LongConsumer listener) {
        this.preset = preset;
        this.listener = listener;
    }

    /** All the work of one regime. */
    static long total(StudySpec preset) {
        ProgressEstimate w = new ProgressEstimate(preset, v -> {});
        int shared = preset.budget().parentSteps();
        int points = preset.pointsPerRegime() + 1;
        return Math.round(preset.lastEpoch() * w.epochCost()
                + preset.pointsPerRegime() * w.labelCost()
                + points * (CLOSED_FORM_PER_POINT + SCORING_PER_POINT + preset.ownSteps())
                + 1.5 * shared);
    }

    private double epochCost() {
        return EPOCH_PER_IMAGE * preset.networkImages();
    }

    private double labelCost() {
        return HEAD_STEP * preset.labelSteps();
    }

    void epochDone() {
        add(epochCost());
    }

    /** The label was read at a point. */
    void labelDone() {
        add(labelCost());
    }

    /** The first step follows the closed forms of all points. */
    void decoderStep() {
        if (!isDecoding) {
            isDecoding = true;
            add((preset.pointsPerRegime() + 1) * CLOSED_FORM_PER_POINT);
        }
        add(1);
    }

    void finish() {
        done = total(preset);
        add(0);
    }

    private void add(double units) {
        done += units;
        listener.accept(Math.min(Math.round(done), total(preset)));
    }
}
