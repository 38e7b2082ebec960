package dev.infoplane.study.work;

import dev.infoplane.density.PooledScores;
import dev.infoplane.study.task.TaskContext;
import dev.infoplane.study.task.TaskKind;
import java.io.DataOutputStream;
import java.io.IOException;

/** Scores the rows of a study by the density of a point, or by the unconditional one. */
public final class ScoreKind implements TaskKind {
    static final String ID = "score point";
    static final int VERSION = 3;

    /** For the service loader. */
    public ScoreKind() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void run(TaskContext context) throws IOException {
        Work work = Work.of(context);
        PooledScores scores = PooledScores.of(work.density());
        work.write(Work.SCORES, out -> {
            DataOutputStream data = new DataOutputStream(out);
            scores.write(data);
            data.flush();
        });
        if (context.task().inputs().containsKey(Work.POINT)) {
            work.write(Work.FACTS, work.bytes(Work.POINT, Work.FACTS)); // estimates read nothing but scores
        }
    }
}
