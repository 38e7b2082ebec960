package dev.infoplane.estimators;

import dev.infoplane.density.FoldDoubts;
import dev.infoplane.density.Folds;
import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.PooledFamily;
import dev.infoplane.density.spi.DensityBounds;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.internal.NestedSettings;
import dev.infoplane.estimators.internal.PoolIdentity;
import dev.infoplane.estimators.internal.discrete.CodeLengths;
import dev.infoplane.estimators.internal.discrete.EntropyCeiling;
import dev.infoplane.estimators.internal.discrete.KnownEntropy;
import dev.infoplane.estimators.internal.discrete.RowMixture;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointKey;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Mutual information of x with many t at once, from densities that are learned together ({@link PooledFamily}). What the values
 * claim is what those of {@link DecoderBound} claim.
 *
 * <pre>{@code
 * Map<PointKey, Samples> stored = …;
 * InformationPlane plane = PooledBound.againstMarginal(family).plane(x, stored.keySet(), stored::get, seed);
 * }</pre>
 *
 * <p>Activations are asked for one point at a time, so that those of a large plane can be read from disk. The points of a pool
 * share one training; so the values of a point depend, slightly, on which others are in the pool. The settings of each estimate
 * name the pool by a digest of all its points and their activations.
 */
public final class PooledBound {
    private final PooledFamily family;
    private final Optional<Information> entropy;
    private final Folds folds;
    private final Consumer<PooledDensities> listener;

    private PooledBound(
            PooledFamily family, Optional<Information> entropy, Folds folds, Consumer<PooledDensities> listener) {
        this.family = Objects.requireNonNull(family, "family");
        this.entropy = entropy;
        this.folds = Objects.requireNonNull(folds, "folds");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** Measures decodable information, against the unconditional density of the same pool. */
    public static PooledBound againstMarginal(PooledFamily family) {
        return new PooledBound(family, Optional.empty(), Folds.DEFAULT, densities -> {});
    }

    /**
     * Measures lower bounds, for x of known entropy. It is checked against the samples as by
     * {@link DecoderBound#withKnownEntropy}.
     *
     * @param entropy H(X) of a whole row, finite
     */
    public static PooledBound withKnownEntropy(PooledFamily family, Information entropy) {
        return new PooledBound(
                family, Optional.of(DecoderBound.requireEntropy(entropy)), Folds.DEFAULT, densities -> {});
    }

    /** This estimator with these folds, which share samples between fitting, validation and measurement. */
    public PooledBound folds(Folds folds) {
        return new PooledBound(family, entropy, folds, listener);
    }

    /** This estimator with a listener that receives what was learned before it is closed, to draw samples for instance. */
    public PooledBound listener(Consumer<PooledDensities> listener) {
        return new PooledBound(family, entropy, folds, listener);
    }

    /** A short stable name. */
    public String id() {
        return "pooled-bound/" + family.id();
    }

    /** What was chosen, by name. Estimates carry these and the identity of their pool. */
    public Map<String, String> settings() {
        return settings(Map.of());
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> own = new TreeMap<>(more);
        own.put("folds", folds.toString());
        own.put("entropy", entropy.map(e -> e.nats() + " nats").orElse("marginal of the same pool"));
        return NestedSettings.of(own, "family", family.settings());
    }

    /**
     * Measures an information plane.
     *
     * @param x inputs, {@code [n, ...]}
     * @param points which points, each once
     * @param activations reads those of a point, rows matching x; asked for one point at a time, and perhaps more than once
     * @param seed the only source of randomness
     */
    public InformationPlane plane(
            Samples x, Collection<PointKey> points, Function<? super PointKey, Samples> activations, long seed) {
        return InformationPlane.of(estimate(x, points, activations, seed).entrySet().stream()
                .map(e -> new PlanePoint(e.getKey(), Optional.of(e.getValue()), Optional.empty()))
                .toList());
    }

    /**
     * Measures all points, in their order.
     *
     * @param x inputs, {@code [n, ...]}
     * @param points what names the points: their texts must differ
     * @param activations reads those of a point, rows matching x; asked for one point at a time, and perhaps more than once
     * @param seed the only source of randomness
     * @throws IllegalArgumentException if there are no points, if two have the same name, or if activations do not match x
     */
    public <K> Map<K, Estimate> estimate(
            Samples x, Collection<K> points, Function<? super K, Samples> activations, long seed) {
        KnownEntropy confirmed = check(x, points);
        PoolIdentity identity = new PoolIdentity();
        Map<String, Seen> seen = new TreeMap<>();
        Map<String, Supplier<Samples>> readers = new TreeMap<>();
        for (K point : points) {
            String name = point.toString();
            Supplier<Samples> reader = () -> {
                Samples t = identity.seen(name, read(x, name, activations.apply(point)));
                seen.computeIfAbsent(name, key -> new Seen(t.dimensions(), EntropyCeiling.of(t)));
                return t;
            };
            if (readers.put(name, reader) != null) {
                throw new IllegalArgumentException("two points of the pool are named '" + name + "'");
            }
        }
        try (PooledDensities densities = family.learn(x, folds, readers, seed)) {
            Judgement judgement =
                    new Judgement(x, confirmed, densities::marginal, settings(Map.of("pool", identity.toString())));
            Map<K, Estimate> estimates = new LinkedHashMap<>();
            for (K point : points) {
                String name = point.toString();
                estimates.put(
                        point,
                        judgement.of(densities.given(name), Optional.ofNullable(seen.get(name)), NoiseModel.none()));
            }
            listener.accept(densities);
            return estimates;
        }
    }

    /**
     * Measures points whose densities were learned elsewhere, by {@link dev.infoplane.density.StagedFamily} for instance.
     *
     * @param x inputs, {@code [n, ...]}
     * @param pool what was learned, of all its points or of some
     */
    public <K> Map<K, Estimate> estimate(Samples x, DensityBounds.Learned<K> pool) {
        KnownEntropy confirmed = check(x, pool.points().keySet());
        Judgement judgement = new Judgement(x, confirmed, pool::marginal, settings(Map.of("pool", pool.name())));
        Map<K, Estimate> estimates = new LinkedHashMap<>();
        pool.points()
                .forEach((point, learned) -> estimates.put(
                        point,
                        judgement.of(
                                learned.density(),
                                Optional.of(new Seen(learned.values(), EntropyCeiling.NONE)),
                                learned.noise())));
        return estimates;
    }

    private KnownEntropy check(Samples x, Collection<?> points) {
        folds.requireEnough(Objects.requireNonNull(x, "x"));
        x.requireFinite("x");
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a pool needs at least 1 point, got none");
        }
        return entropy.map(h -> KnownEntropy.check(h, x, "x")
                        .and(KnownEntropy.check(h, folds.measure(x), "the measured part of x")))
                .orElse(KnownEntropy.NOT_ASKED);
    }

