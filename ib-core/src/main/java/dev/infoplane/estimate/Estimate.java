package dev.infoplane.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One measured mutual information, with all that is needed to read it: what it claims, under which noise, from how many
 * samples, by which estimator in which setting. Immutable.
 */
public final class Estimate {
    private static final int BOOTSTRAP_RESAMPLES = 2000;

    private final Information value;
    private final BoundKind bound;
    private final NoiseModel noise;
    private final Information standardError;
    private final int samples;
    private final Integer inputDimensions;
    private final String estimator;
    private final Map<String, String> settings;
    private final List<String> warnings;
    private final double[] pointwiseNats;
    private final LearningCurve learningCurve;
    private final ConvergenceGap convergenceGap;
    private final Information generalizationGap;
    private final Information decoderSpread;

    private Estimate(Builder b) {
        value = b.value;
        bound = b.bound;
        noise = b.noise;
        standardError = b.standardError;
        samples = b.samples;
        inputDimensions = b.inputDimensions;
        estimator = b.estimator;
        settings = Collections.unmodifiableMap(new TreeMap<>(b.settings));
        warnings = List.copyOf(b.warnings);
        pointwiseNats = b.pointwiseNats;
        learningCurve = b.learningCurve;
        convergenceGap = b.convergenceGap;
        generalizationGap = b.generalizationGap;
        decoderSpread = b.decoderSpread;
        if (samples < 1) {
            throw new IllegalArgumentException("an estimate needs at least 1 sample, got " + samples);
        }
        if (standardError != null && standardError.nats() < 0) {
            throw new IllegalArgumentException("a standard error cannot be negative, got " + standardError);
        }
        if (decoderSpread != null && decoderSpread.nats() < 0) {
            throw new IllegalArgumentException("a decoder spread cannot be negative, got " + decoderSpread);
        }
        if (inputDimensions != null && inputDimensions < 1) {
            throw new IllegalArgumentException("an input has at least 1 dimension, got " + inputDimensions);
        }
        if (pointwiseNats != null && pointwiseNats.length != samples) {
            throw new IllegalArgumentException(
                    "pointwise values must be one a sample, got " + pointwiseNats.length + " for " + samples);
        }
        if (pointwiseNats != null) {
            Moments.requireNumbers(pointwiseNats);
        }
    }

    /** Starts an estimate: the value and its claim are required, the rest has plain defaults. */
    public static Builder of(Information value, BoundKind bound, String estimator, int samples) {
        return new Builder(value, bound, estimator, samples);
    }

    /**
     * An estimate that is the mean of one contribution a sample; its standard error is that of the mean, left out if there
     * is one sample only. Keeping the contributions lets two estimates on the same samples be compared pair by pair. Where
     * contributions of consecutive samples resemble each other, the estimate warns that samples are not independent.
     *
     * @throws IllegalArgumentException if there are no contributions or they have no mean, naming the first that is NaN
     */
    public static Builder ofPointwise(double[] pointwiseNats, BoundKind bound, String estimator) {
        Moments m = Moments.of(pointwiseNats);
        Builder builder = new Builder(Information.ofNats(m.mean()), bound, estimator, pointwiseNats.length);
        builder.pointwiseNats = pointwiseNats.clone();
        SerialDependence.of(pointwiseNats).ifPresent(builder::warning);
        return pointwiseNats.length < 2 ? builder : builder.standardError(Information.ofNats(m.standardError()));
    }

    /** The measured amount. */
    public Information value() {
        return value;
    }

    /** What the value claims. */
    public BoundKind bound() {
        return bound;
    }

    /** The noise under which it was made. */
    public NoiseModel noise() {
        return noise;
    }

    /**
     * Sampling error of the value over the measured samples, if the estimator gives one. Estimators that suspect a bias of
     * their own widen it by that bias, as their documentation says. It is not the error of I.
     */
    public Optional<Information> standardError() {
        return Optional.ofNullable(standardError);
    }

