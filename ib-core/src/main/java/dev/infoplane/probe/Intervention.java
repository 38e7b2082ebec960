package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.probe.internal.PassSubscription;
import dev.infoplane.probe.internal.session.Values;
import dev.infoplane.storage.Identity;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * A change of the values at hook points while the network computes. With noise or rounding the information that a
 * deterministic layer carries becomes finite and well defined (Goldfeld et al. 2019). Gradients pass as if the value had not
 * been changed, except through {@link #replace}. Immutable.
 *
 * <p>Noise comes from the seed alone: the n-th value at a point since the intervention began gets the same noise in every run,
 * and the engine's random numbers are not touched. Interventions that are given together each have their own; those attached
 * by themselves with one seed have the same, at one point.
 */
public final class Intervention {
    private final Tap where;
    private final String words;
    private final Effect effect;
    private final NoiseModel noise;
    private final PassSubscription.Passes passes;
    private final long seed;

    /** Changes a value. */
    interface Effect {
        NDArray apply(NDArray value, SplittableRandom random);
    }

    private Intervention(
            Tap where, String words, Effect effect, NoiseModel noise, PassSubscription.Passes passes, long seed) {
        this.where = where;
        this.words = words;
        this.effect = effect;
        this.noise = noise;
        this.passes = passes;
        this.seed = seed;
    }

    /**
     * Adds independent Gaussian noise.
     *
     * @param glob which points, see {@link Tap#glob}
     * @param sigma its standard deviation
     */
    public static Intervention gaussianNoise(String glob, double sigma) {
        NoiseModel model = NoiseModel.gaussian(sigma);
        return create(glob, model.toString(), model, (value, random) -> {
            requireFloating(glob, value);
            float[] noise = new float[Math.toIntExact(value.size())];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) (sigma * random.nextGaussian());
            }
            return value.add(value.getManager().create(noise, value.getShape()).toType(value.getDataType(), false));
        });
    }

    /**
     * Clips to a range and rounds to the middle of one of 2^bits cells of equal width.
     *
     * @param glob which points, see {@link Tap#glob}
     * @param bits 1 to 16
     * @param low the lower end of the range
     * @param high the upper end of the range
     */
    public static Intervention quantise(String glob, int bits, double low, double high) {
        if (bits < 1 || bits > 16) {
            throw new IllegalArgumentException("bits must be 1 to 16, got " + bits);
        }
        if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("the range must be finite and low < high, got " + low + " to " + high);
        }
        int cells = 1 << bits;
        double width = (high - low) / cells;
        return create(glob, "quantise(" + bits + " bits)", NoiseModel.quantised(width), (value, random) -> {
            requireFloating(glob, value);
            NDArray plain = value.stopGradient();
            NDArray cell = plain.sub(low).div(width).floor().clip(0, cells - 1);
            NDArray nothing = NDArrays.where(plain.isInfinite(), plain.zerosLike(), value.sub(plain));
            return cell.add(0.5).mul(width).add(low).add(nothing);
        });
    }

    /**
     * Replaces a value. The network continues with a copy of the replacement, so that an in-place operation further
     * down does not change what was captured elsewhere and is used as a patch.
     *
     * @param glob which points, see {@link Tap#glob}
     * @param function from {@code [n, ...]} to the same shape; must not change its argument
     */
    public static Intervention replace(String glob, UnaryOperator<NDArray> function) {
        Objects.requireNonNull(function, "function");
        return create(glob, "replace", NoiseModel.none(), (value, random) -> {
            NDArray next = function.apply(value);
            Shape expected = value.getShape();
            if (next == null || next.getDataType() != value.getDataType()) {
                throw new IllegalArgumentException(
                        "what takes the place of a value at '" + glob + "' must be of its type, " + value.getDataType()
                                + ", but is " + (next == null ? "null" : next.getDataType()));
            }
            if (!next.getShape().equals(expected)) {
                throw new IllegalArgumentException("what takes the place of a value at '" + glob
                        + "' must have its shape, " + expected + ", but has " + next.getShape());
            }
            return next == value ? value : Values.give(Values.copy(next), value.getManager());
        });
    }

    private static void requireFloating(String glob, NDArray value) {
        if (!value.getDataType().isFloating()) {
            throw new IllegalArgumentException(
                    "noise and rounding at '" + glob + "' need floating-point values, found " + value.getDataType());
        }
    }

    /** This intervention during evaluation only. By default it acts during both training and evaluation. */
    public Intervention duringEvaluation() {
        return new Intervention(where, words, effect, noise, PassSubscription.Passes.EVALUATION, seed);
    }

    /** This intervention during training only. By default it acts during both training and evaluation. */
    public Intervention duringTraining() {
        return new Intervention(where, words, effect, noise, PassSubscription.Passes.TRAINING, seed);
    }

    /** This intervention with a seed for its noise. The default is 0. */
    public Intervention seed(long value) {
        return new Intervention(where, words, effect, noise, passes, value);
    }

    Tap where() {
        return where;
    }

    Effect effect() {
        return effect;
    }

    NoiseModel noise() {
        return noise;
    }

    PassSubscription.Passes passes() {
        return passes;
    }

    long seedValue() {
        return seed;
    }

    /** What it does, as far as words can say; a function of the caller's has none. */
    Identity identity() {
        return Identity.of("intervention", 1)
                .with("change", words)
                .with("where", where.toString())
                .with("noise", noise.toString())
                .with("passes", passes)
                .with("seed", seed);
    }

    private static Intervention create(String glob, String words, NoiseModel noise, Effect effect) {
        return new Intervention(Tap.glob(glob), words, effect, noise, PassSubscription.Passes.ALL, 0);
    }

    @Override
    public String toString() {
        return words + " at " + where;
    }
}
