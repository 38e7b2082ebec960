package dev.infoplane.models.closedform;

import ai.djl.Device;
import dev.infoplane.density.ConditionNoise;
import dev.infoplane.density.ConditionalDensity;
import dev.infoplane.density.DensityFamily;
import dev.infoplane.density.PointPreparation;
import dev.infoplane.density.StagedFamily;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.internal.LabelLookalikes;
import dev.infoplane.models.unseen.UnseenFunctions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Decoders without a single gradient step: a ridge regression for each sub-pixel of the image on a window of activations around
 * it, on columns that see the whole layer, and on the pixels before it; then a table of what levels are like given the predicted
 * mean and scale.
 *
 * <p>x are images {@code [channels, height, width]} of one or three channels whose pixels are {@link PixelLevels levels}. t are
 * feature maps {@code [channels, h, w]}, vectors {@code [d]}, single numbers or {@linkplain #classLabels class labels}. Each
 * column of activations is standardised on the rows that teach, so that neither its offset nor its scale matters. Invertible
 * linear maps of the channels change the result only through the ridge.
 *
 * <p>There are two uses. As a {@link DensityFamily} it is the quickest one, exactly normalised and without randomness: what it
 * misses is what is not linear in the activations, and its densities warn of that. {@link #reconstruct} gives the reconstruction itself, as input to decoders
 * that learn more.
 *
 * <p>With n rows that teach, d columns in a window and c cells of the map, learning takes about 2·c·n·d² multiplications with
 * an addition. Memory: 8 bytes times n times the values in as many rows of the map as the window is high, 12 times n for each
 * sub-pixel (48 for activations with noise), and 16·n·d. Other rows pass in blocks of 512. Immutable.
 */
public final class ClosedForm implements DensityFamily, PointPreparation {
    private static final double SPREAD_OF_WHOLE = 0.004;
    private static final double SPREAD_OF_WINDOWS = 0.02;
    private static final int MOST_COLUMNS = 4096;

    private static final String ONLY_LINEAR =
            "nothing was trained: what is not linear in the activations and in the pixels"
                    + " before is not read, and how much that is, is not known; a network on the closed form tells"
                    + " (PooledContextMlp.alone, PixelCnn.onClosedForm)";

    private final Settings settings;

    private ClosedForm(Settings settings) {
        this.settings = settings;
    }

    /** Decoders for images of these levels, on the engine's default device. */
    public static ClosedForm of(PixelLevels levels) {
        return new ClosedForm(new Settings(levels));
    }

    /**
     * Sets the window of the map that a pixel sees; 3×3 places by default.
     *
     * @param side places along a side, odd
     */
    public ClosedForm window(int side) {
        if (side < 1 || side % 2 == 0) {
            throw new IllegalArgumentException("a window has an odd number of places along a side, got " + side);
        }
        return with(s -> {
            s.window = side;
            s.mostValues = 0;
        });
    }

    /**
     * Sets the window to the widest one, of 5×5 places at most, that has no more than this number of values.
     *
     * @param values at least 1
     */
    public ClosedForm widestWindow(int values) {
        if (values < 1) {
            throw new IllegalArgumentException("a window has at least 1 value, got " + values);
        }
        return with(s -> s.mostValues = values);
    }

    /**
     * Sets how far away causal pixels may be; 3 by default. Up to four beyond it are taken in, too, where they tell of a pixel what
     * those around it do not, as in images whose halves mirror each other; all before it in images of at most 256 sub-pixels, if at least 16
     * rows teach for each. Images of more than 4,096 sub-pixels have none.
     *
     * @param radius in pixels; 0 for none but the channels before
     */
    public ClosedForm causalRadius(int radius) {
        if (radius < 0) {
            throw new IllegalArgumentException("the causal radius must be 0 or more, got " + radius);
        }
        return with(s -> s.causalRadius = radius);
    }

    /**
     * Penalises weights by this ridge. Columns have deviation 1, so it counts in rows. Unless said it is chosen by leave-one-out
     * errors at three cells.
     *
     * @param penalty positive, and at least a hundred thousandth of the number of rows that teach: sums of floats are no finer
     */
    public ClosedForm ridge(double penalty) {
        if (!(penalty > 0) || Double.isInfinite(penalty)) {
            throw new IllegalArgumentException("the ridge must be positive and finite, got " + penalty);
        }
        return with(s -> s.ridge = penalty);
    }

    /**
     * Sets the number of principal components of the whole layer; 64 by default. They show what no window does, where places are
     * mixed or permuted. Of a layer that has no more values, or up to 256, the regression sees all values. If there are at least 8
     * rows that teach for each, these are whitened, so that invertible linear maps of all values make no difference.
     *
     * @param count 0 for none
     */
    public ClosedForm components(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("the number of components must be 0 or more, got " + count);
        }
        return with(s -> s.components = count);
    }

    /**
     * Adds columns that are not linear in the layer: Nyström features of an exponential kernel at so many of the first rows.
     * None by default. Worth their price in coarse layers. They raise the number of columns that all pixels share.
     *
     * @param count landmark rows, fewer than rows that teach
     */
    public ClosedForm landmarks(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("the number of landmarks must be 0 or more, got " + count);
        }
        return with(s -> s.landmarks = count);
    }

    /**
     * Takes t as class labels, which are rows of one whole number.
     *
     * @param classes labels are 0, …, classes − 1
     */
    public ClosedForm classLabels(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("at least 2 classes are needed, got " + classes);
        }
        return with(s -> s.classes = classes);
    }

    /**
     * Activations as the regression takes them: {@linkplain #classLabels class labels} become vectors of zeros and a one, all others
     * stay as they are.
     *
     * @throws IllegalArgumentException if class labels are none
     */
    public Samples encoded(Samples t) {
        return settings.encoded(t);
    }

    /** Computes on another device. */
    public ClosedForm device(Device device) {
        return with(s -> s.device = device);
    }

    private ClosedForm with(Consumer<Settings> change) {
        Settings copy = settings.copy();
        change.accept(copy);
        return new ClosedForm(copy);
    }

    @Override
    public String id() {
        return "closed-form";
    }

    /** The levels of a pixel. */
    public PixelLevels levels() {
        return settings.levels;
    }

    /**
     * Measured by {@code TrustCheck} and on layers of the 14×14 study: a layer that is seen whole reads nearly the same after any
     * invertible linear map. Of a larger one only channels may be mixed; maps over all its places can change the value by more.
     */
    @Override
    public OptionalDouble relativeSpread(int values, int rows) {
        boolean isWhole = settings.components > 0 && GlobalPart.isWhitened(values, rows, settings.components);
        return OptionalDouble.of(isWhole ? SPREAD_OF_WHOLE : SPREAD_OF_WINDOWS);
    }

    @Override
    public Map<String, String> settings() {
        return settings.describe();
    }

    @Override
    public Map<String, Object> choices() {
        return settings.choices();
    }

    /** Reconstructs all images from the activations, and keeps what they are read from: six bytes for each sub-pixel. */
    @Override
    public void prepare(StagedFamily.Rows rows, Optional<Samples> t, OutputStream out) throws IOException {
        PoolImages.of(this, rows.x(), rows.folds()).prepare(t).write(out);
    }

    /** As without noise; of images that teach, under several draws of it. */
    @Override
    public void prepare(StagedFamily.Rows rows, Samples t, ConditionNoise noise, OutputStream out) throws IOException {
        PoolImages.of(this, rows.x(), rows.folds())
                .prepare(Optional.of(t), Optional.of(noise))
                .write(out);
    }

    /**
     * Learns to reconstruct images from activations; owned by the caller.
     *
     * @throws IllegalArgumentException if the rows do not match, if pixels are not levels, if activations are not finite, or if
     *     a window of the layer has more than 4096 values
     */
    public Reconstruction reconstruct(Samples x, Samples t) {
        return learn(x, Optional.of(t), Optional.empty());
    }

    /**
     * Learns to reconstruct images from activations with noise, as if from infinitely many draws of it; owned by the caller. With
     * {@linkplain #landmarks landmarks}, which are not linear, it learns from one draw.
     *
     * @param t without noise
     * @throws IllegalArgumentException as without noise
     */
    public Reconstruction reconstruct(Samples x, Samples t, ConditionNoise noise) {
        return learnsFromOneDraw() ? reconstruct(x, noise.fixed(t)) : learn(x, Optional.of(t), Optional.of(noise));
    }

    Reconstruction reconstruct(Samples x, Samples t, Optional<ConditionNoise> noise) {
        return noise.map(n -> reconstruct(x, t, n)).orElseGet(() -> reconstruct(x, t));
    }

    /**
     * Learns to predict images from their own causal pixels alone; owned by the caller.
     *
     * @throws IllegalArgumentException if x are not images, or pixels are not levels
     */
    public Reconstruction reconstruct(Samples x) {
        return learn(x, Optional.empty(), Optional.empty());
    }

    /** What is doubtful about activations that teach. */
    public List<String> warnings(Samples t) {
        return settings.classes > 0 ? List.of() : LabelLookalikes.warnings(t);
    }

    /**
     * What a decoder does not see of activations, since it sees them only through what this closed form says.
     *
     * @param image channels, height and width
     * @param taught images that taught, by row, as they are shown to it; under the first draw of noise, if there is any
     * @param t activations that taught
     * @param noise that they have; it is not yet added
     */
    public List<String> unseen(int[] image, IntFunction<ShownImage> taught, Samples t, Optional<ConditionNoise> noise) {
        int first = firstTeachingRow();
        int[] rows = Arrays.stream(UnseenFunctions.chosen(t.rows() - first))
                .map(row -> first + row)
                .toArray();
        Samples seen = noise.isEmpty()
                ? t.select(rows)
                : learnsFromOneDraw()
                        ? noise.orElseThrow().fixed(t).select(rows)
                        : noise.orElseThrow().drawn(t, rows, ConditionNoise.fresh(0));
        List<ShownImage> shown = Arrays.stream(rows).mapToObj(taught).toList();
        return UnseenFunctions.of(new ShownImage.Rows(image, settings.levels.count(), shown), settings.encoded(seen))
                .flatMap(UnseenFunctions::warning)
                .map(List::of)
                .orElse(List.of());
    }

    /** Whether noise is drawn once, as it is with {@linkplain #landmarks landmarks}. */
    public boolean learnsFromOneDraw() {
        return settings.landmarks > 0;
    }

    /** The first of the rows that may teach what comes after, see {@link Reconstruction#firstTeachingRow}. */
    public int firstTeachingRow() {
        return settings.landmarks;
    }

    /** All of x in levels counted from 0. */
    PointMaps.Images images(Samples x) {
        settings.levels.require(x);
        float[] values = x.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = settings.levels.index(values[i]);
        }
        return new PointMaps.Images(x.rowShape(), settings.levels.count(), values);
    }

    private Reconstruction learn(Samples x, Optional<Samples> t, Optional<ConditionNoise> noise) {
        requireImages(x);
        settings.levels.require(x);
        if (t.isEmpty()) {
            Settings plain = settings.copy();
            plain.landmarks = 0;
            return new Reconstruction(plain, x, t, noise);
        }
        Samples.requireMatched(x, t.orElseThrow(), 1);
        if (settings.landmarks > 0 && settings.landmarks + 1 >= x.rows()) {
            throw new IllegalArgumentException("there must be fewer landmarks than rows that teach, got "
                    + settings.landmarks + " and " + x.rows());
        }
        if (settings.ridge > 0 && settings.ridge < 1e-5 * x.rows()) {
            throw new IllegalArgumentException("with " + x.rows() + " rows the ridge must be at least "
                    + 1e-5 * x.rows() + ", got " + settings.ridge);
        }
        Samples encoded = settings.encoded(t.orElseThrow());
        int[] shape = encoded.rowShape();
        int side = shape.length == 3 ? settings.windowOn(shape[0], shape[1], shape[2]) : 1;
        long columns = shape.length == 3
                ? (long) shape[0] * Math.min(side, shape[1]) * Math.min(side, shape[2])
                : encoded.dimensions();
        if (columns > MOST_COLUMNS) {
            throw new IllegalArgumentException("a window of activations " + Arrays.toString(shape) + " has " + columns
                    + " values, more than the " + MOST_COLUMNS
                    + " that a regression can take; choose a smaller window, or project the activations first");
        }
        return new Reconstruction(settings, x, t, noise);
    }

    /**
     * Checks that rows are images that can teach.
     *
     * @throws IllegalArgumentException if they are not {@code [channels, height, width]} of one or three channels, or fewer than two
     */
    public static void requireImages(Samples x) {
        int[] shape = x.rowShape();
        if (shape.length != 3 || shape[0] != 1 && shape[0] != 3) {
            throw new IllegalArgumentException("x must be images [channels, height, width] of one channel or three,"
                    + " got rows of shape " + Arrays.toString(shape));
        }
        if (x.rows() < 2) {
            throw new IllegalArgumentException("at least 2 images to learn from are needed, got " + x.rows());
        }
    }

    static void requireShape(String name, Samples samples, int[] shape) {
        if (!Arrays.equals(samples.rowShape(), shape)) {
            throw new IllegalArgumentException(name + " must have rows of shape " + Arrays.toString(shape) + ", got "
                    + Arrays.toString(samples.rowShape()));
        }
    }

    /**
     * Keeps the images; the seed and the rows that validate are not used, since nothing is drawn or stopped.
     *
     * @throws IllegalArgumentException if x are not images of one or three channels with pixels among the levels
     */
    @Override
    public Pretrained learn(Samples fit, Samples validate, long seed) {
        requireImages(fit);
        settings.levels.require(fit);
        return new Pretrained() {
            @Override
            public ConditionalDensity marginal() {
                Reconstruction learned = reconstruct(fit);
                return new ClosedFormDensity(learned, learned.missed().stream().toList());
            }

            @Override
            public ConditionalDensity given(Samples tFit, Samples tValidate) {
                return density(reconstruct(fit, tFit), tFit);
            }

            @Override
            public ConditionalDensity given(Samples tFit, Samples tValidate, ConditionNoise noise) {
                return density(reconstruct(fit, tFit, noise), tFit);
            }

            private ConditionalDensity density(Reconstruction learned, Samples tFit) {
                List<String> doubts = new ArrayList<>(ClosedForm.this.warnings(tFit));
                doubts.add(ONLY_LINEAR);
                doubts.addAll(learned.missed().stream().toList());
                return new ClosedFormDensity(learned, List.copyOf(doubts));
            }

            @Override
            public void close() {
                // all of it lives on the heap
            }
        };
    }
}
