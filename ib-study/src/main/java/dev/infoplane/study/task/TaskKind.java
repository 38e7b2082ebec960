package dev.infoplane.study.task;

/**
 * How tasks of one kind are done. Found by {@link java.util.ServiceLoader}, so that a worker process or another machine
 * that has the same class path can do them too; needs a public constructor without parameters.
 *
 * <p>Outputs may depend on the task and the contents of its inputs only: same task, same bytes. A task may be run more than once,
 * even twice at the same time on two machines; only its outputs count.
 */
public interface TaskKind {
    /** The kind of {@link StudyTask#work()}. */
    String id();

    /**
     * Does a task.
     *
     * @throws Exception if it cannot be done; the message should say why in a sentence
     */
    void run(TaskContext context) throws Exception;
}
