package dev.infoplane.study.work;

import dev.infoplane.study.task.TaskContext;
import dev.infoplane.study.task.TaskKind;
import java.io.IOException;

/** Learns the densities of all points together. */
public final class PoolKind implements TaskKind {
    /** Its {@link #id()}. */
    public static final String ID = "learn pool";

    static final int VERSION = 1;

    /** For the service loader. */
    public PoolKind() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void run(TaskContext context) throws IOException {
        Work work = Work.of(context);
        work.write(Work.LEARNED, work.pooledFamily().learnShared(work.rows(), work.prepared()));
    }
}
