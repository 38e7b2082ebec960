package dev.infoplane.models.families;

import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.PooledFamily;
import dev.infoplane.density.spi.DensityPlugin;
import dev.infoplane.density.spi.DensityProvider;
import dev.infoplane.density.spi.LearningPlace;
import dev.infoplane.learn.TrainingProgress;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.cnn.ContextCnn;
import dev.infoplane.models.cnn.ContextCnnSize;
import dev.infoplane.models.context.ContextMlp;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.models.decoder.PixelCnn;
import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.decoder.PooledPixelCnn;
import dev.infoplane.models.decoder.TrainingBudget;
import java.util.List;

/** The families of this module as a plug-in, each with its default settings. Images have 256 levels from 0 to 1 unless set. */
public final class StandardFamilies implements DensityPlugin {
    /** For the service loader. */
    public StandardFamilies() {}

    private record PixelCnnSettings(
            int filters,
            int units,
            int mixtures,
            int resolutions,
            int parentSteps,
            int steps,
            int batchSize,
            double learningRate,
            int checks,
            double dropout,
            double conditionDropout,
            boolean closedForm,
            int levels,
            double low,
            double high) {
        PixelCnn family(LearningPlace place) {
            PixelCnn family = bare(place);
            return closedForm ? family.onClosedForm(ClosedForm.of(new PixelLevels(levels, low, high))) : family;
        }

        /** On no closed form. */
        PixelCnn bare(LearningPlace place) {
            PixelCnn family = PixelCnn.of(
                            new PixelCnnSize(filters, units, mixtures, resolutions), new PixelLevels(levels, low, high))
                    .budget(new TrainingBudget(parentSteps, steps, batchSize, learningRate, checks))
                    .dropout(dropout)
                    .conditionDropout(conditionDropout)
                    .progress(progress(place));
            return place.checkpoints().map(family::checkpoints).orElse(family);
        }
    }

    /** A number of steps below 0 stands for half as many as the common training has. */
    private record PooledPixelCnnSettings(
            int filters,
            int units,
            int mixtures,
            int resolutions,
            int steps,
            int ownSteps,
            int marginalSteps,
            int batchSize,
            double learningRate,
            int checks,
            double dropout,
            int window,
            int widestWindow,
            int causalRadius,
            int levels,
            double low,
            double high) {
        PooledPixelCnn family(LearningPlace place) {
            PooledPixelCnn family = PooledPixelCnn.of(new PixelCnnSettings(
                                    filters,
                                    units,
                                    mixtures,
                                    resolutions,
                                    steps,
                                    1,
                                    batchSize,
                                    learningRate,
                                    checks,
                                    dropout,
                                    0,
                                    false,
                                    levels,
                                    low,
                                    high)
                            .bare(place)
                            .onClosedForm(
                                    new ClosedFormSettings(window, widestWindow, causalRadius, 0, levels, low, high)
                                            .family(place)))
                    .ownSteps(ownSteps);
            return marginalSteps < 0 ? family : family.marginalSteps(marginalSteps);
        }
    }

    private record ContextMlpSettings(
            int radius,
            int hidden,
            int layers,
            int mixtures,
            int parentSteps,
            int steps,
            int batchSize,
            double learningRate,
            int checks,
            int levels,
            double low,
            double high) {
        ContextMlp family(LearningPlace place) {
            ContextMlp family = ContextMlp.of(
                            new ContextMlpSize(radius, hidden, layers, mixtures), new PixelLevels(levels, low, high))
                    .budget(new TrainingBudget(parentSteps, steps, batchSize, learningRate, checks))
                    .progress(progress(place));
            return place.checkpoints().map(family::checkpoints).orElse(family);
        }
    }

    private record PooledContextMlpSettings(
            int radius,
            int hidden,
            int layers,
            int mixtures,
            int steps,
            int marginalSteps,
            int batchSize,
            double learningRate,
            boolean levelTree,
            int window,
            int widestWindow,
            int causalRadius,
            int levels,
            double low,
            double high) {
        PooledContextMlp family(LearningPlace place) {
            PooledContextMlp family = PooledContextMlp.of(
                            new ContextMlpSize(radius, hidden, layers, mixtures), new PixelLevels(levels, low, high))
                    .steps(steps)
                    .marginalSteps(marginalSteps)
                    .batchSize(batchSize)
                    .learningRate(learningRate)
                    .closedForm(new ClosedFormSettings(window, widestWindow, causalRadius, 0, levels, low, high)
                            .family(place))
                    .progress(progress(place));
            PooledContextMlp kept = place.checkpoints().map(family::checkpoints).orElse(family);
            return levelTree ? kept : kept.withoutLevelTree();
        }
    }

