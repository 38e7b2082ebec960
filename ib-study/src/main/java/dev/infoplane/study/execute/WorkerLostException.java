package dev.infoplane.study.execute;

/** Whoever did a task has gone: killed, crashed, out of memory. */
public final class WorkerLostException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param reason in a sentence */
    public WorkerLostException(String reason) {
        super(reason);
    }
}
