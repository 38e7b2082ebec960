package dev.infoplane.study.work;

import dev.infoplane.density.spi.DensityBounds;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointCodec;
import dev.infoplane.plane.PointKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Measures a quantity of a point by itself. */
public final class EstimateKind extends WorkKind {
    static final String ID = "estimate";
    static final int VERSION = 6;

    /** For the service loader. */
    public EstimateKind() {
        super(ID);
    }

    @Override
    void run(Work work) throws IOException {
        Parameters p = work.parameters();
        boolean isLabel = p.text(Parameters.QUANTITY).equals(Work.LABEL);
        Samples x = work.samples(Work.IMAGES, isLabel ? Work.HELD_OUT_LABELS : Work.HELD_OUT);
        Samples t = work.activations();
        boolean learns = !p.has(Parameters.ESTIMATOR); // what learns divides the rows itself
        Optional<Estimate> estimate = Optional.of(estimator(work, isLabel)
                .estimate(
                        learns ? x : work.folds().measure(x),
                        learns ? t : work.folds().measure(t),
                        work.seed()));
        PlanePoint point = new PlanePoint(
                new PointKey(p.text(Parameters.NAME), p.integer(Parameters.EPOCH), p.text(Parameters.HOOK_POINT)),
                isLabel ? Optional.empty() : estimate,
                isLabel ? estimate : Optional.empty());
        work.write(Work.ESTIMATE, PointCodec.write(point).getBytes(StandardCharsets.UTF_8));
    }

    private static MiEstimator estimator(Work work, boolean isLabel) throws IOException {
        Parameters p = work.parameters();
        if (p.has(Parameters.ESTIMATOR)) {
            return EstimatorRegistry.load().create(p.text(Parameters.ESTIMATOR), p.settings());
        }
        Optional<Information> entropy =
                isLabel ? Optional.of(Information.ofNats(p.number(Parameters.ENTROPY))) : Optional.empty();
        return DensityBounds.load().of(work.family(), entropy, work.folds());
    }
}
