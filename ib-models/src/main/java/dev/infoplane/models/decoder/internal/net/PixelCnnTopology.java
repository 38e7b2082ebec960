package dev.infoplane.models.decoder.internal.net;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The network of PixelCNN++ (Salimans et al. 2017, figure 2), declared once: which layers there are, in which order, and who
 * reads whom. {@link #wire} walks through it with a {@link LayerInterpreter}. The engine's network and the cached sampler are two
 * interpreters, so they cannot differ in their wiring.
 *
 * <p>Two streams pass through gated units at full, half, quarter… resolution and back up. Every unit on the way up has a skip
 * connection from its partner on the way down; every unit of the right stream has one from the down stream beside it.
 *
 * <p>Against the published network, the first shift by a row or column is a shift of the padding. This differs only in what the
 * first row and column see of a bias.
 *
 * @param filters channels of each stream
 * @param units gated units of each stream and resolution on the way down
 * @param resolutions 1 for full resolution only; each further one halves height and width
 * @param channels of the images
 * @param outputs parameters of the head at each pixel
 */
public record PixelCnnTopology(int filters, int units, int resolutions, int channels, int outputs) {
    /** Walks through all layers in order; returns the last features of the right stream, which the output layer reads. */
    public <F> F wire(LayerInterpreter<F> layers) {
        Deque<F> downs = new ArrayDeque<>();
        Deque<F> rights = new ArrayDeque<>();
        F down = layers.input(PixelStream.DOWN, List.of(input("in.down", Kernel.strictlyAbove(2, 3))));
        F right = layers.input(
                PixelStream.RIGHT,
                List.of(input("in.above", Kernel.strictlyAbove(1, 3)), input("in.left", Kernel.strictlyLeft(2))));
        int coarsest = resolutions - 1;
        for (int r = 0; r <= coarsest; r++) {
            downs.push(down);
            rights.push(right);
            for (int i = 0; i < units; i++) {
                down = layers.gatedUnit(wayDown(r, i, PixelStream.DOWN, 0), down, List.of());
                right = layers.gatedUnit(wayDown(r, i, PixelStream.RIGHT, 1), right, List.of(down));
                downs.push(down);
                rights.push(right);
            }
            if (r < coarsest) {
                down = layers.halve(PixelStream.DOWN, r + 1, halving(r, PixelStream.DOWN), down);
                right = layers.halve(PixelStream.RIGHT, r + 1, halving(r, PixelStream.RIGHT), right);
            }
        }
        downs.pop();
        rights.pop();
        for (int r = coarsest; r >= 0; r--) {
            for (int i = 0; i < unitsOnTheWayUp(r); i++) {
                down = layers.gatedUnit(wayUp(r, i, PixelStream.DOWN, 1), down, List.of(downs.pop()));
                right = layers.gatedUnit(wayUp(r, i, PixelStream.RIGHT, 2), right, List.of(down, rights.pop()));
            }
            if (r > 0) {
                down = layers.enlarge(PixelStream.DOWN, r - 1, doubling(r, PixelStream.DOWN), down);
                right = layers.enlarge(PixelStream.RIGHT, r - 1, doubling(r, PixelStream.RIGHT), right);
            }
        }
        return right;
    }

    /** The last layer: from the features of the right stream to the parameters of the head. */
    public ConvolutionSpec output() {
        return ConvolutionSpec.pointwise("out", filters, outputs);
    }

    /** How many gated units both streams have at a resolution, and so how many conditions they take. */
    public int gatedUnits(int resolution) {
        return 2 * (units + unitsOnTheWayUp(resolution));
    }

    /** An extent of an image, extended to whole cells of the coarsest resolution. */
    public int wholeCells(int extent) {
        int cell = 1 << (resolutions - 1);
        return (extent + cell - 1) / cell * cell;
    }

    /** One more than on the way down, except at the coarsest resolution: the features before the first unit are read, too. */
    private int unitsOnTheWayUp(int resolution) {
        return units + (resolution == resolutions - 1 ? 0 : 1);
    }

    /** The image has one channel more, of ones. */
    private ConvolutionSpec input(String name, Kernel kernel) {
        return ConvolutionSpec.of(name, kernel, channels + 1, filters);
    }

    private GatedUnitSpec wayDown(int resolution, int index, PixelStream stream, int sides) {
        return unit("encoder" + resolution, resolution, index, index, stream, sides);
    }

    private GatedUnitSpec wayUp(int resolution, int index, PixelStream stream, int sides) {
        return unit("decoder" + resolution, resolution, index, units + index, stream, sides);
    }

    private GatedUnitSpec unit(String name, int resolution, int index, int pair, PixelStream stream, int sides) {
        return new GatedUnitSpec(
                name + ".unit" + index + stream.suffix(),
                stream,
                resolution,
                2 * pair + stream.ordinal(),
                filters,
                sides);
    }

    private ConvolutionSpec halving(int resolution, PixelStream stream) {
        return stream.convolution("halve" + resolution + stream.suffix(), filters, filters)
                .halving();
    }

    private TransposedSpec doubling(int resolution, PixelStream stream) {
        return stream.doubling("double" + resolution + stream.suffix(), filters);
    }
}
