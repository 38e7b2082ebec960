package dev.infoplane.models.cnn;

import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.PointPreparation;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.PointReconstruction;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One point at a time: {@link ContextCnn#alone}; and what a {@link ContextCnn} prepares of each point. */
record CnnFamily(CnnOptions options) implements DensityFamily, PointPreparation {
    @Override
    public String id() {
        return "context-cnn-alone";
    }

    @Override
    public Map<String, String> settings() {
        return options.settings();
    }

    @Override
    public Map<String, Object> choices() {
        return options.choices();
    }

    @Override
    public void prepare(StagedFamily.Rows rows, Optional<Samples> t, OutputStream out) throws IOException {
        new CnnStages(options, rows).prepare(t, out);
    }

    @Override
    public Pretrained learn(Samples fit, Samples validate, long seed) {
        Samples x = joined("x", fit, validate);
        options.levels.require(x);
        CnnLearner learner = new CnnLearner(options, x, fit.rows(), validate.rows(), seed);
        return new Pretrained() {
            @Override
            public ConditionalDensity marginal() {
                return density(
                        PointReconstruction.withoutActivations(options.closedForm, fit), Optional.empty(), List.of());
            }

            @Override
            public ConditionalDensity given(Samples tFit, Samples tValidate) {
                Samples.requireMatched(fit, tFit, 1);
                Samples.requireMatched(validate, tValidate, 1);
                return density(
                        PointReconstruction.of(options.closedForm, fit, tFit),
                        Optional.of(joined("activations", tFit, tValidate)),
                        options.closedForm.warnings(tFit));
            }

            private ConditionalDensity density(PointReconstruction closed, Optional<Samples> t, List<String> warnings) {
                try {
                    PointMaps maps = closed.all(x, t);
                    CnnData data = learner.data(
                            maps,
                            t.map(options.closedForm::encoded).map(all -> SeenLayer.of(all, fit.rows())),
                            warnings);
                    return new CnnAlone(
                            options.closedForm,
                            closed,
                            learner.learned(data, learner.train(data)),
                            options.levels,
                            t.isPresent());
                } catch (RuntimeException | Error e) {
                    closed.close();
                    throw e;
                }
            }

            @Override
            public void close() {
                // all of it lives on the heap
            }
        };
    }

    /** Rows that teach, then rows that validate. */
    private static Samples joined(String name, Samples first, Samples second) {
        if (!Arrays.equals(first.rowShape(), second.rowShape())) {
            throw new IllegalArgumentException(name + " that validate must have rows of shape "
                    + Arrays.toString(first.rowShape()) + ", got " + Arrays.toString(second.rowShape()));
        }
        float[] all = new float[Math.multiplyExact(first.rows() + second.rows(), first.dimensions())];
        System.arraycopy(first.toArray(), 0, all, 0, first.rows() * first.dimensions());
        System.arraycopy(
                second.toArray(), 0, all, first.rows() * first.dimensions(), second.rows() * first.dimensions());
        return Samples.of(all, first.rowShape());
    }
}
