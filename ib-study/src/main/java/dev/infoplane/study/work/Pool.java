package dev.infoplane.study.work;

import dev.infoplane.study.task.StudyTask;
import java.util.Optional;

/**
 * What the points of one decoder seed have in common.
 *
 * @param learned by all points together
 * @param reference scores of the unconditional density
 * @param drawn images without activations, if any are to be drawn
 */
public record Pool(StudyTask learned, StudyTask reference, Optional<StudyTask> drawn) {}
