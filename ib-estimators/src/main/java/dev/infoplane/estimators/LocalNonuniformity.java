package dev.infoplane.estimators;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.RecordSettings;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.internal.Doubt;
import dev.infoplane.estimators.internal.Parallel;
import dev.infoplane.estimators.internal.neighbour.BiasCheck;
import dev.infoplane.estimators.internal.neighbour.Ceiling;
import dev.infoplane.estimators.internal.neighbour.DuplicateRows;
import dev.infoplane.estimators.internal.neighbour.FreeColumns;
import dev.infoplane.estimators.internal.neighbour.LocalTerms;
import dev.infoplane.estimators.internal.neighbour.MarginalSpace;
import dev.infoplane.estimators.internal.neighbour.NearestNeighbours;
import dev.infoplane.estimators.internal.neighbour.Neighbourhoods;
import dev.infoplane.estimators.internal.neighbour.PrincipalBox;
import dev.infoplane.estimators.internal.neighbour.Side;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;

/**
 * Algorithm 2 of {@link Ksg} with the local non-uniformity correction of Gao, Ver Steeg and Galstyan (2015, AISTATS, eq. 14
 * and algorithm 1): where the k neighbours of a sample fill a box along their principal axes whose volume is clearly smaller
 * than that of the axis-parallel one, the logarithm of the ratio is added. Strong dependence, where neighbourhoods are thin
 * and oblique and KSG reads too low, becomes visible from far fewer samples. Unlike in the paper, what the boxes of x alone and
 * of t alone are smaller is taken off first: a side that lies on a curve is flat by itself, which is no dependence.
 *
 * <p>A point estimate in nats, for continuous variables, no noise, symmetric up to rounding. The threshold of the ratio is
 * the 0.5 percent quantile of what k uniform points give, found by a fixed simulation. k must exceed the dimensions of both
 * sides together, else principal axes are none; beyond two a side k points show oblique boxes where there are none, and the
 * estimate is too high; the result warns of this. Columns that are constant or linear maps of others are omitted, and the result
 * reports how many. How much of its box a thin neighbourhood fills depends on the shape of what makes it thick, which is not known:
 * the standard error holds 0.35 nats for each direction. Otherwise error, warnings and memory are as for {@link Ksg}; the time is O(n (k d² + d³)) more.
 *
 * @param k how many neighbours
 * @param margins what is done to each column first; not normal scores where dependence is nearly perfect, since ranks then agree
 *     exactly and the oblique box looks flat
 * @param threads how many threads share the work; they change no bit of the result
 */
public record LocalNonuniformity(int k, MarginalTransform margins, int threads) implements MiEstimator {
    /**
     * Nats, for each direction in which neighbourhoods of k or of four times as many are thin, by which the box of its points may be wider or narrower than what they
     * fill: for normal points it is as wide, for uniform ones wider by 0.2 to 0.6 nats.
     */
    private static final double SHAPE = 0.35;

    /** Refuses a k or a number of threads below 1. */
    public LocalNonuniformity {
        Objects.requireNonNull(margins, "margins");
        Checks.atLeast("k", 1, k);
        Checks.atLeast("threads", 1, threads);
    }

    /** k = 10, standardised columns, all processors. */
    public static LocalNonuniformity standard() {
        return new LocalNonuniformity(
                10, MarginalTransform.STANDARDISED, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public String id() {
        return "ksg-lnc";
    }

    @Override
    public Map<String, String> settings() {
        return RecordSettings.describe(this, "threads");
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Checks.neighbours(x, t, k);
        return FreeColumns.measure(id(), settings(), x, t, this::measure);
    }

    private Estimate.Builder measure(Samples x, Samples t) {
        int dx = x.dimensions();
        int dt = t.dimensions();
        int d = dx + dt;
        if (k <= d) {
            throw new IllegalArgumentException("k must be > the dimensions of x and t together, got k = " + k
                    + ", dimensions = " + dx + " + " + dt);
        }
        int n = x.rows();
        Side sideX = Side.of(x, margins);
        Side sideT = Side.of(t, margins);
        try (Parallel workers = new Parallel(threads)) {
            MarginalSpace ofX = new MarginalSpace(sideX.rows(), dx, workers);
            MarginalSpace ofT = new MarginalSpace(sideT.rows(), dt, workers);
            Neighbourhoods near = Neighbourhoods.of(sideX, sideT, k, true, row -> true, workers);
            double[] local = Ksg.terms(Ksg.Variant.TWO, k, near, ofX, ofT, workers);
            Corrected corrected = correct(local, sideX, sideT, k, row -> true, workers);
            int wide = BiasCheck.neighbours(k, n);
            IntPredicate some = BiasCheck.rows(n);
            Neighbourhoods around = Neighbourhoods.of(sideX, sideT, wide, true, some, workers);
            double[] wider = Ksg.terms(Ksg.Variant.TWO, wide, around, ofX, ofT, workers);
            Corrected ofWider = correct(wider, sideX, sideT, wide, some, workers);
            double nats = LocalTerms.mean(local);
            BiasCheck check = BiasCheck.of(local, wider, k, d);
            Estimate.Builder result = check.estimate(
                    id(),
                    List.of(
                            GaussianCheck.missed(sideX, sideT, margins, nats, check.chance()),
                            Parts.missed(sideX, sideT, nats, check.chance(), workers),
                            new Doubt(
                                    SHAPE * Math.min(dx, dt) * Math.max(corrected.share(), ofWider.share()),
                                    Optional.empty())));
            near.warnings(k, Math.max(sideX.scale(), sideT.scale())).forEach(result::warning);
            DuplicateRows.nearly(around.close(), around.looked()).ifPresent(result::warning);
            DuplicateRows.of("x", x).ifPresent(result::warning);
            DuplicateRows.of("t", t).ifPresent(result::warning);
            DuplicateRows.ofColumns("x", x).filter(w -> dx > 1).ifPresent(result::warning);
            DuplicateRows.ofColumns("t", t).filter(w -> dt > 1).ifPresent(result::warning);
            Ceiling.ofFlat(corrected.flat, n).ifPresent(result::warning);
            if (d > 4) {
                result.warning("outside the regime: in " + d
                        + " dimensions together the correction is too large, so the" + " estimate may be too high");
            }
            return result;
        }
    }

    /** How many neighbourhoods were looked at, are thin, and have no thickness at all. */
    private record Corrected(long looked, long thin, long flat) {
        double share() {
            return (double) thin / looked;
        }
    }

    /** Takes from the terms of some rows what is thin in their neighbourhoods beyond what is thin in a side. */
    private static Corrected correct(double[] local, Side x, Side t, int k, IntPredicate some, Parallel workers) {
        int d = x.d() + t.d();
        float[] joint = x.beside(t);
        LongAdder flat = new LongAdder();
        LongAdder thin = new LongAdder();
        LongAdder looked = new LongAdder();
        double threshold = PrincipalBox.threshold(k, x.d(), t.d());
        NearestNeighbours.each(joint, d, k, some, workers, () -> {
            PrincipalBox box = new PrincipalBox(k, x.d(), t.d());
            return (row, nearest) -> {
                for (int i = 0; i < k; i++) {
                    for (int j = 0; j < d; j++) {
                        box.offset(i, j, joint[nearest.neighbour(i) * d + j] - joint[row * d + j]);
                    }
                }
                looked.increment();
                double ratio = box.logRatio();
                if (ratio < threshold) {
                    local[row] -= ratio;
                    thin.increment();
                }
                if (box.isFlat()) {
                    flat.increment();
                }
            };
        });
        return new Corrected(looked.sum(), thin.sum(), flat.sum());
    }
}
