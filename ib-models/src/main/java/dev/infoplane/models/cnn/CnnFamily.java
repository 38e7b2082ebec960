package dev.infoplane.models.cnn;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.PointPreparation;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.closedform.PointReconstruction;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
        new CnnStages(options, rows).prepare(t, Optional.empty(), out);
    }

    /** As without noise; images that teach are shown under several draws of it. */
    @Override
    public void prepare(StagedFamily.Rows rows, Samples t, ConditionNoise noise, OutputStream out) throws IOException {
        if (options.closedForm.learnsFromOneDraw()) {
            PointPreparation.super.prepare(rows, t, noise, out);
        } else {
            new CnnStages(options, rows).prepare(Optional.of(t), Optional.of(noise), out);
        }
    }

    @Override
    public Pretrained learn(Samples fit, Samples validate, long seed) {
        ClosedForm.requireImages(fit);
        Samples x = joined("x", fit, validate);
        options.levels.require(x);
        CnnLearner learner = new CnnLearner(options, x, fit.rows(), validate.rows(), seed);
        return new Pretrained() {
            @Override
            public ConditionalDensity marginal() {
                try (Pretrained start = options.pool().alone().learn(fit, validate, seed)) {
                    return start.marginal();
                }
            }

            @Override
            public ConditionalDensity given(Samples tFit, Samples tValidate) {
                return given(tFit, tValidate, Optional.empty());
            }

            @Override
            public ConditionalDensity given(Samples tFit, Samples tValidate, ConditionNoise noise) {
                return options.closedForm.learnsFromOneDraw()
                        ? given(noise.fixed(tFit), tValidate)
                        : given(tFit, tValidate, Optional.of(noise));
            }

            private ConditionalDensity given(Samples tFit, Samples tValidate, Optional<ConditionNoise> noise) {
                Samples.requireMatched(fit, tFit, 1);
                Samples.requireMatched(validate, tValidate, 1);
                PointReconstruction closed = PointReconstruction.of(options.closedForm, fit, tFit, noise);
                try {
                    Samples t = joined("activations", tFit, tValidate);
                    CnnData data = learner.data(
                            closed.all(x, Optional.of(t)),
                            SeenLayer.of(options.closedForm.encoded(t), fit.rows(), noise),
                            Optional.empty(),
                            Stream.of(options.closedForm.warnings(tFit), closed.missed())
                                    .flatMap(List::stream)
                                    .toList());
                    return new CnnAlone(
                            options.closedForm, closed, learner.learned(data, learner.train(data)), options.levels);
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
    static Samples joined(String name, Samples first, Samples second) {
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
