package dev.infoplane.models.decoder.internal.sampling;

import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.net.PixelCnnTopology;
import dev.infoplane.models.decoder.internal.net.PixelStream;
import java.util.List;

/**
 * A PixelCNN++, one pixel at a time, on the heap: with what it remembers of the pixels before, a new pixel costs each layer a
 * single place instead of the whole image (Ramachandran et al. 2017, arXiv 1704.06001). It remembers partial sums of outputs, not
 * inputs; see {@link TapScatter}.
 *
 * <p>The down stream sees only rows above and runs ahead by a row, all columns at once. The right stream runs pixel by pixel. A
 * place at a coarser resolution is computed when the first pixel of its cell is due: all that it sees has then been drawn, and
 * nothing needed it before. To the right, the image is extended to a whole cell, since the down stream needs those outputs; what
 * lies below the lower border nobody sees.
 *
 * <p>Immutable; several threads may use it, each with a memory of its own. Pixels must come in raster order.
 */
final class IncrementalNet {
    private final PixelCnnTopology topology;
    private final IncrementalNetBuilder.Parts parts;
    private final int channels;
    private final int columns;
    private final int wholeColumns;

    /** @param columns of the images */
    IncrementalNet(PixelCnnTopology topology, Weights w, int columns) {
        this.topology = topology;
        this.channels = topology.channels();
        this.columns = columns;
        this.wholeColumns = topology.wholeCells(columns);
        this.parts = IncrementalNetBuilder.build(topology, w, wholeColumns);
    }

    /** How many numbers the streams see of a pixel. */
    int channels() {
        return channels;
    }

    /** Memory for one image. */
    ImageMemory memory() {
        return new ImageMemory(parts.room(), Math.max(channels + 1, 2 * topology.filters()), parts.widest());
    }

    /** Begins an image and forgets the one before. */
    void begin(ImageMemory memory, HeapConditionFeatures condition) {
        memory.begin(condition);
        parts.sums().forEach(all -> all.forEach(sums -> sums.clear(memory)));
    }

    /**
     * Begins a row.
     *
     * @param image {@code [height][width][channels]}, complete up to the row before
     */
    void beginRow(ImageMemory memory, float[] image, int row) {
        for (int r = 0; r < parts.sums().size(); r++) {
            if (row % (1 << r) == 0) {
                for (PartialSums sums : parts.sums().get(r)) {
                    sums.begin(memory, row >> r);
                }
            }
        }
        for (int column = 0; column < columns && row > 0; column++) {
            see(memory, parts.above(), image, row - 1, column);
        }
        for (Stage stage : parts.stages().get(PixelStream.DOWN)) {
            int r = stage.resolution();
            if (stage.isDueAt(row, 0)) {
                for (int column = 0; column < wholeColumns >> r; column++) {
                    stage.run(memory, row >> r, column);
                }
            }
        }
    }

    /** Computes the features of a pixel, after all pixels before it have been seen. */
    void reach(ImageMemory memory, int row, int column) {
        List<Stage> stages = parts.stages().get(PixelStream.RIGHT);
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            if (stage.isDueAt(row, column)) {
                stage.run(memory, row >> stage.resolution(), column >> stage.resolution());
            }
        }
    }

    /** Parameters of the head at the pixel that was reached, from {@link #parametersAt} on. */
    float[] parameters(ImageMemory memory, int row, int column) {
        Stage.Row features = parts.features();
        HeapMath.elu(features.of(memory), features.at(column), features.filters(), memory.activated());
        parts.out().push(memory, memory.activated(), row, column);
        float[] sums = parts.parameters().of(memory);
        memory.condition().out().addTo(sums, parametersAt(row, column), row, column);
        return sums;
    }

    int parametersAt(int row, int column) {
        return parts.parameters().at(row, column);
    }

    /** Takes in a pixel of the image. */
    void see(ImageMemory memory, float[] image, int row, int column) {
        see(memory, parts.left(), image, row, column);
    }

    /** A pixel, with the channel of ones that shows where the image ends. */
    private void see(ImageMemory memory, TapScatter scatter, float[] image, int row, int column) {
        float[] x = memory.activated();
        System.arraycopy(image, (row * columns + column) * channels, x, 0, channels);
        x[channels] = 1;
        scatter.push(memory, x, row, column);
    }
}
