package dev.infoplane.models.context;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.PointReconstruction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** A pool of one point at a time: {@link PooledContextMlp#alone}. */
record ContextMlpOnClosedForm(PooledOptions options) implements DensityFamily {
    @Override
    public String id() {
        return "context-mlp-on-closed-form";
    }

    @Override
    public Map<String, String> settings() {
        return options.settings();
    }

    /** That of its closed form. */
    @Override
    public OptionalDouble relativeSpread(int values, int rows) {
        return options.closedForm.relativeSpread(values, rows);
    }

    @Override
    public Pretrained learn(Samples fit, Samples validate, long seed) {
        ClosedForm.requireImages(fit);
        ContextDensity.requireShape("x that validate", validate, fit.rowShape());
        Samples x = joined(fit, validate);
        PooledLearner learner = new PooledLearner(options, x, fit.rows(), validate.rows(), seed);
        return new Pretrained() {
            @Override
            public ConditionalDensity marginal() {
                return density(
                        PointReconstruction.withoutActivations(options.closedForm, fit),
                        Optional.empty(),
                        maps -> List.of());
            }

            @Override
            public ConditionalDensity given(Samples tFit, Samples tValidate) {
                return given(tFit, tValidate, Optional.empty());
            }

            @Override
            public ConditionalDensity given(Samples tFit, Samples tValidate, ConditionNoise noise) {
                return given(tFit, tValidate, Optional.of(noise));
            }

            private ConditionalDensity given(Samples tFit, Samples tValidate, Optional<ConditionNoise> noise) {
                Samples.requireMatched(fit, tFit, 1);
                Samples.requireMatched(validate, tValidate, 1);
                ContextDensity.requireShape("activations that validate", tValidate, tFit.rowShape());
                return density(
                        PointReconstruction.of(options.closedForm, fit, tFit, noise),
                        Optional.of(joined(tFit, tValidate)),
                        maps -> Stream.of(
                                        options.closedForm.warnings(tFit),
                                        options.closedForm.unseen(fit.rowShape(), maps::image, tFit, noise))
                                .flatMap(List::stream)
                                .toList());
            }

            private ConditionalDensity density(
                    PointReconstruction learned, Optional<Samples> t, Function<PointMaps, List<String>> warnings) {
                try {
                    PointMaps maps = learned.all(x, t);
                    return new AloneDensity(
                            learned,
                            learner.learn(List.of(maps), maps.firstTeachingRow(), options.steps),
                            options.levels,
                            t.isPresent(),
                            Stream.of(warnings.apply(maps), learned.missed())
                                    .flatMap(List::stream)
                                    .toList());
                } catch (RuntimeException | Error e) {
                    learned.close();
                    throw e;
                }
            }

            @Override
            public void close() {
                // all of it lives on the heap
            }
        };
    }

    private static Samples joined(Samples first, Samples second) {
        float[] all = new float[Math.multiplyExact(first.rows() + second.rows(), first.dimensions())];
        System.arraycopy(first.toArray(), 0, all, 0, first.rows() * first.dimensions());
        System.arraycopy(
                second.toArray(), 0, all, first.rows() * first.dimensions(), second.rows() * first.dimensions());
        return Samples.of(all, first.rowShape());
    }
}
