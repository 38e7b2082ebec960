package dev.infoplane.study.work;

import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.study.task.TaskContext;
import dev.infoplane.study.task.TaskKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a family that learns all points together makes of one of them beforehand: the closed form. */
public final class PrepareKind implements TaskKind {
    static final String ID = "prepare point";
    static final int VERSION = 1;

    /** For the service loader. */
    public PrepareKind() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void run(TaskContext context) throws IOException {
        Work work = Work.of(context);
        boolean isPoint = context.task().inputs().containsKey(Work.NETWORK);
        Optional<Samples> t = isPoint ? Optional.of(work.activations()) : Optional.empty();
        StagedFamily family = work.pooledFamily();
        StagedFamily.Rows rows = work.rows();
        work.write(Work.PREPARED, out -> family.prepare(rows, t, out));
        int values = t.map(Samples::dimensions).orElse(0);
        work.write(Work.VALUES, Integer.toString(values).getBytes(StandardCharsets.US_ASCII));
    }
}
