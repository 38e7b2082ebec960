package dev.infoplane.examples.study;

import java.util.function.LongConsumer;

/**
 * How much of one regime's work is done, in units of one decoder step. The other parts are counted at what they cost beside
 * it, roughly, so that the time left is right to a few tenths.
 */
final class ProgressEstimate {
    private static final double CONDITIONAL_STEP = 1.3;
    private static final double HEAD_STEP = 0.05;
    private static final double EPOCH_PER_IMAGE = 0.003;
    private static final double DRAWING_PER_POINT = 12;

    private final StudySpec preset;
    private final LongConsumer listener;
    private final double pointCost;
    private double done;
    private double pointFloor;
    private int decoderSteps;
    private boolean inPoint;

    /** @param listener is told how much is done */
    ProgressEstimate(StudySpec preset, LongConsumer listener) {
        this.preset = preset;
        this.listener = listener;
        this.pointCost =
                CONDITIONAL_STEP * preset.budget().steps() + HEAD_STEP * preset.labelSteps() + DRAWING_PER_POINT;
    }

    /** All the work of one regime. */
    static long total(StudySpec preset) {
        ProgressEstimate w = new ProgressEstimate(preset, v -> {});
        return Math.round(w.shared() + preset.lastEpoch() * w.epochCost() + preset.pointsPerRegime() * w.pointCost);
    }

    private int shared() {
        return preset.budget().parentSteps() + preset.budget().steps();
    }

    private double epochCost() {
        return EPOCH_PER_IMAGE * preset.networkImages();
    }

    void epochDone() {
        add(epochCost());
    }

    void pointStarted() {
        pointFloor = done;
        inPoint = true;
    }

    /** The first steps of all are those of the shared parent, even though they are taken inside the first point. */
    void decoderStep() {
        decoderSteps++;
        if (decoderSteps <= shared()) {
            pointFloor++;
            add(1);
        } else {
            add(CONDITIONAL_STEP);
        }
    }

    void pointDone() {
        if (inPoint) {
            inPoint = false;
            done = pointFloor + pointCost;
            add(0);
        }
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
