package dev.infoplane.models.cnn;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.PointReconstruction;
import dev.infoplane.models.decoder.PixelLevels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A context CNN of one t, for any rows.
 */
record CnnAlone(ClosedForm form, PointReconstruction reconstruction, LearnedCnn learned, PixelLevels levels)
        implements ConditionalDensity {

    @Override
    public double[] logLikelihood(Samples x, @Nullable Samples t) {
        if (t == null) {
            throw new IllegalArgumentException("this density is conditional: t must not be null");
        }
        Samples.requireMatched(x, t, 1);
        return on(x, t).logLikelihood();
    }

    /** The network on other rows. */
    private LearnedCnn on(Samples x, Samples t) {
        levels.require(x);
        int[] shape = learned.data().shape();
        if (!Arrays.equals(x.rowShape(), shape)) {
            throw new IllegalArgumentException(
                    "x must have rows " + Arrays.toString(shape) + ", got " + Arrays.toString(x.rowShape()));
        }
        PointMaps maps = reconstruction.others(x, Optional.of(t));
        return learned.on(maps, form.encoded(t), x.rows());
    }

    @Override
    public List<String> warnings() {
        return learned.warnings();
    }

    @Override
    public LearningCurve learningCurve() {
        return learned.learningCurve();
    }

    /** Draws one image for every row of t, several in parallel. */
    @Override
    public Samples sample(Samples t, long seed) {
        float[] lowest = new float[t.rows() * learned.data().subPixels()];
        Arrays.fill(lowest, (float) levels.low());
        Samples anything = Samples.of(lowest, learned.data().shape());
        return on(anything, t).sample(IntStream.range(0, t.rows()).toArray(), seed);
    }

    @Override
    public void close() {
        reconstruction.close();
    }
}
