package dev.infoplane.study.work;

import dev.infoplane.density.LayerNoise;
import dev.infoplane.density.PointPreparation;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import java.io.IOException;
import java.util.Optional;

/** What is made of a point before families learn all points together: the closed form, which they share if it has equal settings. */
public final class PrepareKind extends WorkKind {
    /** Its {@link #id()}. */
    public static final String ID = "prepare point";

    static final int VERSION = 8;

    /** The same draws for all points and amounts, so that what they have in common cancels in differences. */
    private static final long NOISE_SEED = 1;

    /** For the service loader. */
    public PrepareKind() {
        super(ID);
    }

    @Override
    void run(Work work) throws IOException {
        PointPreparation preparation = work.preparation();
        StagedFamily.Rows rows = work.rows();
        boolean isPoint = work.context().task().inputs().containsKey(Work.NETWORK);
        Optional<Samples> t = isPoint ? Optional.of(work.activations()) : Optional.empty();
        double sigma = 0;
        if (work.parameters().has(Parameters.SIGMA)) {
            LayerNoise layer = LayerNoise.of(
                    t.orElseThrow(),
                    rows.folds().fit(t.orElseThrow()).rows(),
                    work.parameters().number(Parameters.SIGMA),
                    NOISE_SEED);
            work.write(Work.PREPARED, out -> preparation.prepare(rows, layer.activations(), layer.noise(), out));
            sigma = layer.noise().sigma();
        } else {
            work.write(Work.PREPARED, out -> preparation.prepare(rows, t, out));
        }
        work.write(Work.FACTS, new PointFacts(t.map(Samples::dimensions).orElse(0), sigma).bytes());
    }
}