    /** A learning rate of 0 is the default, which depends on whether there is a pool. */
    private record ContextCnnSettings(
            int width,
            int mixtures,
            int poolSteps,
            int steps,
            int marginalSteps,
            int batchSize,
            double learningRate,
            boolean levelTree,
            int levels,
            double low,
            double high) {
        ContextCnn family(LearningPlace place) {
            ContextCnn family = ContextCnn.of(new ContextCnnSize(width, mixtures), new PixelLevels(levels, low, high))
                    .poolSteps(poolSteps)
                    .steps(steps)
                    .marginalSteps(marginalSteps)
                    .batchSize(batchSize)
                    .progress(progress(place));
            ContextCnn kept = place.checkpoints().map(family::checkpoints).orElse(family);
            ContextCnn headed = levelTree ? kept : kept.withoutLevelTree();
            return learningRate == 0 ? headed : headed.learningRate(learningRate);
        }

        static ContextCnnSettings defaults() {
            ContextCnnSize size = ContextCnnSize.DEFAULT;
            return new ContextCnnSettings(size.width(), size.mixtures(), 4000, 4000, 6000, 12, 0, true, 256, 0, 1);
        }
    }

    /** Those of a {@link ContextCnnSettings} that has no pool. */
    private record ContextCnnAloneSettings(
            int width,
            int mixtures,
            int steps,
            int marginalSteps,
            int batchSize,
            double learningRate,
            boolean levelTree,
            int levels,
            double low,
            double high) {
        DensityFamily family(LearningPlace place) {
            return new ContextCnnSettings(
                            width,
                            mixtures,
                            0,
                            steps,
                            marginalSteps,
                            batchSize,
                            learningRate,
                            levelTree,
                            levels,
                            low,
                            high)
                    .family(place)
                    .alone();
        }

        static ContextCnnAloneSettings defaults() {
            ContextCnnSettings d = ContextCnnSettings.defaults();
            return new ContextCnnAloneSettings(
                    d.width,
                    d.mixtures,
                    d.steps,
                    d.marginalSteps,
                    d.batchSize,
                    6e-3,
                    d.levelTree,
                    d.levels,
                    d.low,
                    d.high);
        }
    }

    /** A widest window of 0 values stands for {@code window}; a ridge of 0 is chosen from the data. */
    private record ClosedFormSettings(
            int window, int widestWindow, int causalRadius, double ridge, int levels, double low, double high) {
        ClosedForm family(LearningPlace place) {
            ClosedForm narrow = ClosedForm.of(new PixelLevels(levels, low, high))
                    .window(window)
                    .causalRadius(causalRadius);
            ClosedForm form = widestWindow == 0 ? narrow : narrow.widestWindow(widestWindow);
            return ridge == 0 ? form : form.ridge(ridge);
        }
    }

    private record ClassifierSettings(int classes, int steps) {
        LabelDecoder family(LearningPlace place) {
            return LabelDecoder.of(classes).steps(steps);
        }
    }

    private static TrainingProgress progress(LearningPlace place) {
        return (step, steps) -> place.progress().accept((double) step / steps);
    }

    @Override
    public List<DensityProvider<DensityFamily>> families() {
        PixelCnnSize size = PixelCnnSize.PLANE;
        ContextMlpSize mlp = ContextMlpSize.DEFAULT;
        TrainingBudget budget = TrainingBudget.DEFAULT;
        return List.of(
                DensityProvider.of(
                        "pixelcnn",
                        new PixelCnnSettings(
                                size.filters(),
                                size.units(),
                                size.mixtures(),
                                size.resolutions(),
                                budget.parentSteps(),
                                budget.steps(),
                                budget.batchSize(),
                                budget.learningRate(),
                                budget.checks(),
                                0,
                                0,
                                false,
                                256,
                                0,
                                1),
                        PixelCnnSettings::family),
                DensityProvider.of(
                        "context-mlp",
                        new ContextMlpSettings(
                                mlp.radius(),
                                mlp.hidden(),
                                mlp.layers(),
                                mlp.mixtures(),
                                1000,
                                1000,
                                256,
                                3e-3,
                                8,
                                256,
                                0,
                                1),
                        ContextMlpSettings::family),
                DensityProvider.of(
                        "context-cnn-alone", ContextCnnAloneSettings.defaults(), ContextCnnAloneSettings::family),
                DensityProvider.of(
                        "closed-form", new ClosedFormSettings(3, 0, 3, 0, 256, 0, 1), ClosedFormSettings::family),
                DensityProvider.of("classifier", new ClassifierSettings(10, 1000), ClassifierSettings::family));
    }

    @Override
    public List<DensityProvider<PooledFamily>> pooledFamilies() {
        PixelCnnSize size = PixelCnnSize.PLANE;
        ContextMlpSize mlp = ContextMlpSize.DEFAULT;
        return List.of(
                DensityProvider.of(
                        "pooled-pixelcnn",
                        new PooledPixelCnnSettings(
                                size.filters(),
                                size.units(),
                                size.mixtures(),
                                size.resolutions(),
                                1000,
                                0,
                                -1,
                                32,
                                5e-3,
                                6,
                                0,
                                3,
                                0,
                                3,
                                256,
                                0,
                                1),
                        PooledPixelCnnSettings::family),
                DensityProvider.of(
                        "pooled-context-mlp",
                        new PooledContextMlpSettings(
                                mlp.radius(),
                                mlp.hidden(),
                                mlp.layers(),
                                mlp.mixtures(),
                                6000,
                                3000,
                                2048,
                                5e-3,
                                true,
                                3,
                                1024,
                                6,
                                256,
                                0,
                                1),
                        PooledContextMlpSettings::family),
                DensityProvider.of("context-cnn", ContextCnnSettings.defaults(), ContextCnnSettings::family));
    }
}
