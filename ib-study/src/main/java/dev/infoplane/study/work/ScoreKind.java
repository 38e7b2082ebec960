package dev.infoplane.study.work;

import dev.infoplane.density.PooledScores;
import java.io.DataOutputStream;
import java.io.IOException;

/** Scores the rows of a study by the density of a point, or by the unconditional one. */
public final class ScoreKind extends WorkKind {
    static final String ID = "score point";
    static final int VERSION = 3;

    /** For the service loader. */
    public ScoreKind() {
        super(ID);
    }

    @Override
    void run(Work work) throws IOException {
        PooledScores scores = PooledScores.of(work.density());
        work.write(Work.SCORES, out -> {
            DataOutputStream data = new DataOutputStream(out);
            scores.write(data);
            data.flush();
        });
        if (work.context().task().inputs().containsKey(Work.POINT)) {
            work.write(Work.FACTS, work.bytes(Work.POINT, Work.FACTS)); // estimates read nothing but scores
        }
    }
}