    /**
     * Where the quantity lies, by Student's t distribution with one degree of freedom less than samples.
     *
     * <p>The shape follows the claim, see {@link Interval}. There is none where it would say nothing: without a standard error,
     * where value or error is infinite, and where the estimate carries a warning, for a bias of unknown size may then exceed
     * the error. An exact value needs no error.
     *
     * @param level the level of confidence, such as 0.95
     */
    public Optional<Interval> interval(double level) {
        Interval.requireLevel(level);
        return withError()
                .map(error -> Interval.of(
                        this,
                        level,
                        share -> Information.ofNats(
                                value.nats() + error * StudentT.quantile(share, Math.max(1, samples - 1)))));
    }

    /**
     * Where the quantity lies, by the bootstrap: the contributions of samples are drawn again with replacement 2,000 times. It
     * follows a skewed distribution of contributions, which the t distribution does not. Deviations are widened by as much as
     * the standard error exceeds that of the mean, so that what the estimator suspects of its own bias stays part of it. There
     * is none without {@link #pointwiseNats()} of at least two samples, and where {@link #interval} has none.
     *
     * @param level the level of confidence, such as 0.95
     * @param seed the only source of randomness
     */
    public Optional<Interval> bootstrapInterval(double level, long seed) {
        Interval.requireLevel(level);
        return pointwiseNats == null || samples < 2
                ? Optional.empty()
                : withError()
                        .map(error -> Interval.of(
                                this,
                                level,
                                new Bootstrap(value.nats(), pointwiseNats, error, BOOTSTRAP_RESAMPLES, seed)));
    }

    /** The standard error in nats, if an interval from it says something. */
    private Optional<Double> withError() {
        double error =
                bound == BoundKind.EXACT ? 0 : standardError == null ? Double.POSITIVE_INFINITY : standardError.nats();
        return warnings.isEmpty() && Double.isFinite(error) && Double.isFinite(value.nats())
                ? Optional.of(error)
                : Optional.empty();
    }

    /** How many samples the value is averaged over. */
    public int samples() {
        return samples;
    }

    /** The number of values in one input, for bits per dimension; set where inputs are images or vectors. */
    public Optional<Integer> inputDimensions() {
        return Optional.ofNullable(inputDimensions);
    }

    /** The id of the estimator. */
    public String estimator() {
        return estimator;
    }

    /** The estimator's settings, by name. */
    public Map<String, String> settings() {
        return settings;
    }

    /** What a reader must know before trusting the value: at a ceiling, outside the regime, not converged. */
    public List<String> warnings() {
        return warnings;
    }

    /** One contribution a sample, in nats, a copy; their mean is the value. Only for estimators that are such a mean. */
    public Optional<double[]> pointwiseNats() {
        return Optional.ofNullable(pointwiseNats).map(double[]::clone);
    }

    /** How the density behind the value was learned, for estimators that learn one. */
    public Optional<LearningCurve> learningCurve() {
        return Optional.ofNullable(learningCurve);
    }

    /** What more training of the densities behind the value would still bring; empty if it is not known. */
    public Optional<ConvergenceGap> convergenceGap() {
        return Optional.ofNullable(convergenceGap);
    }

    /**
     * How much more a sample that validates or measures costs under the density behind the value than one it learned from. A large gap says
     * that more samples to learn from would raise the value.
     */
    public Optional<Information> generalizationGap() {
        return Optional.ofNullable(generalizationGap);
    }

    /**
     * How far the value moves if nothing changes but the seed of the decoder and an invertible linear re-encoding of t: a standard
     * deviation, measured for the family of decoders. Empty if it is not known, as for decoders that learn from raw activations,
     * which can read two encodings of the same information very differently.
     */
    public Optional<Information> decoderSpread() {
        return Optional.ofNullable(decoderSpread);
    }

