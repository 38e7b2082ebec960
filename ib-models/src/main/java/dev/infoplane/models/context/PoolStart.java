package dev.infoplane.models.context;

import ai.djl.ndarray.NDManager;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.ShownImage;
import dev.infoplane.models.internal.HeadOnForm;

/**
 * What a {@linkplain PooledContextMlp pool} says of the images of one of its points: where a network that learns on for this point alone begins. It
 * is relative to the closed form, as parameters of the {@linkplain #onForm head} before the closed form shifts and scales them. Not thread-safe.
 */
public final class PoolStart {
    /** What is said of images is kept up to this size, since they are seen again. */
    private static final long MOST_KEPT_FLOATS = 1L << 27;

    private final Learned learned;
    private final int point;
    private final PointMaps maps;
    private final float[][] kept;
    private long left;

    PoolStart(Learned learned, int point, PointMaps maps, int rows, long mostKeptFloats) {
        this.learned = learned;
        this.point = point;
        this.maps = maps;
        kept = new float[rows * maps.draws()][];
        left = mostKeptFloats;
    }

    static PoolStart of(Learned learned, int point, PointMaps maps, int rows) {
        return new PoolStart(learned, point, maps, rows, MOST_KEPT_FLOATS);
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

    /**
     * What is said of all sub-pixels of an image, each by as many numbers as the head has parameters; not to be changed.
     *
     * @param draw of noise, 0 unless the image taught
     */
    public float[] said(NDManager manager, int row, int draw) {
        int at = row * maps.draws() + draw;
        if (kept[at] != null) {
            return kept[at];
        }
        float[] said = compute(manager, row, draw);
        if (said.length <= left) {
            left -= said.length;
            kept[at] = said;
        }
        return said;
    }

    /** One image at a time, so that the same bits come whatever else is asked for. */
    private float[] compute(NDManager manager, int row, int draw) {
        PooledData data = learned.data();
        PooledNet net = data.net();
        ShownImage image = maps.image(row, draw);
        PooledNet.Collector collector = net.new Collector(data.subPixels());
        for (int p = 0; p < data.subPixels(); p++) {
            collector.add(maps, image, data.scaled()[row], p);
        }
        try (NDManager own = manager.newSubManager()) {
            Weights weights = new Weights(net.layout(), own.create(learned.weights()));
            return net.parameters(weights, collector.in(own), new long[] {point})
                    .toFloatArray();
        }
    }

    /** Says the same of single sub-pixels of images that do not exist yet. Not thread-safe: each thread needs its own. */
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
