package dev.infoplane.learn;

import dev.infoplane.estimate.LearningCurve;

/**
 * What a training ends with.
 *
 * @param weights the averaged weights after the last step, or those that did best on the validation rows if the
 *     {@link TrainingPlan#keepingBest plan} says so
 * @param moments what Adam remembers after the last step
 * @param curve the mean loss of the validation rows at the start and at each check
 */
public record TrainingResult(float[] weights, AdamMoments moments, LearningCurve curve) {
    /** The start of another training that continues from here. */
    public TrainingStart asStart() {
        return new TrainingStart(weights, moments);
    }
}