    @Override
    public String toString() {
        String error = standardError == null ? "" : " ± " + standardError;
        return value + error + ", " + bound.phrase() + " by " + estimator + " from " + samples + " samples, noise "
                + noise + (warnings.isEmpty() ? "" : ", warnings: " + String.join(" | ", warnings));
    }

    /** Mean and its standard error, in two passes; a mean of one or of infinite values has an infinite error. */
    private record Moments(double mean, double standardError) {
        static void requireNumbers(double[] values) {
            for (int i = 0; i < values.length; i++) {
                if (Double.isNaN(values[i])) {
                    throw new IllegalArgumentException(
                            "the contribution of sample " + i + " of " + values.length + " is NaN");
                }
            }
        }

        static Moments of(double[] values) {
            int n = values.length;
            if (n == 0) {
                throw new IllegalArgumentException("an estimate needs at least 1 sample, got 0");
            }
            requireNumbers(values);
            double mean = Arrays.stream(values).sum() / n;
            if (Double.isNaN(mean)) {
                throw new IllegalArgumentException("contributions of both +Infinity and -Infinity have no mean");
            }
            if (n < 2 || Double.isInfinite(mean)) {
                return new Moments(mean, Double.POSITIVE_INFINITY);
            }
            double squares =
                    Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
            return new Moments(mean, Math.sqrt(squares / (n - 1) / n));
        }
    }

    /** Collects the parts of an {@link Estimate}. */
    public static final class Builder {
        private final Information value;
        private final BoundKind bound;
        private final String estimator;
        private final int samples;
        private NoiseModel noise = NoiseModel.none();
        private Information standardError;
        private Integer inputDimensions;
        private Map<String, String> settings = Map.of();
        private final List<String> warnings = new ArrayList<>();
        private double[] pointwiseNats;
        private LearningCurve learningCurve;
        private ConvergenceGap convergenceGap;
        private Information generalizationGap;
        private Information decoderSpread;

        private Builder(Information value, BoundKind bound, String estimator, int samples) {
            this.value = Objects.requireNonNull(value, "value");
            this.bound = Objects.requireNonNull(bound, "bound");
            this.estimator = Objects.requireNonNull(estimator, "estimator");
            this.samples = samples;
        }

        /** Sets the noise model; {@link NoiseModel#none()} unless set. */
        public Builder noise(NoiseModel model) {
            noise = Objects.requireNonNull(model, "noise model");
            return this;
        }

        /** Sets the sampling error. */
        public Builder standardError(Information error) {
            standardError = error;
            return this;
        }

        /** Sets the number of values in one input. */
        public Builder inputDimensions(int dimensions) {
            inputDimensions = dimensions;
            return this;
        }

        /** Sets the contributions, one a sample; a copy is kept. */
        public Builder pointwiseNats(double[] nats) {
            pointwiseNats = nats.clone();
            return this;
        }

        /**
         * Keeps no contributions of single samples, for a value whose samples are not those of other values of the same rows, so that nobody
         * pairs them.
         */
        public Builder withoutPointwise() {
            pointwiseNats = null;
            return this;
        }

        /** Sets the estimator's settings. */
        public Builder settings(Map<String, String> values) {
            settings = values;
            return this;
        }

        /** Adds a warning. */
        public Builder warning(String text) {
            warnings.add(text);
            return this;
        }

        /** Sets the learning curve. */
        public Builder learningCurve(LearningCurve curve) {
            learningCurve = curve;
            return this;
        }

        /** Sets what more training would still bring. */
        public Builder convergenceGap(ConvergenceGap gap) {
            convergenceGap = gap;
            return this;
        }

        /** Sets how much more samples that validate or measure cost than samples that taught. */
        public Builder generalizationGap(Information gap) {
            generalizationGap = gap;
            return this;
        }

        /** Sets how far the value moves with the seed of the decoder and the encoding of t. */
        public Builder decoderSpread(Information spread) {
            decoderSpread = spread;
            return this;
        }

        /** The finished estimate. */
        public Estimate build() {
            return new Estimate(this);
        }
    }
}
