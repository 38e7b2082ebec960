package dev.infoplane.estimators;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.Folds;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.NestedSettings;
import dev.infoplane.estimators.internal.discrete.KnownEntropy;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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

    private DecoderBound(
            DensityFamily family, Reference reference, Information entropy, Folds folds, DecoderListener listener) {
        this.family = Objects.requireNonNull(family, "family");
        this.reference = reference;
        this.entropy = entropy;
        this.folds = Objects.requireNonNull(folds, "folds");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** Measures decodable information, against an unconditional density of the same family. */
    public static DecoderBound againstMarginal(DensityFamily family) {
        return new DecoderBound(family, Reference.MARGINAL, null, Folds.DEFAULT, DecoderListener.NONE);
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
        return new DecoderBound(family, Reference.DROPPED_CONDITION, null, Folds.DEFAULT, DecoderListener.NONE);
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
                family, Reference.KNOWN_ENTROPY, requireEntropy(entropy), Folds.DEFAULT, DecoderListener.NONE);
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
        return new DecoderBound(family, reference, entropy, folds, listener);
    }

    /** This estimator with a listener that receives every learned density before it is closed. */
    public DecoderBound listener(DecoderListener listener) {
        return new DecoderBound(family, reference, entropy, folds, listener);
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
        return NestedSettings.of(Map.of("folds", folds.toString(), "entropy", said), "family", family.settings());
    }

    @Override
    public Estimate estimate(Samples x, Samples t, long seed) {
        try (Prepared prepared = prepare(x, seed)) {
            return prepared.estimate(t);
        }
    }

    /** Learns the shared parent and, unless H(X) is known, the unconditional density, once for all t. */
    @Override
    public Prepared prepare(Samples x, long seed) {
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
                        density.logLikelihood(folds.measure(x)), ConvergenceGap.of(density.learningCurve())));
                listener.marginal(density);
            } catch (RuntimeException | Error e) {
                parent.close();
                throw e;
            }
        }
        return new OnInputs(x, parent, marginal, confirmed);
    }

    /** log q(x) of every measured row under the unconditional density, and what more training would bring it. */
    private record Marginal(double[] nats, Optional<ConvergenceGap> gap) {}

    private final class OnInputs implements Prepared {
        private final Samples x;
        private final DensityFamily.Pretrained parent;
        private final Optional<Marginal> marginal;
        private final KnownEntropy confirmed;

        OnInputs(Samples x, DensityFamily.Pretrained parent, Optional<Marginal> marginal, KnownEntropy confirmed) {
            this.x = x;
            this.parent = parent;
            this.marginal = marginal;
            this.confirmed = confirmed;
        }

        @Override
        public Estimate estimate(Samples t) {
            Samples.requireMatched(x, Objects.requireNonNull(t, "t"), 1);
            Samples measured = folds.measure(t);
            try (ConditionalDensity density = parent.given(folds.fit(t), folds.validate(t))) {
                double[] nats = density.logLikelihood(folds.measure(x), measured);
                double[] unconditional = unconditional(density);
                for (int i = 0; i < nats.length; i++) {
                    nats[i] -= unconditional[i];
                }
                listener.conditional(density, measured);
                return estimate(nats, unconditional, density, t);
            }
        }

        /** log q(x) of every measured row, or what stands for it. */
        private double[] unconditional(ConditionalDensity density) {
            return switch (reference) {
                case KNOWN_ENTROPY -> {
                    double[] same = new double[folds.measure(x).rows()];
                    Arrays.fill(same, -entropy.nats());
                    yield same;
                }
                case MARGINAL -> marginal.orElseThrow().nats();
                case DROPPED_CONDITION -> {
                    try (ConditionalDensity without = density.withoutCondition()) {
                        yield without.logLikelihood(folds.measure(x));
                    }
                }
            };
        }

        private Estimate estimate(double[] nats, double[] unconditional, ConditionalDensity density, Samples t) {
            BoundKind bound = reference == Reference.KNOWN_ENTROPY ? BoundKind.LOWER : BoundKind.DECODABLE;
            Estimate.Builder b = Estimate.ofPointwise(nats, bound, id())
                    .settings(settings())
                    .inputDimensions(x.dimensions())
                    .learningCurve(density.learningCurve());
            density.warnings().forEach(b::warning);
            return new DecoderJudgement(
                            unconditional,
                            gap(density),
                            family.relativeSpread(),
                            Optional.of(Generalization.of(density, folds, x, t)),
                            confirmed)
                    .on(b);
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
