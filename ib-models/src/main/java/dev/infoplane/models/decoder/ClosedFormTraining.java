package dev.infoplane.models.decoder;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.models.closedform.ClosedForm;
import dev.infoplane.models.closedform.LevelTable;
import dev.infoplane.models.closedform.Reconstructed;
import dev.infoplane.models.closedform.Reconstruction;
import dev.infoplane.models.closedform.ShownImage;
import dev.infoplane.models.decoder.internal.EqualShares;
import dev.infoplane.models.decoder.internal.PixelView;
import dev.infoplane.models.decoder.internal.PredictedImage;
import dev.infoplane.models.decoder.internal.PredictedImages;
import dev.infoplane.models.decoder.internal.PredictedModel;
import dev.infoplane.models.decoder.internal.PredictedObjective;
import dev.infoplane.models.decoder.internal.PredictedPoint;
import dev.infoplane.models.decoder.internal.condition.PredictionEncoder;
import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.head.LevelPrediction;
import dev.infoplane.models.decoder.internal.net.PixelCnnNet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What decoders on a closed form are made of. */
final class ClosedFormTraining {
    /** How much of the random start of the last layer is kept: it begins about where the closed form is. */
    private static final float KEPT_OUTPUT = 0.1f;

    private static final LevelPrediction.Table NO_TABLE = (level, mean, scale) -> {
        throw new IllegalStateException("this head reads means and scales alone");
    };

    private final DecoderOptions options;
    private final ClosedForm closedForm;
    private final PredictedModel model;

    ClosedFormTraining(DecoderOptions options, int[] image) {
        this.options = options;
        this.closedForm = closedForm(options);
        PixelView view = new PixelView(image[0], options.levels.scale());
        Head head = options.head.relative(image[0], options.size.mixtures(), view.levels());
        PixelCnnNet net = new PixelCnnNet(options.size.topology(view.seen(), head.parameters()));
        ParameterLayout layout = ParameterLayout.startingWith(net.layout());
        PredictionEncoder encoder = new PredictionEncoder(layout, net.topology(), image, view.visible(), PixelView.OWN);
        model = new PredictedModel(layout, net, head, view.levels(), encoder);
    }

    /** The closed form of decoders that have one. */
    static ClosedForm closedForm(DecoderOptions options) {
        ClosedForm form = options.closedForm.orElseThrow();
        return options.conditioning == Conditioning.CLASS_LABEL ? form.classLabels(options.classes) : form;
    }

    PredictedModel model() {
        return model;
    }

    ClosedForm closedForm() {
        return closedForm;
    }

    /** The weights at the start of a training: with them, densities are about those of the closed form. */
    float[] initialised(DecoderTraining training, Samples x, List<PredictedImages> points) {
        PredictedObjective.Training mixed = new PredictedObjective.Training(
                new EqualShares(points.size(), RandomStream.POINTS.of(training.seed)), Optional.empty());
        float[] start = training.initialised(model.layout(), PredictedObjective.training(model, x, points, mixed));
        String last = model.net().topology().output().name();
        ParameterLayout.Slot gain = model.layout().slot(last + ".g");
        float[] neutral = model.head().neutral();
        for (int i = 0; i < neutral.length; i++) {
            start[gain.offset() + i] *= KEPT_OUTPUT;
        }
        System.arraycopy(neutral, 0, start, model.layout().slot(last + ".b").offset(), neutral.length);
        return start;
    }

    /**
     * A reconstruction, with what it says of the rows that taught it and of those that validate.
     *
     * @param fit predictions of the rows that may teach: those of {@code x}
     * @param warnings about what they do not show of the activations, and about far pixels
     */
    record Point(
            Reconstruction reconstruction,
            Samples x,
            PredictedImages fit,
            PredictedImages validate,
            List<String> warnings) {}

    /**
     * Activations.
     *
     * @param fit without noise
     * @param validate with their noise, if there is any
     */
    record Given(Samples fit, Samples validate, Optional<ConditionNoise> noise) {}

    /** Reconstructs images from activations, or from causal pixels alone. */
    Point point(Samples fit, Samples validate, Optional<Given> given) {
        Reconstruction r = given.map(t -> t.noise
                        .map(n -> closedForm.reconstruct(fit, t.fit, n))
                        .orElseGet(() -> closedForm.reconstruct(fit, t.fit)))
                .orElseGet(() -> closedForm.reconstruct(fit));
        try {
            int first = r.firstTeachingRow();
            Samples x = fit.slice(first, fit.rows());
            Reconstructed taught = r.taught();
            Reconstructed rest = given.map(t -> r.of(validate, t.validate)).orElseGet(() -> r.of(validate));
            int end = taught.mean().rows();
            Reconstructed teaching = new Reconstructed(
                    taught.visible().slice(first, end),
                    taught.mean().slice(first, end),
                    taught.scale().slice(first, end));
            PredictedPoint point = new PredictedPoint(
                    usualError(x, row -> new PredictedConditions.Shown(teaching, row)),
                    given.isEmpty(),
                    table(r::levelTable));
            return new Point(
                    r,
                    x,
                    PredictedConditions.predicted(point, teaching, r.draws()),
                    PredictedConditions.predicted(point, rest),
                    Stream.of(
                                    given.map(t -> closedForm.unseen(
                                                    fit.rowShape(),
                                                    row -> new Taught(
                                                            options.levels,
                                                            fit,
                                                            row,
                                                            new PredictedConditions.Shown(taught, row)),
                                                    t.fit,
                                                    t.noise))
                                            .orElse(List.of()),
                                    r.missed().stream().toList())
                            .flatMap(List::stream)
                            .toList());
        } catch (RuntimeException | Error e) {
            r.close();
            throw e;
        }
    }

    /** An image that taught, with what is predicted of it. */
    private record Taught(PixelLevels levels, Samples x, int row, PredictedImage predicted) implements ShownImage {
        @Override
        public float level(int subPixel) {
            return levels.index(x.get(row, subPixel));
        }

        @Override
        public float mean(int subPixel) {
            return predicted.mean(subPixel);
        }

        @Override
        public float logScale(int subPixel) {
            return (float) Math.log(predicted.scale(subPixel));
        }

        @Override
        public float visible(int subPixel) {
            return predicted.visible(subPixel);
        }
    }

    /** How likely levels are, if the head asks for that. */
    LevelPrediction.Table table(Supplier<LevelTable> learned) {
        if (!options.head.readsLevelTable()) {
            return NO_TABLE;
        }
        LevelTable table = learned.get();
        return table::logProbability;
    }

    /** The root mean square error of reconstructions from activations alone, of each sub-pixel, in levels. */
    float[] usualError(Samples x, IntFunction<PredictedImage> predicted) {
        double[] squares = new double[x.dimensions()];
        for (int i = 0; i < x.rows(); i++) {
            PredictedImage image = predicted.apply(i);
            for (int p = 0; p < squares.length; p++) {
                double error = options.levels.index(x.get(i, p)) - image.visible(p);
                squares[p] += error * error;
            }
        }
        float[] errors = new float[squares.length];
        for (int p = 0; p < errors.length; p++) {
            errors[p] = (float) Math.sqrt(squares[p] / x.rows());
        }
        return errors;
    }
}
