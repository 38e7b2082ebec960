package dev.infoplane.study.work;

import dev.infoplane.study.task.TaskContext;
import dev.infoplane.study.task.TaskKind;
import java.io.IOException;

/** Learns an unconditional density that owes nothing to the points. */
public final class UnconditionalKind implements TaskKind {
    /** Its {@link #id()}. */
    public static final String ID = "learn unconditional";

    static final int VERSION = 1;

    /** For the service loader. */
    public UnconditionalKind() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void run(TaskContext context) throws IOException {
        Work work = Work.of(context);
        work.write(Work.LEARNED, work.pooledFamily().learnUnconditional(work.rows(), work.prepared()));
    }
}
