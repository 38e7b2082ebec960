package dev.infoplane.density;

/** What a {@link PooledFamily} has learned. Not thread-safe. */
public interface PooledDensities extends AutoCloseable {
    /**
     * The density q(x|t) of one point; valid until this is closed.
     *
     * @throws IllegalArgumentException if there is no such point, listing those there are
     */
    PooledDensity given(String point);

    /**
     * The density q(x) that the points are compared with; valid until this is closed. If it needs a training of its own, that
     * runs when it is first asked for.
     */
    PooledDensity marginal();

    /** Frees native memory; closing twice is harmless. */
    @Override
    void close();
}
