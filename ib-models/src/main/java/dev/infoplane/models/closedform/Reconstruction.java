package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.models.closedform.RidgeChoice.Fitted;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.internal.Columns;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Images reconstructed from activations by ridge regression, as learned by {@link ClosedForm#reconstruct}. Holds native
 * memory, its weights, unless it predicts from causal pixels alone: then it can be used after it was closed. Not thread-safe.
 */
public final class Reconstruction implements AutoCloseable {
    private static final double LEAST_MISSED = 0.01;
    private static final double LEAST_MISSED_NATS = 0.5;

    private final NDManager manager;
    private final Settings settings;
    private final Predictor predictor;
    private final CausalPart causal;
    private final Fields taught;
    private final float[] taughtScale;
    private final Optional<int[]> conditionShape;
    private final int draws;
    private final double ridge;
    private final double missedNats;
    private final long multiplyAdds;

    /** @param noise that activations have; of those that are given, it is not yet added */
    Reconstruction(Settings settings, Samples x, Optional<Samples> t, Optional<ConditionNoise> noise) {
        this.settings = settings;
        conditionShape = t.map(Samples::rowShape);
        manager = NDManager.newBaseManager(settings.device);
        try {
            Samples levels = levels(settings.levels, x);
            Columns columns = Columns.centred(levels);
            Optional<Samples> encoded = t.map(settings::encoded);
            double sigma = noise.map(ConditionNoise::sigma).orElse(0.0);
            Optional<Layer> layer = encoded.map(rows -> Layer.of(rows, sigma));
            Optional<GlobalPart> global = layer.map(l -> GlobalPart.learn(manager, l, encoded.orElseThrow(), settings))
                    .filter(g -> !g.isEmpty());
            try (NDManager learning = manager.newSubManager()) {
                Optional<RidgeProblem.Activations> activations =
                        layer.map(l -> RidgeProblem.Activations.of(learning, l, encoded.orElseThrow(), global));
                NDArray pixels = standardised(learning, levels, columns);
                Neighbours near = new Neighbours(x.rowShape(), settings.causalRadius);
                RidgeProblem problem = new RidgeProblem(x.rowShape(), pixels, near, activations);
                List<Cell> cells = Cell.of(
                        x.rowShape()[1],
                        x.rowShape()[2],
                        layer.map(Layer::height).orElse(1),
                        layer.map(Layer::width).orElse(1),
                        layer.map(l -> settings.windowOn(l.channels(), l.height(), l.width()))
                                        .orElse(1)
                                / 2);
                draws = noise.isPresent() ? Settings.DRAWS : 1;
                Function<Fitted, Fields> taughtBy = fitted -> {
                    Fields clean = fitted.leftOut(levels, columns);
                    Predictor own = new Predictor(manager, layer, global, fitted.weights(), columns);
                    return noise.map(n -> drawn(own, clean, encoded.orElseThrow(), n))
                            .orElse(clean);
                };
                Fitted fitted = Fitted.of(problem, cells, settings.ridge, manager, learning);
                Fields found = taughtBy.apply(fitted);
                double missed = missedNats(found, fitted);
                Neighbours further = further(missed, found, near, pixels);
                if (further != near) {
                    RidgeProblem more = new RidgeProblem(x.rowShape(), pixels, further, activations);
                    Fitted wider = Fitted.of(more, cells, settings.ridge, manager, learning);
                    if (wider.loss() < fitted.loss()) {
                        fitted.close();
                        fitted = wider.after(fitted);
                        found = taughtBy.apply(fitted);
                        missed = missedNats(found, fitted);
                    } else {
                        wider.close();
                    }
                }
                ridge = fitted.ridge();
                taught = found;
                missedNats = missed;
                List<PixelWeights> weights = fitted.weights();
                predictor = new Predictor(manager, layer, global, weights, columns);
                multiplyAdds = fitted.multiplyAdds();
                int from = firstTeachingRow();
                ScaleModel scale = ScaleModel.learn(
                        manager, new ScaleFeatures(taught, settings.levels.count(), from), taught, from);
                taughtScale = scale.apply(taught);
                float[][] ofNeighbours = PixelWeights.causal(weights);
                causal =
                        new CausalPart(x.rowShape(), columns, fitted.problem().neighbours(), () -> ofNeighbours, scale);
            }
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    private static Samples levels(PixelLevels levels, Samples x) {
        float[] values = x.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = levels.index(values[i]);
        }
        return Samples.of(values, x.dimensions());
    }

    private static NDArray standardised(NDManager manager, Samples levels, Columns columns) {
        float[] values = levels.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.apply(values[i], i % columns.count());
        }
        return EngineArrays.floats(manager, values, new Shape(levels.rows(), columns.count()));
    }

    /** What errors of far pixels tell of one another, in nats an image, if that is much; 0 if it is not, negative if it is not known. */
    private double missedNats(Fields found, Fitted by) {
        OptionalDouble far =
                found.farNats(manager, by.problem().neighbours(), firstTeachingRow(), found.rows() / draws);
        return far.isEmpty() ? -1 : far.getAsDouble() > leastNats(found) ? far.getAsDouble() : 0;
    }

    private double leastNats(Fields found) {
        return Math.max(LEAST_MISSED_NATS, LEAST_MISSED * found.subPixels() * Math.log(settings.levels.count()));
    }

    /** Where it is not known what errors tell of one another, images themselves are asked for pairs of pixels that clearly do. */
    private Neighbours further(double missed, Fields found, Neighbours near, NDArray pixels) {
        if (missed >= 0) {
            return missed > 0 ? near.wider(pixels) : near;
        }
        Neighbours far = near.withFar(pixels);
        return far.farNats() > leastNats(found) ? far : near;
    }

    /**
     * What a reader must know of pixels that predict each other beyond what this reconstruction uses, though it looks at far pixels where it
     * can: nothing, unless {@linkplain Fields#farNats that} is a share of {@value #LEAST_MISSED} of the most an image could hold, and
     * {@value #LEAST_MISSED_NATS} nats.
     */
    public Optional<String> missed() {
        return missedNats <= 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "distant pixels predict each other beyond what the closed form%s uses: about %.3g bits an image, so the value may be too"
                                + " %s",
                        isConditional() ? "" : " without activations",
                        Information.ofNats(missedNats).bits(),
                        isConditional() ? "low" : "high"));
    }

    /**
     * Rows that taught, as they are predicted without having been seen, under several draws of their noise. What noise does to a
     * prediction is taken from the weights that all rows taught: leaving a row out would change it by a tiny amount of either
     * sign.
     *
     * @param leftOut without noise
     * @param t without noise
     */
    private Fields drawn(Predictor predictor, Fields leftOut, Samples t, ConditionNoise noise) {
        int size = leftOut.mean().length;
        Fields all = new Fields(
                leftOut.shape(),
                new float[Math.multiplyExact(draws, size)],
                new float[draws * size],
                new float[draws * size]);
        int d = leftOut.subPixels();
        for (int from = 0; from < t.rows(); from += Predictor.ROWS_AT_ONCE) {
            int[] rows = IntStream.range(from, Math.min(t.rows(), from + Predictor.ROWS_AT_ONCE))
                    .toArray();
            Predictor.FromActivations clean = predictor.fromActivations(rows.length, Optional.of(t.select(rows)));
            for (int draw = 0; draw < draws; draw++) {
                Samples noisy = noise.drawn(t, rows, ConditionNoise.fresh(draw));
                Predictor.FromActivations moved = predictor.fromActivations(rows.length, Optional.of(noisy));
                for (int k = 0; k < rows.length * d; k++) {
                    int at = from * d + k;
                    int to = draw * size + at;
                    all.levels()[to] = leftOut.levels()[at];
                    all.mean()[to] = leftOut.mean()[at] + moved.base()[k] - clean.base()[k];
                    all.visible()[to] = leftOut.visible()[at] + moved.visible()[k] - clean.visible()[k];
                }
            }
        }
        return all;
    }

    /**
     * What each row that taught is predicted to be by a regression that has not seen it (exact leave-one-out values), so that
     * whatever learns from it trusts it as much as it will trust {@link #of rows that did not teach}. With noise, all rows under
     * one draw of it, then all under the next.
     */
    public Reconstructed taught() {
        return reconstructed(taught, taughtScale);
    }

    /**
     * The first of the rows that may teach what comes after. Those before it are landmarks of the kernel: leaving them out is
     * not exact for them.
     */
    public int firstTeachingRow() {
        return settings.landmarks;
    }

    /**
     * The reconstruction of rows that did not teach.
     *
     * @param x images, of which only causal pixels enter {@link Reconstructed#mean} and {@link Reconstructed#scale}
     * @param t their activations, of the shape it was learned on
     */
    public Reconstructed of(Samples x, Samples t) {
        Fields fields = fields(x, Optional.of(t));
        return reconstructed(fields, scale(fields));
    }

    /**
     * The predictions of rows that did not teach, by a reconstruction without activations.
     *
     * @throws IllegalStateException if this one needs activations
     */
    public Reconstructed of(Samples x) {
        requireUnconditional();
        Fields fields = fields(x, Optional.empty());
        return reconstructed(fields, scale(fields));
    }

    /**
     * Predicts images that do not exist yet, while their pixels are drawn. Stays valid when this is closed. Memory: 8 bytes a
     * sub-pixel.
     *
     * @param t activations of the shape it was learned on, a row for each image
     */
    public IntFunction<Drawing> drawing(Samples t) {
        ClosedForm.requireShape("activations", t, conditionShape.orElseThrow());
        Predictor.FromActivations parts = predictor.fromActivations(t.rows(), Optional.of(settings.encoded(t)));
        return row -> drawing(parts, row);
    }

    /**
     * Predicts images that do not exist yet, by a reconstruction without activations: the same for all of them, at first.
     *
     * @throws IllegalStateException if this one needs activations
     */
    public IntFunction<Drawing> drawing() {
        requireUnconditional();
        Predictor.FromActivations parts = predictor.fromActivations(1, Optional.empty());
        return row -> drawing(parts, 0);
    }

    private Drawing drawing(Predictor.FromActivations parts, int row) {
        int d = causal.columns().count();
        return new Drawing(
                causal,
                Arrays.copyOfRange(parts.base(), row * d, (row + 1) * d),
                Arrays.copyOfRange(parts.visible(), row * d, (row + 1) * d));
    }

    private void requireUnconditional() {
        if (conditionShape.isPresent()) {
            throw new IllegalStateException(this + " needs activations");
        }
    }

    /** Whether it reconstructs from activations. */
    public boolean isConditional() {
        return conditionShape.isPresent();
    }

    /** What levels are like given the mean and the scale that are predicted, learned from the rows that taught. */
    public LevelTable levelTable() {
        int levels = settings.levels.count();
        return levels <= LevelTable.FEW_LEVELS
                ? frequencies()
                : MixtureTable.learn(taught, taughtScale, levels, firstTeachingRow());
    }

    /** The table of few levels. */
    FrequencyTable frequencies() {
        return FrequencyTable.learn(taught, settings.levels.count(), firstTeachingRow());
    }

    Fields fields(Samples x, Optional<Samples> t) {
        settings.levels.require(x);
        ClosedForm.requireShape("x", x, causal.shape());
        if (conditionShape.isPresent()) {
            Samples.requireMatched(x, t.orElseThrow(), 1);
            ClosedForm.requireShape("activations", t.orElseThrow(), conditionShape.orElseThrow());
        }
        Predictor.FromActivations parts =
                predictor.fromActivations(x.rows(), conditionShape.flatMap(s -> t.map(settings::encoded)));
        int d = causal.columns().count();
        Fields fields = new Fields(causal.shape(), levels(settings.levels, x).toArray(), parts.base(), parts.visible());
        for (int at = 0; at < fields.mean().length; at++) {
            fields.mean()[at] = (float) (fields.mean()[at] + causal.of(fields.levels(), at - at % d, at % d));
        }
        return fields;
    }

    float[] scale(Fields fields) {
        return causal.scale().apply(fields);
    }

    CausalPart causalPart() {
        return causal;
    }

    /** Under how many draws of noise {@link #taught} has each row; 1 without noise. */
    public int draws() {
        return draws;
    }

    Fields taughtFields() {
        return taught;
    }

    float[] taughtScale() {
        return taughtScale;
    }

    private Reconstructed reconstructed(Fields fields, float[] scales) {
        int[] shape = causal.shape();
        return new Reconstructed(
                Samples.of(fields.visible(), shape), Samples.of(fields.mean(), shape), Samples.of(scales, shape));
    }

    /** The penalty that was given or chosen. */
    public double ridge() {
        return ridge;
    }

    /** How many multiplications with an addition the regression took, those of the whole-layer part's own learning apart. */
    public long multiplyAdds() {
        return multiplyAdds;
    }

    @Override
    public void close() {
        manager.close();
    }

    @Override
    public String toString() {
        return "Reconstruction of images " + Arrays.toString(causal.shape()) + " from "
                + conditionShape.map(Arrays::toString).orElse("causal pixels alone");
    }
}