    /**
     * What is known of the activations of a point.
     *
     * @param values a row has
     */
    private record Seen(int values, EntropyCeiling ceiling) {}

    /** What the points of one pool have in common. */
    private final class Judgement {
        private final Samples x;
        private final KnownEntropy confirmed;
        private final Map<String, String> settings;
        private final DecoderJudgement.Reference compared;
        private final Optional<ConvergenceGap> reference;
        private final List<String> doubts;

        Judgement(Samples x, KnownEntropy confirmed, Supplier<PooledDensity> marginal, Map<String, String> settings) {
            this.x = x;
            this.confirmed = confirmed;
            this.settings = settings;
            doubts = Stream.of(
                            FoldDoubts.ofInputs(x, folds),
                            entropy.isPresent()
                                    ? List.<String>of()
                                    : marginal.get().warnings())
                    .flatMap(List::stream)
                    .toList();
            Optional<RowMixture> mixture = RowMixture.of(folds.fit(x), folds.measure(x));
            compared = entropy.map(h ->
                            DecoderJudgement.Reference.of(h, folds.measure(x).rows(), mixture))
                    .orElseGet(() ->
                            DecoderJudgement.Reference.of(marginal.get().logLikelihood(), CodeLengths.of(x), mixture));
            reference = entropy.isPresent()
                    ? Optional.of(ConvergenceGap.NONE)
                    : ConvergenceGap.of(marginal.get().learningCurve());
        }

        /** @param seen what is known of the activations, if they were seen */
        Estimate of(PooledDensity density, Optional<Seen> seen, NoiseModel noise) {
            double[] measured = density.logLikelihood();
            double[] nats = new double[measured.length];
            Arrays.setAll(nats, i -> measured[i] - compared.nats()[i]);
            BoundKind bound = entropy.isPresent() ? BoundKind.LOWER : BoundKind.DECODABLE;
            Estimate.Builder b = Estimate.ofPointwise(nats, bound, id())
                    .settings(settings)
                    .noise(noise)
                    .inputDimensions(x.dimensions())
                    .learningCurve(density.learningCurve());
            density.warnings().forEach(b::warning);
            doubts.forEach(b::warning);
            return new DecoderJudgement(
                            compared,
                            ConvergenceGap.of(density.learningCurve()).flatMap(c -> reference.map(c::minus)),
                            spread(seen.map(Seen::values), folds.fit(x).rows()),
                            generalization(density, measured),
                            confirmed,
                            seen.map(Seen::ceiling).orElse(EntropyCeiling.NONE))
                    .on(b);
        }
    }

    private static Samples read(Samples x, String point, Samples t) {
        try {
            Samples.requireMatched(x, t, 1);
            return t;
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new IllegalArgumentException("activations of the point '" + point + "': " + e.getMessage(), e);
        }
    }

    /** Empty if the family did not read the activations of the point. */
    private OptionalDouble spread(Optional<Integer> values, int taught) {
        return values.map(v -> family.relativeSpread(v, taught)).orElse(OptionalDouble.empty());
    }

    private static Optional<Generalization> generalization(PooledDensity density, double[] measured) {
        return density.taughtLogLikelihood()
                .map(taught -> Generalization.of(taught, density.validationLogLikelihood(), measured));
    }
}
