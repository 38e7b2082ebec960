package dev.infoplane.estimators;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.FoldDoubts;
import dev.infoplane.density.Folds;
import dev.infoplane.density.LayerNoise;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.NoiseCurve;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.NestedSettings;
import dev.infoplane.estimators.internal.discrete.CodeLengths;
import dev.infoplane.estimators.internal.discrete.EntropyCeiling;
import dev.infoplane.estimators.internal.discrete.KnownEntropy;
import dev.infoplane.estimators.internal.discrete.RowMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Mutual information from a learned density: I(X;T) ≥ H(X) + E[log q(x|t)] (Barber &amp; Agakov 2003; for images Nash et al.
 * 2018 and Darlow &amp; Storkey 2020).
 *
 * <p>What the number claims depends on how H(X) is known:
 *
 * <ul>
 *   <li>{@link #withKnownEntropy}: H(X) is given exactly, for instance ln K for K balanced labels; the estimate is a
 *       {@link BoundKind#LOWER lower bound}.
 *   <li>{@link #againstMarginal}: H(X) is unknown and replaced by the cross-entropy of an unconditional density of the same
 *       family and training; the estimate, mean of log q(x|t) − log q(x), is {@link BoundKind#DECODABLE decodable
 *       information} (Xu et al. 2020), no bound in either direction.
 *   <li>{@link #againstDroppedCondition}: the same, with q(x) from the very density that gives q(x|t).
 * </ul>
 *
 * <p>The samples are shared out by {@link Folds}: the rows that measure teach nothing. The standard error is the sampling
 * error over the measured rows and, where H(X) is given and rows of x repeat, how far they can confirm it; it does not
 * contain the variance over training seeds. Estimates keep one contribution a row,
 * so that two of them can be compared in pairs. Non-finite input is refused.
 */
public final class DecoderBound implements MiEstimator {
    /** Raised whenever values through noise change and others do not. */
    private static final String NOISE_REVISION = "3";

    /** What stands for H(X). */
    private enum Reference {
        KNOWN_ENTROPY,
        MARGINAL,
        DROPPED_CONDITION
    }

    private final DensityFamily family;
    private final Reference reference;
    private final Information entropy;
    private final Folds folds;
    private final DecoderListener listener;
    private final double relativeNoise;

    private DecoderBound(
            DensityFamily family,
            Reference reference,
            Information entropy,
            Folds folds,
            DecoderListener listener,
            double relativeNoise) {
        this.family = Objects.requireNonNull(family, "family");
        this.reference = reference;
        this.entropy = entropy;
        this.folds = Objects.requireNonNull(folds, "folds");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.relativeNoise = LayerNoise.requireRelative(relativeNoise);
    }

    /** Measures decodable information, against an unconditional density of the same family. */
    public static DecoderBound againstMarginal(DensityFamily family) {
        return new DecoderBound(family, Reference.MARGINAL, null, Folds.DEFAULT, DecoderListener.NONE, 0);
    }

    /**
     * Measures decodable information, against each density itself with its condition dropped
     * ({@link ConditionalDensity#withoutCondition}): one model gives both terms, so that their difference owes nothing to the
     * training of a second one. The family must {@link DensityFamily#learnsWithoutCondition learn to do without}; PixelCNN++
     * does with {@code PixelCnn.conditionDropout}.
     */
    public static DecoderBound againstDroppedCondition(DensityFamily family) {
        if (!family.learnsWithoutCondition()) {
            throw new IllegalArgumentException("the densities of " + family.id()
                    + " do not learn to do without their condition, so it cannot be dropped; let the family drop the"
                    + " condition of a share of rows (PixelCnn.conditionDropout), or measure againstMarginal");
        }
        return new DecoderBound(family, Reference.DROPPED_CONDITION, null, Folds.DEFAULT, DecoderListener.NONE, 0);
    }

    /**
     * Measures a lower bound, for x of known entropy. Samples that contradict it are refused: labels whose counts show
     * another entropy, beyond sampling error, and pixels whose levels cannot hold it. Labels that agree within sampling error
     * confirm the entropy only that far: this error joins the standard error, as does any excess of the given entropy over
     * what they show, and an excess of more than two of these errors is warned of. So are labels too few to show an entropy.
     * Samples that hardly repeat, such as images and continuous values, can confirm no entropy; it is taken as given.
     *
     * @param entropy H(X) of a whole row, finite
     */
    public static DecoderBound withKnownEntropy(DensityFamily family, Information entropy) {
        return new DecoderBound(
                family, Reference.KNOWN_ENTROPY, requireEntropy(entropy), Folds.DEFAULT, DecoderListener.NONE, 0);
    }

    static Information requireEntropy(Information entropy) {
        Objects.requireNonNull(entropy, "entropy");
        if (!Double.isFinite(entropy.nats()) || entropy.nats() < 0) {
            throw new IllegalArgumentException("the entropy of x must be finite and not negative, got " + entropy);
        }
        return entropy;
    }

    /** This estimator with these folds, which share samples between fitting, validation and measurement. */
    public DecoderBound folds(Folds folds) {
        return new DecoderBound(family, reference, entropy, folds, listener, relativeNoise);
    }

    /** This estimator with a listener that receives every learned density before it is closed. */
    public DecoderBound listener(DecoderListener listener) {
        return new DecoderBound(family, reference, entropy, folds, listener, relativeNoise);
    }

    /**
     * This estimator of I(X; T + N(0, σ²)), the information about noisy activations, which is finite for deterministic networks
     * too. The noise is independent, with one σ for all values of a layer: a share of the root mean square deviation of its
     * values, measured on the rows that learn. It is drawn afresh while learning, as far as the family
     * {@linkplain DensityFamily.Pretrained#given(Samples, Samples, dev.infoplane.density.ConditionNoise) can}; each validated or
     * measured row has one draw, which depends on the seed and its number only.
     *
     * @param relativeSigma σ as a share of the layer's deviation; 0 for none
     */
    public DecoderBound noise(double relativeSigma) {
        return new DecoderBound(family, reference, entropy, folds, listener, relativeSigma);
    }

    /**
     * Measures I(X; T + N(0, σ²)) at several σ, from one parent.
     *
     * @param relativeSigmas as of {@link #noise}; 0 measures without noise
     */
    public NoiseCurve noiseCurve(Samples x, Samples t, long seed, double... relativeSigmas) {
        List<NoiseCurve.Point> points = new ArrayList<>();
        try (OnInputs prepared = prepare(x, seed)) {
            for (double relative : relativeSigmas) {
                points.add(new NoiseCurve.Point(relative, noise(relative).estimate(prepared, t)));
            }
        }
        return new NoiseCurve(points);
    }

    private Estimate estimate(OnInputs prepared, Samples t) {
        return new OnInputs(prepared.x, prepared.parent, prepared.marginal, prepared.judged, prepared.seed).estimate(t);
    }

    @Override
    public String id() {
        return "decoder-bound/" + family.id();
    }

    @Override
    public Map<String, String> settings() {
        String said = switch (reference) {
            case KNOWN_ENTROPY -> entropy.nats() + " nats";
            case MARGINAL -> "marginal of the same family";
            case DROPPED_CONDITION -> "the same density, its condition dropped";
        };
        Map<String, String> own = new TreeMap<>(Map.of("folds", folds.toString(), "entropy", said));
        if (relativeNoise > 0) {
            own.put("noise", relativeNoise + " of the layer's deviation");
            own.put("noiseRevision", NOISE_REVISION);
        }
        return NestedSettings.of(own, "family", family.settings());
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        Samples.requireMatched(
                Objects.requireNonNull(x, "x"), Objects.requireNonNull(t, "t"), 1); // before anything learns
        t.requireFinite("t");
        try (Prepared prepared = prepare(x, seed)) {
            return prepared.estimate(t);
        }
    }

    /** Learns the shared parent and, unless H(X) is known, the unconditional density, once for all t. */
    @Override
    public OnInputs prepare(Samples x, long seed) {
        folds.requireEnough(Objects.requireNonNull(x, "x"));
        x.requireFinite("x");
        KnownEntropy confirmed = KnownEntropy.NOT_ASKED;
        if (reference == Reference.KNOWN_ENTROPY) {
            confirmed = KnownEntropy.check(entropy, x, "x")
                    .and(KnownEntropy.check(entropy, folds.measure(x), "the measured part of x"));
        }
        DensityFamily.Pretrained parent = family.learn(folds.fit(x), folds.validate(x), seed);
        Optional<Marginal> marginal = Optional.empty();
        if (reference == Reference.MARGINAL) {
            try (ConditionalDensity density = parent.marginal()) {
                marginal = Optional.of(new Marginal(
                        density.logLikelihood(folds.measure(x)),
                        ConvergenceGap.of(density.learningCurve()),
                        density.warnings()));
                listener.marginal(density);
            } catch (RuntimeException | Error e) {
                parent.close();
                throw e;
            }
        }
        Optional<CodeLengths> coded = reference == Reference.KNOWN_ENTROPY ? Optional.empty() : CodeLengths.of(x);
        Optional<RowMixture> mixture = RowMixture.of(folds.fit(x), folds.measure(x));
        Judged judged = new Judged(confirmed, coded, mixture, FoldDoubts.ofInputs(x, folds));
        return new OnInputs(x, parent, marginal, judged, seed);
    }

    /**
     * What x itself shows.
     *
     * @param confirmed how far x confirms a known entropy
     * @param coded what its rows cost by tables of counts, where no entropy is known
     * @param mixture of rows that taught
     * @param doubts about its rows
     */
    private record Judged(
            KnownEntropy confirmed, Optional<CodeLengths> coded, Optional<RowMixture> mixture, List<String> doubts) {}

    /** log q(x) of every measured row under the unconditional density, what more training would bring it, and what it warns of. */
    private record Marginal(double[] nats, Optional<ConvergenceGap> gap, List<String> warnings) {}

    final class OnInputs implements Prepared {
        private final Samples x;
        private final DensityFamily.Pretrained parent;
        private final Optional<Marginal> marginal;
        private final Judged judged;
        private final long seed;

        OnInputs(Samples x, DensityFamily.Pretrained parent, Optional<Marginal> marginal, Judged judged, long seed) {
            this.x = x;
            this.parent = parent;
            this.marginal = marginal;
            this.judged = judged;
            this.seed = seed;
        }

        @Override
        public Estimate estimate(Samples t) {
            Samples.requireMatched(x, Objects.requireNonNull(t, "t"), 1);
            if (relativeNoise == 0) {
                return estimate(t, NoiseModel.none(), parent.given(folds.fit(t), folds.validate(t)));
            }
            t.requireFinite("t");
            LayerNoise layer = LayerNoise.of(t, folds.fit(t).rows(), relativeNoise, seed);
            Samples noisy = layer.noise().fixed(layer.activations());
            return estimate(
                    noisy,
                    NoiseModel.gaussian(layer.noise().sigma()),
                    parent.given(folds.fit(layer.activations()), folds.validate(noisy), layer.noise()));
        }

        /** @param learned is closed */
        private Estimate estimate(Samples t, NoiseModel noise, ConditionalDensity learned) {
            Samples measured = folds.measure(t);
            try (ConditionalDensity density = learned) {
                double[] nats = density.logLikelihood(folds.measure(x), measured);
                DecoderJudgement.Reference compared = reference(density);
                listener.conditional(density, measured);
                return estimate(nats, compared, density, t, noise);
            }
        }

        private DecoderJudgement.Reference reference(ConditionalDensity density) {
            return switch (reference) {
                case KNOWN_ENTROPY ->
                    DecoderJudgement.Reference.of(entropy, folds.measure(x).rows(), judged.mixture);
                case MARGINAL ->
                    DecoderJudgement.Reference.of(marginal.orElseThrow().nats(), judged.coded, judged.mixture);
                case DROPPED_CONDITION -> {
                    try (ConditionalDensity without = density.withoutCondition()) {
                        yield DecoderJudgement.Reference.of(
                                without.logLikelihood(folds.measure(x)), judged.coded, judged.mixture);
                    }
                }
            };
        }

        private Estimate estimate(
                double[] measured,
                DecoderJudgement.Reference compared,
                ConditionalDensity density,
                Samples t,
                NoiseModel noise) {
            double[] nats = new double[measured.length];
            Arrays.setAll(nats, i -> measured[i] - compared.nats()[i]);
            BoundKind bound = reference == Reference.KNOWN_ENTROPY ? BoundKind.LOWER : BoundKind.DECODABLE;
            Estimate.Builder b = Estimate.ofPointwise(nats, bound, id())
                    .settings(settings())
                    .noise(noise)
                    .inputDimensions(x.dimensions())
                    .learningCurve(curve(density));
            Stream.of(
                            density.warnings(),
                            marginal.map(Marginal::warnings).orElse(List.of()),
                            judged.doubts,
                            FoldDoubts.ofActivations(t, folds))
                    .flatMap(List::stream)
                    .distinct()
                    .forEach(b::warning);
            return new DecoderJudgement(
                            compared,
                            gap(density),
                            family.relativeSpread(t.dimensions(), folds.fit(t).rows()),
                            Optional.of(Generalization.of(density, folds, x, t, measured)),
                            judged.confirmed,
                            EntropyCeiling.of(t))
                    .on(b);
        }

        /** Without the ends of smaller budgets if the other density, which the value is a difference from, was not watched at them. */
        private LearningCurve curve(ConditionalDensity density) {
            LearningCurve curve = density.learningCurve();
            return reference == Reference.DROPPED_CONDITION ? new LearningCurve(curve.points()) : curve;
        }

        private Optional<ConvergenceGap> gap(ConditionalDensity density) {
            Optional<ConvergenceGap> conditional = ConvergenceGap.of(density.learningCurve());
            return switch (reference) {
                case KNOWN_ENTROPY -> conditional;
                case MARGINAL ->
                    conditional.flatMap(c -> marginal.flatMap(Marginal::gap).map(c::minus));
                case DROPPED_CONDITION -> conditional.map(ConvergenceGap::againstUnwatched);
            };
        }

        @Override
        public void close() {
            parent.close();
        }
    }
}
