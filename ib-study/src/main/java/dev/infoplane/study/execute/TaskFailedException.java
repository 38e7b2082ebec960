package dev.infoplane.study.execute;

/** A task cannot be done. The message is the reason, in a sentence. */
public final class TaskFailedException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param reason in a sentence */
    public TaskFailedException(String reason) {
        super(reason);
    }

    /**
     * With a cause, for logs.
     *
     * @param reason in a sentence
     */
    public TaskFailedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
