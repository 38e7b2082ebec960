package dev.infoplane.models.decoder;

import dev.infoplane.learn.Weights;
import java.util.List;

/**
 * The network of a PixelCNN++, one pixel at a time, on the heap: with what it remembers of the pixels before, a new one costs
 * each layer a single place instead of the whole image (Ramachandran et al. 2017, arXiv 1704.06001). What is remembered are
 * not the inputs but the outputs that they have begun to add up to, see {@link Spread}.
 *
 * <p>The down stream sees only rows above, and goes ahead by a row, all columns. The right stream goes pixel by pixel. A place
 * at a coarser resolution is worked on when the first pixel of its cell is due: all that it sees has then been drawn, and
 * nothing needed it before. Beyond the right border the image goes on to a whole cell, of which the down stream needs the
 * outputs; what lies below the lower border nobody sees.
 *
 * <p>Immutable; may be used by several threads, each with a memory of its own. Pixels must come in raster order.
 */
final class IncrementalNet {
    private final IncrementalAssembly parts;
    private final int channels;
    private final int columns;
    private final int wholeColumns;

    /** @param channels of the images */
    IncrementalNet(PixelCnnNet net, Weights w, int channels, int columns) {
        this.channels = channels;
        this.columns = columns;
        this.wholeColumns = (int) net.wholeCells(columns);
        this.parts = new IncrementalAssembly(net, w, wholeColumns);
    }

    /** Room for one image. */
    ImageMemory memory() {
        return parts.memory(channels + 1);
    }

    /** Forgets the image before. */
    void begin(ImageMemory memory, HeapConditions conditions) {
        memory.startWith(conditions);
        parts.windows().forEach(all -> all.forEach(window -> window.clear(memory)));
    }

    /**
     * Goes on to the next row.
     *
     * @param image {@code [height][width][channels]}, complete up to the row before
     */
    void beginRow(ImageMemory memory, float[] image, int row) {
        for (int r = 0; r < parts.windows().size(); r++) {
            if (row % (1 << r) == 0) {
                for (SumWindow window : parts.windows().get(r)) {
                    window.begin(memory, row >> r);
                }
            }
        }
        for (int column = 0; column < columns && row > 0; column++) {
            see(memory, parts.above(), image, row - 1, column);
        }
        for (Stage stage : parts.down()) {
            int r = stage.resolution();
            if (stage.isDueAt(row, 0)) {
                for (int column = 0; column < wholeColumns >> r; column++) {
                    stage.run(memory, row >> r, column);
                }
            }
        }
    }

    /** Works out the features of a pixel, of which all pixels before have been seen. */
    void reach(ImageMemory memory, int row, int column) {
        List<Stage> stages = parts.right();
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
        float[] sums = parts.parameters().sums(memory);
        memory.conditions().out().addTo(sums, parametersAt(row, column), row, column);
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
    private void see(ImageMemory memory, Spread spread, float[] image, int row, int column) {
        float[] x = memory.activated();
        System.arraycopy(image, (row * columns + column) * channels, x, 0, channels);
        x[channels] = 1;
        spread.push(memory, x, row, column);
    }
}
