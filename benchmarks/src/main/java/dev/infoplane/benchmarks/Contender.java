package dev.infoplane.benchmarks;

import dev.infoplane.benchmarks.Task.Kind;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimators.Binning;
import dev.infoplane.estimators.Correction;
import dev.infoplane.estimators.Discrete;
import dev.infoplane.estimators.GaussianMi;
import dev.infoplane.estimators.KozachenkoLeonenko;
import dev.infoplane.estimators.Ksg;
import dev.infoplane.estimators.LabelKnn;
import dev.infoplane.estimators.LocalNonuniformity;
import dev.infoplane.estimators.Margins;
import dev.infoplane.estimators.MixedKsg;
import java.util.ArrayList;
import java.util.List;

/**
 * An estimator in one setting.
 *
 * @param name in the tables
 * @param estimator the estimator
 * @param most dimensions a side that it is tried on
 */
record Contender(String name, MiEstimator estimator, int most) {
    private static final int ANY = Integer.MAX_VALUE;

    static List<Contender> of(Kind kind, int threads) {
        List<Contender> list = new ArrayList<>();
        MixedKsg mixed = new MixedKsg(5, Margins.STANDARDISED, threads);
        if (kind == Kind.CONTINUOUS) {
            list.add(new Contender("ksg1", Ksg.one().withThreads(threads), ANY));
            list.add(new Contender("ksg2", Ksg.two().withThreads(threads), ANY));
            Ksg standardised = Ksg.one().withMargins(Margins.STANDARDISED).withThreads(threads);
            list.add(new Contender("ksg1, standardised", standardised, ANY));
            list.add(new Contender("ksg-lnc", new LocalNonuniformity(10, Margins.STANDARDISED, threads), 2));
            list.add(new Contender(
                    "kozachenko-leonenko", new KozachenkoLeonenko(3, Margins.STANDARDISED, threads), ANY));
            list.add(new Contender("gaussian", GaussianMi.plain(), ANY));
            list.add(new Contender("gaussian-copula", GaussianMi.plain().ofCopula(), ANY));
            list.add(new Contender(
                    "binning-quantile",
                    Binning.equalFrequency(12).ofBothSides().withCorrection(Correction.MILLER_MADOW),
                    1));
        } else {
            list.add(new Contender("ksg-mixed", mixed, ANY));
            if (kind == Kind.MIXED) {
                list.add(new Contender("label-knn", new LabelKnn(3, Margins.STANDARDISED, threads), ANY));
            } else {
                for (Correction correction : Correction.values()) {
                    list.add(new Contender("discrete " + correction, new Discrete(correction), ANY));
                }
            }
        }
        return list;
    }
}
