package dev.infoplane.study.work;

import java.io.IOException;

/** Learns the densities of all points together. */
public final class PoolKind extends WorkKind {
    /** Its {@link #id()}. */
    public static final String ID = "learn pool";

    static final int VERSION = 2;

    /** For the service loader. */
    public PoolKind() {
        super(ID);
    }

    @Override
    void run(Work work) throws IOException {
        work.write(Work.LEARNED, work.pooledFamily().learnShared(work.rows(), work.prepared()));
    }
}
