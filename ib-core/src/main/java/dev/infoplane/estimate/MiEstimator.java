package dev.infoplane.estimate;

import java.util.Map;

/**
 * Measures mutual information I(X;T) from matched samples.
 *
 * <p>An estimator is immutable and safe to use from several threads at once unless its documentation says otherwise. The
 * seed is its only randomness: same samples and seed, same bits. It refuses what it cannot measure (unequal numbers of
 * rows, too few rows, NaN, infinity) with an {@link IllegalArgumentException} that says what was found and expected.
 */
public interface MiEstimator {
    /** A short stable name, for instance {@code "ksg1"}. */
    String id();

    /**
     * Everything that was chosen and changes a value, by name. Every estimate carries the same {@link Estimate#settings()}.
     * A stored result is found again only by an estimator with equal settings, so whatever is left out here makes two
     * different estimators look the same. Raise a setting such as {@code revision} when the code comes to give other values.
     */
    default Map<String, String> settings() {
        return Map.of();
    }

    /**
     * Measures I(X;T).
     *
     * @param x inputs, {@code [n, ...]}
     * @param t activations (or, for I(T;Y), the variable that is informed about {@code x}), {@code [n, ...]}, row
     *     {@code i} belonging to row {@code i} of {@code x}
     * @param seed the only source of randomness
     */
    Estimate estimate(Samples x, Samples t, long seed);

    /**
     * Does once what depends on {@code x} alone (a tree, an entropy, a parent decoder) and keeps it for many {@code t}.
     * {@code prepare(x, seed).estimate(t)} equals {@code estimate(x, t, seed)} bit for bit.
     */
    default Prepared prepare(Samples x, long seed) {
        return t -> estimate(x, t, seed);
    }

    /** An estimator bound to one set of inputs and one seed. Not safe for use from several threads. */
    @FunctionalInterface
    interface Prepared extends AutoCloseable {
        /** Measures I(X;T) against the prepared inputs. */
        Estimate estimate(Samples t);

        /** Frees what was kept; closing twice is harmless. */
        @Override
        default void close() {}
    }
}
