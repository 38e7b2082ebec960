package dev.infoplane.probe.internal.session;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.Identity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An estimator with its seed, prepared once for the same samples. */
public final class SeededEstimator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SeededEstimator.class);

    /** Raised whenever the same samples, seed and settings come to give other numbers. */
    private static final int LIBRARY_REVISION = 4;

    private final MiEstimator estimator;
    private final long seed;
    private Samples to;
    private MiEstimator.Prepared prepared;

    /** An estimator with the seed of all its estimates. */
    public SeededEstimator(MiEstimator estimator, long seed) {
        this.estimator = estimator;
        this.seed = seed;
    }

    /** Says it in the log if an estimator does not override {@link MiEstimator#settings()}. */
    public static void tellIfSilent(MiEstimator estimator) {
        try {
            if (estimator.getClass().getMethod("settings").getDeclaringClass() == MiEstimator.class) {
                LOG.warn(
                        "the estimator '{}' does not declare its settings, so a stored point that it measured with other"
                                + " settings is taken for its own; override MiEstimator.settings()",
                        estimator.id());
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every estimator has settings()", e);
        }
    }

    /** Estimates I(matched; t), preparing the estimator only when {@code matched} is another object than before. */
    public Estimate estimate(Samples matched, Samples t) {
        prepare(matched);
        return prepared.estimate(t);
    }

    /** Prepares the estimator, which finds mistakes in {@code matched} before anything is measured. */
    public void prepare(Samples matched) {
        if (to != matched) {
            close();
            prepared = estimator.prepare(matched, seed);
            to = matched;
        }
    }

    /**
     * Everything that determines an estimate, apart from the activations.
     *
     * @param samples what the activations are measured against
     */
    public Identity identity(Identity samples) {
        return Identity.of("measurement", 1)
                .with("library", LIBRARY_REVISION)
                .with("estimator", estimator.id())
                .with("settings", estimator.settings())
                .with("seed", seed)
                .with("samples", samples);
    }

    /** Whether the estimator declares the settings that an estimate of its own says. */
    public boolean declares(Estimate estimate) {
        return estimate.settings().equals(estimator.settings());
    }

    /** The estimator's id. */
    public String id() {
        return estimator.id();
    }

    /** Frees what the estimator kept. */
    @Override
    public void close() {
        if (prepared != null) {
            prepared.close();
            prepared = null;
            to = null;
        }
    }
}
