package dev.infoplane.models.context;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.ShownImage;
import dev.infoplane.models.internal.HeadOnForm;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a {@linkplain PooledContextMlp pool} says of the images of one of its points, or of images without activations: where a network that learns on begins.
 * It is relative to the closed form, as parameters of the {@linkplain #onForm head} before the closed form shifts and scales them. For families of this
 * library. Not thread-safe, but for {@link #drawn}.
 */
public final class PoolStart {
    /** How many numbers are remembered at most: 512 MB, or a quarter of the heap. */
    private static final long MOST_REMEMBERED =
            Math.min(1L << 27, Runtime.getRuntime().maxMemory() / 4 / Float.BYTES);

    private static final int SUB_PIXELS_AT_ONCE = 4096;

    private final Learned learned;
    private final int point;
    private final PointMaps maps;
    private final boolean remembers;
    private final Map<Integer, float[]> known = new HashMap<>();
    private long left = MOST_REMEMBERED;

    private PoolStart(Learned learned, int point, PointMaps maps, boolean remembers) {
        this.learned = learned;
        this.point = point;
        this.maps = maps;
        this.remembers = remembers;
    }

    static PoolStart of(PooledContextDensities.Point density, PointMaps maps) {
        return new PoolStart(density.of(), density.index(), maps, false);
    }

    /** The same, with a memory of up to 512 MB, or a quarter of the heap, for images that are asked for again and again. Numbers may differ in their last digits. */
    public PoolStart remembering() {
        return new PoolStart(learned, point, maps, true);
    }

    /** A digest of the network and its point. */
    public String digest() {
        Hasher hasher = Hashing.sha256().newHasher().putInt(point);
        for (float w : learned.weights()) {
            hasher.putFloat(w);
        }
        return hasher.hash().toString();
    }

    /** The head whose parameters are said. */
    public HeadOnForm onForm() {
        return learned.data().net().onForm();
    }

    /** Of the training that ends here, for this point. */
    public LearningCurve learningCurve() {
        return learned.curves().get(point);
    }

    /**
     * What is said of all sub-pixels of images, one image after the other, each sub-pixel by as many numbers as the head has parameters.
     *
     * @param draws of noise, 0 for an image that did not teach
     */
    public float[] said(NDManager manager, int[] rows, int[] draws) {
        try (NDManager own = manager.newSubManager()) {
            Weights weights = new Weights(learned.data().net().layout(), own.create(learned.weights()));
            int subPixels = learned.data().subPixels();
            int each = subPixels * onForm().head().parameters();
            int atOnce = remembers ? 1 : Math.max(1, SUB_PIXELS_AT_ONCE / subPixels);
            float[] said = new float[rows.length * each];
            for (int from = 0; from < rows.length; from += atOnce) {
                int to = Math.min(rows.length, from + atOnce);
                float[] some = remembers
                        ? remembered(own, weights, rows[from], draws[from])
                        : compute(
                                own, weights, Arrays.copyOfRange(rows, from, to), Arrays.copyOfRange(draws, from, to));
                System.arraycopy(some, 0, said, from * each, some.length);
            }
            return said;
        }
    }

    /** One image at a time, so that the same bits come whatever is already known. */
    private float[] remembered(NDManager manager, Weights weights, int row, int draw) {
        int image = row * maps.draws() + draw;
        float[] said = known.get(image);
        if (said == null) {
            said = compute(manager, weights, new int[] {row}, new int[] {draw});
            if (said.length <= left) {
                left -= said.length;
                known.put(image, said);
            }
        }
        return said;
    }

    private float[] compute(NDManager manager, Weights weights, int[] rows, int[] draws) {
        PooledData data = learned.data();
        PooledFeatures features = data.net().features();
        int each = data.subPixels();
        float[] given = new float[rows.length * each * features.count()];
        for (int i = 0; i < rows.length; i++) {
            ShownImage image = maps.image(rows[i], draws[i]);
            for (int p = 0; p < each; p++) {
                features.fill(maps, image, data.scaled()[rows[i]], p, given, (i * each + p) * features.count());
            }
        }
        try (NDManager own = manager.newSubManager()) {
            Shape shape = new Shape((long) rows.length * each, features.count());
            return data.net()
                    .parameters(weights, EngineArrays.floats(own, given, shape), new long[] {point})
                    .toFloatArray();
        }
    }

    /** Says the same of single sub-pixels of an image that does not exist yet. Not thread-safe: each thread needs its own. */
    public final class Drawn {
        private final PooledHeapNet net;
        private final float[] scaled;

        private Drawn() {
            net = new PooledHeapNet(learned.data().net(), learned.weights(), point, maps);
            scaled = new float[learned.data().subPixels()];
        }

        /** What is said of a sub-pixel, from those before it; overwritten by the next call. */
        public float[] said(ShownImage image, int subPixel) {
            return net.said(image, scaled, subPixel);
        }

        /** @param position of a sub-pixel that was drawn, on the scale −1 to 1 */
        public void set(int subPixel, float position) {
            scaled[subPixel] = position;
        }
    }

    /** For one image that is drawn. */
    public Drawn drawn() {
        return new Drawn();
    }
}
