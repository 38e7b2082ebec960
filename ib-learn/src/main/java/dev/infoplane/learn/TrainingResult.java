package dev.infoplane.learn;

import dev.infoplane.estimate.LearningCurve;
import java.util.List;

/**
 * What a training ends with.
 *
 * @param weights the averaged weights that did best on the validation rows, at the start or at a check
 * @param moments what Adam remembers after the last step
 * @param points the mean loss of the validation rows at the start and at each check
 * @param annealed the losses of the validation rows with which smaller budgets would have ended
 */
public record TrainingResult(
        float[] weights, AdamMoments moments, List<LearningCurve.Point> points, List<AnnealedLosses> annealed) {
    /** The start of another training that continues from here. */
    public TrainingStart asStart() {
        return new TrainingStart(weights, moments);
    }

    /** The learning curve over all validation rows. */
    public LearningCurve curve() {
        return new LearningCurve(points, AnnealedLosses.curve(annealed));
    }
}
