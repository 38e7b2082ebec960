package dev.infoplane.study.work;

import dev.infoplane.study.task.TaskContext;
import dev.infoplane.study.task.TaskKind;

/** A kind of task that is done in the environment for which the study was planned, and in no other. */
abstract class WorkKind implements TaskKind {
    private final String id;

    WorkKind(String id) {
        this.id = id;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final void run(TaskContext context) throws Exception {
        run(Work.of(context));
    }

    /** Does the work of a task. */
    abstract void run(Work work) throws Exception;
}
