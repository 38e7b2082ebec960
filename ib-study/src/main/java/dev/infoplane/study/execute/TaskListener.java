package dev.infoplane.study.execute;

import dev.infoplane.study.task.StudyTask;

/** Hears what becomes of tasks. Called from several threads, one call at a time for each task. */
public interface TaskListener {
    /** A listener that does nothing. */
    TaskListener NONE = new TaskListener() {};

    /** The results of a task were there already. */
    default void reused(StudyTask task) {}

    /** A task has been started, for the first time or again. */
    default void started(StudyTask task) {}

    /**
     * A task says how far it has come.
     *
     * @param share from 0 to 1
     */
    default void progressed(StudyTask task, double share) {}

    /** A task has ended well. */
    default void finished(StudyTask task) {}

    /**
     * A task cannot be done, for good.
     *
     * @param reason in a sentence
     */
    default void failed(StudyTask task, String reason) {}
}
