package dev.infoplane.study.work;

import java.io.IOException;

/** Learns an unconditional density that owes nothing to the points. */
public final class UnconditionalKind extends WorkKind {
    /** Its {@link #id()}. */
    public static final String ID = "learn unconditional";

    static final int VERSION = 2;

    /** For the service loader. */
    public UnconditionalKind() {
        super(ID);
    }

    @Override
    void run(Work work) throws IOException {
        work.write(Work.LEARNED, work.pooledFamily().learnUnconditional(work.rows(), work.prepared()));
    }
}
