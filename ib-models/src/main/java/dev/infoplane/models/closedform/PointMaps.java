package dev.infoplane.models.closedform;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.internal.FileInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a point of a pool: a {@link Reconstructed} of all images in six bytes a sub-pixel, on the heap or, once written, in
 * a file. Rows that taught the closed
 * form are kept as it predicts them without having seen them. Values are rounded to a small fraction of a level; a prediction
 * further outside of the range of levels than a quarter of it counts as no further.
 */
public final class PointMaps {
    private static final int ROWS_AT_ONCE = 1024;
    private static final double MARGIN = 0.25;
    private static final double LOG_SCALE_UNIT = 1 / 4096.0;
    private static final int MOST = 0xffff;

    private final Images images;
    private final double low;
    private final double unit;
    private final Maps maps;
    private final CausalPart causal;
    private final Kept kept;

    /**
     * Images in levels counted from 0, which all points of a pool share.
     *
     * @param shape channels, height and width
     * @param count how many levels there are
     * @param levels row after row
     */
    record Images(int[] shape, int count, float[] levels) {
        int subPixels() {
            return shape[0] * shape[1] * shape[2];
        }

        int rows() {
            return levels.length / subPixels();
        }
    }

    private PointMaps(Images images, Reconstruction learned) {
        this(
                images,
                new Kept(
                        Maps.ofSize(images.levels.length),
                        learned.causalPart(),
                        images.count <= LevelTable.FEW_LEVELS ? Optional.of(learned.frequencies()) : Optional.empty(),
                        learned.firstTeachingRow()));
    }

    private PointMaps(Images images, Kept kept) {
        this.images = images;
        this.kept = kept;
        low = -MARGIN * (images.count - 1);
        unit = (1 + 2 * MARGIN) * (images.count - 1) / MOST;
        maps = kept.maps;
        causal = kept.causal;
    }

    /** All of a point that the images do not say. */
    record Kept(Maps maps, CausalPart causal, Optional<FrequencyTable> table, int firstTeachingRow) {}

    /** A value of each sub-pixel, on the heap or in a file. */
    record Maps(ShortBuffer visible, ShortBuffer mean, ShortBuffer logScale) {
        static Maps ofSize(int subPixels) {
            return new Maps(
                    ShortBuffer.allocate(subPixels), ShortBuffer.allocate(subPixels), ShortBuffer.allocate(subPixels));
        }

        List<ShortBuffer> all() {
            return List.of(visible, mean, logScale);
        }
    }

    /** Writes all but the images, for {@link PoolImages#read}. */
    public void write(DataOutputStream out) throws IOException {
        PointMapsFormat.write(kept, out);
    }

    static PointMaps read(FileInput in, ClosedForm form, Images images) throws IOException {
        return new PointMaps(images, PointMapsFormat.read(in, form, images));
    }

    /**
     * The maps of all images.
     *
     * @param x the images themselves, of which the first are those that taught
     * @param t their activations; empty if the reconstruction sees none
     */
    static PointMaps of(Reconstruction learned, Images images, Samples x, Optional<Samples> t) {
        PointMaps maps = new PointMaps(images, learned);
        Fields taught = learned.taughtFields();
        maps.put(0, taught, learned.taughtScale());
        maps.predict(taught.rows(), learned, x, t);
        return maps;
    }

    /** The maps of images that did not teach. */
    static PointMaps ofOthers(Reconstruction learned, Images images, Samples x, Optional<Samples> t) {
        PointMaps maps = new PointMaps(images, learned);
        maps.predict(0, learned, x, t);
        return maps;
    }

    private void predict(int firstRow, Reconstruction learned, Samples x, Optional<Samples> t) {
        for (int from = firstRow; from < x.rows(); from += ROWS_AT_ONCE) {
            int first = from;
            int to = Math.min(x.rows(), from + ROWS_AT_ONCE);
            Fields fields = learned.fields(x.slice(from, to), t.map(rows -> rows.slice(first, to)));
            put(from, fields, learned.scale(fields));
        }
    }

    private void put(int firstRow, Fields fields, float[] scale) {
        int start = firstRow * images.subPixels();
        for (int k = 0; k < scale.length; k++) {
            maps.visible.put(start + k, rounded(fields.visible()[k]));
            maps.mean.put(start + k, rounded(fields.mean()[k]));
            maps.logScale.put(start + k, (short) Math.rint(Math.log(scale[k]) / LOG_SCALE_UNIT));
        }
    }

    private short rounded(float level) {
        return (short) Math.max(0, Math.min(MOST, Math.rint((level - low) / unit)));
    }

    private float level(short rounded) {
        return (float) (low + unit * (rounded & MOST));
    }

    /** One image. */
    public ShownImage image(int row) {
        int start = row * images.subPixels();
        return new ShownImage() {
            @Override
            public float level(int subPixel) {
                return images.levels[start + subPixel];
            }

            @Override
            public float mean(int subPixel) {
                return PointMaps.this.level(maps.mean.get(start + subPixel));
            }

            @Override
            public float logScale(int subPixel) {
                return (float) (LOG_SCALE_UNIT * maps.logScale.get(start + subPixel));
            }

            @Override
            public float visible(int subPixel) {
                return PointMaps.this.level(maps.visible.get(start + subPixel));
            }
        };
    }

    /** A digest of all values. */
    public String digest() {
        try (HashingOutputStream out = new HashingOutputStream(Hashing.sha256(), OutputStream.nullOutputStream())) {
            for (ShortBuffer map : maps.all()) {
                PointMapsFormat.writeValues(map, out);
            }
            return out.hash().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What levels are like given the mean that is predicted, learned from the rows that taught.
     *
     * @throws IllegalStateException unless there are {@link LevelTable#FEW_LEVELS few}
     */
    public LevelTable levelTable() {
        return kept.table.orElseThrow(() -> new IllegalStateException("only tables of few levels are kept"));
    }

    /** The first of the rows that may teach, see {@link Reconstruction#firstTeachingRow}. */
    public int firstTeachingRow() {
        return kept.firstTeachingRow;
    }

    /** How many {@link #fillScaleFeatures numbers} describe the scale of a sub-pixel. */
    public int scaleFeatures() {
        return causal.scale().features().count();
    }

    /** Writes what tells how far a sub-pixel will be from its prediction; mostly logarithms of distances in levels. */
    public void fillScaleFeatures(ShownImage image, int subPixel, float[] target, int from) {
        causal.scale().features().fill(image, subPixel, target, from);
    }

    /** An image to be drawn from the activations of a row. */
    public Drawing drawing(int row) {
        int d = images.subPixels();
        ShownImage made = image(row);
        float[] shown = new float[d];
        float[] fromActivations = new float[d];
        for (int p = 0; p < d; p++) {
            shown[p] = made.visible(p);
            fromActivations[p] = (float) (made.mean(p) - causal.of(images.levels, row * d, p));
        }
        return new Drawing(causal, fromActivations, shown);
    }
}
