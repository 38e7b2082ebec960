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
 * a file. Rows that taught the closed form are kept as it predicts them without having seen them, under several draws of the noise if
 * activations have any. Values are rounded to a small fraction of a level; a prediction further outside of the range of levels than a
 * quarter of it counts as no further.
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

    private PointMaps(Images images, Reconstruction learned, Draws draws) {
        this(
                images,
                new Kept(
                        Maps.ofSize(draws.subPixels(images)),
                        draws,
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
    record Kept(Maps maps, Draws draws, CausalPart causal, Optional<FrequencyTable> table, int firstTeachingRow) {}

    /**
     * Under how many draws of noise rows that taught are kept. The first draw is among all rows; the others follow after the last
     * row, one after the other.
     *
     * @param rows how many taught
     */
    record Draws(int count, int rows) {
        /** No noise. */
        static final Draws ONE = new Draws(1, 0);

        /** How many sub-pixels are kept of images. */
        int subPixels(Images images) {
            return Math.multiplyExact(images.subPixels(), images.rows() + (count - 1) * rows);
        }

        private int row(Images images, int row, int draw) {
            return draw == 0 ? row : images.rows() + (draw - 1) * rows + row;
        }
    }

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

    static PointMaps read(FileInput in, Images images) throws IOException {
        return new PointMaps(images, PointMapsFormat.read(in, images));
    }

    /**
     * The maps of all images.
     *
     * @param x the images themselves, of which the first are those that taught
     * @param t their activations, those that did not teach with their noise; empty if the reconstruction sees none
     */
    static PointMaps of(Reconstruction learned, Images images, Samples x, Optional<Samples> t) {
        Fields taught = learned.taughtFields();
        int count = learned.draws();
        Draws draws = new Draws(count, taught.rows() / count);
        PointMaps maps = new PointMaps(images, learned, draws);
        for (int draw = 0; draw < count; draw++) {
            maps.put(draws.row(images, 0, draw), draws.rows, taught, learned.taughtScale(), draw * draws.rows);
        }
        maps.predict(draws.rows, learned, x, t);
        return maps;
    }

    /** The maps of images that did not teach. */
    static PointMaps ofOthers(Reconstruction learned, Images images, Samples x, Optional<Samples> t) {
        PointMaps maps = new PointMaps(images, learned, Draws.ONE);
        maps.predict(0, learned, x, t);
        return maps;
    }

    private void predict(int firstRow, Reconstruction learned, Samples x, Optional<Samples> t) {
        for (int from = firstRow; from < x.rows(); from += ROWS_AT_ONCE) {
            int first = from;
            int to = Math.min(x.rows(), from + ROWS_AT_ONCE);
            Fields fields = learned.fields(x.slice(from, to), t.map(rows -> rows.slice(first, to)));
            put(from, to - from, fields, learned.scale(fields), 0);
        }
    }

    /** @param first the first of the rows of the fields to put */
    private void put(int firstRow, int rows, Fields fields, float[] scale, int first) {
        int start = firstRow * images.subPixels();
        for (int k = 0; k < rows * images.subPixels(); k++) {
            int from = first * images.subPixels() + k;
            maps.visible.put(start + k, rounded(fields.visible()[from]));
            maps.mean.put(start + k, rounded(fields.mean()[from]));
            maps.logScale.put(start + k, (short) Math.rint(Math.log(scale[from]) / LOG_SCALE_UNIT));
        }
    }

    private short rounded(float level) {
        return (short) Math.max(0, Math.min(MOST, Math.rint((level - low) / unit)));
    }

    private float level(short rounded) {
        return (float) (low + unit * (rounded & MOST));
    }

    /** Under how many draws of noise each row that taught is known; 1 without noise. */
    public int draws() {
        return kept.draws.count;
    }

    /** One image; if it taught, under the first draw of noise. */
    public ShownImage image(int row) {
        return image(row, 0);
    }

    /**
     * One image.
     *
     * @param draw of noise, from 0; 0 for a row that did not teach
     */
    public ShownImage image(int row, int draw) {
        int levels = row * images.subPixels();
        int start = kept.draws.row(images, row, draw) * images.subPixels();
        return new ShownImage() {
            @Override
            public float level(int subPixel) {
                return images.levels[levels + subPixel];
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
