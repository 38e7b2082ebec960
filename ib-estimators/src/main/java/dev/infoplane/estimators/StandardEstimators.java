package dev.infoplane.estimators;

import static dev.infoplane.estimate.spi.Capabilities.Variables.CONTINUOUS;
import static dev.infoplane.estimate.spi.Capabilities.Variables.DISCRETE;
import static dev.infoplane.estimate.spi.Capabilities.Variables.MIXED;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.spi.Capabilities;
import dev.infoplane.estimate.spi.Capabilities.Invariance;
import dev.infoplane.estimate.spi.EstimatorPlugin;
import dev.infoplane.estimate.spi.EstimatorProvider;
import java.util.List;
import java.util.function.Function;

/** The estimators of this package as a plug-in, each with its default settings. */
public final class StandardEstimators implements EstimatorPlugin {
    /** For the service loader. */
    public StandardEstimators() {}

    /** Settings of binning, whose rules have settings of their own. */
    private record Width(double width, boolean binInputs, EntropyCorrection correction, boolean population) {}

    private record Count(
            int count, double low, double high, boolean binInputs, EntropyCorrection correction, boolean population) {}

    private record Cells(int count, boolean binInputs, EntropyCorrection correction, boolean population) {}

    /** Settings of slicing by KSG, of which the first three can be set. */
    private record Slices(
            int slices, int dimensions, int k, String inner, Ksg.Variant variant, MarginalTransform margins) {
        private static final String[] FIXED = {"inner", "variant", "margins"};

        static Slices by(Ksg ksg) {
            return new Slices(50, 1, ksg.k(), ksg.id(), ksg.variant(), ksg.margins());
        }
    }

    @Override
    public List<EstimatorProvider> estimators() {
        Capabilities nearest =
                Capabilities.of(BoundKind.POINT, CONTINUOUS).asSymmetric().invariantUnder(Invariance.SCALING);
        Capabilities ranks = nearest.invariantUnder(Invariance.SCALING, Invariance.MONOTONE);
        Capabilities cells = Capabilities.of(BoundKind.POINT, MIXED);
        return List.of(
                itself("ksg1", ranks, Ksg.one(), "variant"),
                itself(
                        "ksg2",
                        Capabilities.of(BoundKind.POINT, CONTINUOUS)
                                .invariantUnder(Invariance.SCALING, Invariance.MONOTONE),
                        Ksg.two(),
                        "variant"),
                itself(
                        "ksg-mixed",
                        Capabilities.of(BoundKind.POINT, CONTINUOUS, DISCRETE, MIXED)
                                .asSymmetric()
                                .invariantUnder(Invariance.SCALING),
                        MixedKsg.standard()),
                itself("ksg-lnc", nearest.upToDimensions(2), LocalNonuniformity.standard()),
                itself(
                        "label-knn",
                        Capabilities.of(BoundKind.POINT, MIXED)
                                .asSymmetric()
                                .needingLabels()
                                .invariantUnder(Invariance.SCALING),
                        LabelKnn.standard()),
                itself("kozachenko-leonenko", nearest, KozachenkoLeonenko.standard()),
                itself(
                        "gaussian",
                        Capabilities.of(BoundKind.POINT, CONTINUOUS)
                                .asSymmetric()
                                .asDifferentiable()
                                .invariantUnder(Invariance.SCALING),
                        GaussianMi.plain(),
                        "copula"),
                itself("gaussian-copula", ranks, GaussianMi.plain().ofCopula(), "copula"),
                itself("discrete", counting(BoundKind.POINT), Discrete.standard()),
                itself("exact", counting(BoundKind.EXACT), new FiniteInputs()),
                of(
                        "binning-width",
                        cells,
                        new Width(0.07, false, EntropyCorrection.NONE, false),
                        s -> new Binning(new Bins.FixedWidth(s.width), s.binInputs, s.correction, s.population)),
                of(
                        "binning-count",
                        cells,
                        new Count(30, -1, 1, false, EntropyCorrection.NONE, false),
                        s -> new Binning(
                                new Bins.FixedCount(s.count, s.low, s.high), s.binInputs, s.correction, s.population)),
                of(
                        "binning-quantile",
                        cells,
                        new Cells(30, false, EntropyCorrection.NONE, false),
                        s -> new Binning(new Bins.EqualFrequency(s.count), s.binInputs, s.correction, s.population)),
                of(
                        "binning-range",
                        cells,
                        new Cells(30, false, EntropyCorrection.NONE, false),
                        s -> new Binning(new Bins.LayerRange(s.count), s.binInputs, s.correction, s.population)),
                itself(
                        "pairwise-lower",
                        Capabilities.of(BoundKind.LOWER, MIXED).asDifferentiable(),
                        PairwiseDistance.lower(0.1),
                        "side"),
                itself(
                        "pairwise-upper",
                        Capabilities.of(BoundKind.UPPER, MIXED).asDifferentiable(),
                        PairwiseDistance.upper(0.1),
                        "side"),
                itself(
                        "matrix-renyi",
                        Capabilities.of(BoundKind.RELATED, CONTINUOUS, MIXED)
                                .asSymmetric()
                                .asDifferentiable()
                                .invariantUnder(Invariance.SCALING),
                        MatrixRenyi.standard()),
                of(
                        "sliced-mean",
                        Capabilities.of(BoundKind.LOWER, CONTINUOUS),
                        Slices.by(Ksg.one()),
                        s -> Sliced.mean(Ksg.one().withK(s.k), s.slices).onDimensions(s.dimensions),
                        Slices.FIXED),
                of(
                        "sliced-max",
                        Capabilities.of(BoundKind.LOWER, CONTINUOUS),
                        Slices.by(Ksg.one()),
                        s -> Sliced.max(Ksg.one().withK(s.k), s.slices).onDimensions(s.dimensions),
                        Slices.FIXED));
    }

    private static Capabilities counting(BoundKind bound) {
        return Capabilities.of(bound, DISCRETE)
                .asSymmetric()
                .invariantUnder(Invariance.SCALING, Invariance.MONOTONE, Invariance.RELABELLING);
    }

    private static <R extends Record & MiEstimator> EstimatorProvider itself(
            String id, Capabilities capabilities, R defaults, String... fixed) {
        return EstimatorProvider.of(id, capabilities, defaults, estimator -> estimator, fixed);
    }

    private static <R extends Record> EstimatorProvider of(
            String id, Capabilities capabilities, R defaults, Function<R, MiEstimator> make, String... fixed) {
        return EstimatorProvider.of(id, capabilities, defaults, make, fixed);
    }
}
