package dev.infoplane.benchmarks;

import dev.infoplane.benchmarks.KnownDistribution.Kind;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimators.Binning;
import dev.infoplane.estimators.Discrete;
import dev.infoplane.estimators.EntropyCorrection;
import dev.infoplane.estimators.GaussianMi;
import dev.infoplane.estimators.KozachenkoLeonenko;
import dev.infoplane.estimators.Ksg;
import dev.infoplane.estimators.LabelKnn;
import dev.infoplane.estimators.LocalNonuniformity;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.MixedKsg;
import dev.infoplane.estimators.PairwiseDistance;
import dev.infoplane.estimators.Sliced;
import java.util.ArrayList;
import java.util.List;

/**
 * An estimator in one setting.
 *
 * @param name in the tables
 * @param estimator the estimator
 * @param least dimensions a side from which it is tried
 * @param most dimensions a side up to which it is tried
 */
record Candidate(String name, MiEstimator estimator, int least, int most) {
    private static final int ANY = Integer.MAX_VALUE;

    Candidate(String name, MiEstimator estimator) {
        this(name, estimator, 1, ANY);
    }

    boolean takes(KnownDistribution task) {
        return task.dimensions() >= least && task.dimensions() <= most;
    }

    static List<Candidate> of(Kind kind, int threads) {
        List<Candidate> list = new ArrayList<>();
        MixedKsg mixed = new MixedKsg(5, MarginalTransform.STANDARDISED, threads);
        if (kind == Kind.CONTINUOUS) {
            list.add(new Candidate("ksg1", Ksg.one().withThreads(threads)));
            list.add(new Candidate("ksg2", Ksg.two().withThreads(threads)));
            Ksg standardised =
                    Ksg.one().withMargins(MarginalTransform.STANDARDISED).withThreads(threads);
            list.add(new Candidate("ksg1, standardised", standardised));
            list.add(new Candidate(
                    "ksg-lnc", new LocalNonuniformity(10, MarginalTransform.STANDARDISED, threads), 1, 2));
            list.add(new Candidate(
                    "kozachenko-leonenko", new KozachenkoLeonenko(3, MarginalTransform.STANDARDISED, threads)));
            list.add(new Candidate("gaussian", GaussianMi.plain()));
            list.add(new Candidate("gaussian, shrunk", GaussianMi.plain().shrunk()));
            list.add(new Candidate("gaussian-copula", GaussianMi.plain().ofCopula()));
            list.add(new Candidate(
                    "binning-quantile",
                    Binning.equalFrequency(12).ofBothSides().withCorrection(EntropyCorrection.MILLER_MADOW),
                    1,
                    1));
            list.add(new Candidate("ksg-mixed", mixed));
            Ksg slice = Ksg.one().withThreads(threads);
            list.add(new Candidate("sliced-max", Sliced.max(slice, 20), 2, ANY));
            list.add(new Candidate("sliced-mean", Sliced.mean(slice, 20), 2, ANY));
        } else if (kind == Kind.NOISY) {
            list.add(new Candidate(
                    "pairwise-lower",
                    PairwiseDistance.lower(KnownDistribution.NOISE).withThreads(threads)));
            list.add(new Candidate(
                    "pairwise-upper",
                    PairwiseDistance.upper(KnownDistribution.NOISE).withThreads(threads)));
        } else {
            list.add(new Candidate("ksg-mixed", mixed));
            if (kind == Kind.MIXED) {
                list.add(new Candidate("label-knn", new LabelKnn(3, MarginalTransform.STANDARDISED, threads)));
            } else {
                for (EntropyCorrection correction : EntropyCorrection.values()) {
                    list.add(new Candidate("discrete " + correction, new Discrete(correction)));
                }
            }
        }
        return list;
    }
}
