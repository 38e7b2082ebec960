package dev.infoplane.models.context;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.PointReconstruction;
import dev.infoplane.models.decoder.PixelLevels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A context MLP on the closed form of one t, or of none, for any rows.
 *
 * @param isConditional whether it sees t
 */
record AloneDensity(
        PointReconstruction reconstruction,
        Learned learned,
        PixelLevels levels,
        boolean isConditional,
        List<String> warnings)
        implements ConditionalDensity {

    @Override
    public double[] logLikelihood(Samples x, @Nullable Samples t) {
        if (!isConditional) {
            return logLikelihood(x);
        }
        if (t == null) {
            throw new IllegalArgumentException("this density is conditional: t must not be null");
        }
        Samples.requireMatched(x, t, 1);
        return score(x, Optional.of(t));
    }

    @Override
    public double[] logLikelihood(Samples x) {
        if (isConditional) {
            throw new UnsupportedOperationException("this density is conditional: score x together with t");
        }
        return score(x, Optional.empty());
    }

    private double[] score(Samples x, Optional<Samples> t) {
        Learned rows = on(x, t);
        return rows.score(rows.measure(), 0);
    }

    /** The network on other rows. */
    private Learned on(Samples x, Optional<Samples> t) {
        levels.require(x);
        ContextDensity.requireShape("x", x, learned.shape());
        return learned.on(reconstruction.others(x, t), PooledLearner.scaled(x, learned.levels()));
    }

    @Override
    public LearningCurve learningCurve() {
        return learned.curves().get(0);
    }

    /** Draws one image for every row of t, several in parallel. */
    @Override
    public Samples sample(Samples t, long seed) {
        float[] lowest = new float[t.rows() * learned.data().subPixels()];
        Arrays.fill(lowest, (float) levels.low());
        Samples anything = Samples.of(lowest, learned.shape());
        return on(anything, isConditional ? Optional.of(t) : Optional.empty())
                .sample(0, IntStream.range(0, t.rows()).toArray(), seed);
    }

    @Override
    public void close() {
        reconstruction.close();
    }
}
