package dev.infoplane.study.execute;

import dev.infoplane.study.task.TaskId;

/** What a task reads is missing or is not what was written; the task that wrote it has to be done again. */
public final class DamagedInputException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient TaskId input;

    /**
     * Names the task to be done again.
     *
     * @param input whose output it is
     * @param reason in a sentence
     */
    public DamagedInputException(TaskId input, String reason) {
        super(reason);
        this.input = input;
    }

    /** The task whose output it is. */
    public TaskId input() {
        return input;
    }
}
