package dev.infoplane.models.closedform;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The probability of each level given the mean and scale that a closed form predicts. */
final class ClosedFormDensity implements ConditionalDensity {
    private static final int ROWS_AT_ONCE = 4096;

    private final Reconstruction reconstruction;
    private final List<String> warnings;
    private final LevelTable table;

    /** @param warnings what is doubtful about the activations */
    ClosedFormDensity(Reconstruction reconstruction, List<String> warnings) {
        this.reconstruction = reconstruction;
        this.warnings = warnings;
        this.table = reconstruction.levelTable();
    }

    @Override
    public double[] logLikelihood(Samples x, @Nullable Samples t) {
        if (!reconstruction.isConditional()) {
            return logLikelihood(x);
        }
        if (t == null) {
            throw new IllegalArgumentException("this density is conditional: t must not be null");
        }
        return score(x, Optional.of(t));
    }

    @Override
    public double[] logLikelihood(Samples x) {
        if (reconstruction.isConditional()) {
            throw new UnsupportedOperationException("this density is conditional: score x together with t");
        }
        return score(x, Optional.empty());
    }

    private double[] score(Samples x, Optional<Samples> t) {
        double[] nats = new double[x.rows()];
        for (int from = 0; from < nats.length; from += ROWS_AT_ONCE) {
            int first = from;
            int to = Math.min(nats.length, from + ROWS_AT_ONCE);
            Fields fields = reconstruction.fields(x.slice(from, to), t.map(e -> e.slice(first, to)));
            float[] scale = reconstruction.scale(fields);
            for (int at = 0; at < scale.length; at++) {
                nats[from + at / fields.subPixels()] +=
                        table.logProbability(Math.round(fields.levels()[at]), fields.mean()[at], scale[at]);
            }
        }
        return nats;
    }

    /** Empty: there are no steps. */
    @Override
    public LearningCurve learningCurve() {
        return new LearningCurve(List.of());
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public void close() {
        reconstruction.close();
    }
}
