package dev.infoplane.study.work;

import dev.infoplane.density.LayerNoise;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.study.task.TaskContext;
import dev.infoplane.study.task.TaskKind;
import java.io.IOException;
import java.util.Optional;

/** What a family that learns all points together makes of one of them beforehand: the closed form. */
public final class PrepareKind implements TaskKind {
    static final String ID = "prepare point";
    static final int VERSION = 2;

    /** The same draws for all points and amounts, so that what they have in common cancels in differences. */
    private static final long NOISE_SEED = 1;

    /** For the service loader. */
    public PrepareKind() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void run(TaskContext context) throws IOException {
        Work work = Work.of(context);
        StagedFamily family = work.pooledFamily();
        StagedFamily.Rows rows = work.rows();
        boolean isPoint = context.task().inputs().containsKey(Work.NETWORK);
        Optional<Samples> t = isPoint ? Optional.of(work.activations()) : Optional.empty();
        double sigma = 0;
        if (work.parameters().has(Parameters.SIGMA)) {
            LayerNoise layer = LayerNoise.of(
                    t.orElseThrow(),
                    rows.folds().fit(t.orElseThrow()).rows(),
                    work.parameters().number(Parameters.SIGMA),
                    NOISE_SEED);
            t = Optional.of(layer.noise().fixed(layer.activations()));
            sigma = layer.noise().sigma();
        }
        Optional<Samples> seen = t;
        work.write(Work.PREPARED, out -> family.prepare(rows, seen, out));
        work.write(Work.FACTS, new PointFacts(t.map(Samples::dimensions).orElse(0), sigma).bytes());
    }
}
