package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The two streams of PixelCNN++ (Salimans et al. 2017, figure 2): the down stream sees the rows above, the right stream all
 * that comes before a pixel in raster order. Each passes through gated units at full, half, quarter… resolution and back,
 * with a long skip connection from every unit of the way down to its partner on the way up.
 *
 * <p>Images of any height and width: inside, they are extended below and at the right to a whole multiple of the coarsest
 * cell, which no output that is kept can see before its time. Against the published network the first shift by one row or
 * column is a shift of the padding, which differs only in what the first row and column see of a bias.
 */
final class PixelCnnNet {
    /** What a gated unit makes of a feature: concatenated ELUs, gates, what they are made of and a condition, as floats. */
    private static final double BYTES_A_FEATURE = 20 * Float.BYTES;

    /** What a head makes of a parameter. */
    private static final double BYTES_A_PARAMETER = 12 * Float.BYTES;

    private static final double BYTES_AT_ONCE = 3e9;
    private static final int MOST_ROWS = 100;

    private final ParameterLayout layout = new ParameterLayout();
    private final PixelCnnSize size;
    private final Convolution downIn;
    private final Convolution rightInAbove;
    private final Convolution rightInLeft;
    private final List<List<Pair>> encoder = new ArrayList<>();
    private final List<List<Pair>> decoder = new ArrayList<>();
    private final List<Convolution> halveDown = new ArrayList<>();
    private final List<Convolution> halveRight = new ArrayList<>();
    private final List<UpConvolution> doubleDown = new ArrayList<>();
    private final List<UpConvolution> doubleRight = new ArrayList<>();
    private final Convolution out;

    /** The gated units of both streams at one depth. */
    record Pair(GatedUnit down, GatedUnit right) {}

    /**
     * @param channels of the images
     * @param parameters of the head at each pixel
     */
    PixelCnnNet(PixelCnnSize size, int channels, int parameters) {
        this.size = size;
        int f = size.filters();
        int in = channels + 1;
        downIn = Convolution.of(layout, "in.down", new Convolution.Spec(in, f, 2, 3, 1, 1, 2, -1, 1, 1));
        rightInAbove = Convolution.of(layout, "in.above", new Convolution.Spec(in, f, 1, 3, 1, 1, 1, -1, 1, 1));
        rightInLeft = Convolution.of(layout, "in.left", new Convolution.Spec(in, f, 2, 1, 1, -1, 1, 0, 1, 1));
        int last = size.resolutions() - 1;
        for (int r = 0; r <= last; r++) {
            encoder.add(pairs("encoder" + r, size.units(), false));
            if (r < last) {
                halveDown.add(Convolution.of(
                        layout,
                        "halve" + r + ".down",
                        Convolution.Spec.down(f, f).halving()));
                halveRight.add(Convolution.of(
                        layout,
                        "halve" + r + ".right",
                        Convolution.Spec.downRight(f, f).halving()));
            }
        }
        for (int r = last; r >= 0; r--) {
            decoder.add(pairs("decoder" + r, decoderUnits(r), true));
            if (r > 0) {
                doubleDown.add(new UpConvolution(layout, "double" + r + ".down", f, true));
                doubleRight.add(new UpConvolution(layout, "double" + r + ".right", f, false));
            }
        }
        out = Convolution.of(layout, "out", Convolution.Spec.inPlace(f, parameters));
    }

    private List<Pair> pairs(String name, int units, boolean longSkips) {
        int f = size.filters();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < units; i++) {
            String unit = name + ".unit" + i;
            pairs.add(new Pair(
                    new GatedUnit(layout, unit + ".down", f, false, longSkips ? f : 0),
                    new GatedUnit(layout, unit + ".right", f, true, longSkips ? 2 * f : f)));
        }
        return pairs;
    }

    /** Units of the way up at a resolution: one more than on the way down, but at the coarsest. */
    private int decoderUnits(int resolution) {
        return size.units() + (resolution == size.resolutions() - 1 ? 0 : 1);
    }

    /** How many gated units work at a resolution, and so how many conditions they take; 0 is full resolution. */
    int gatedUnits(int resolution) {
        return 2 * (size.units() + decoderUnits(resolution));
    }

    int resolutions() {
        return size.resolutions();
    }

    ParameterLayout layout() {
        return layout;
    }

    /**
     * @param x images {@code [b, h, w, channels]} on [−1, 1]
     * @return parameters of the head {@code [b, h, w, p]}; at each pixel they depend only on the pixels before it in raster
     *     order, and on the conditions
     */
    NDArray apply(Weights w, NDArray x, Conditions conditions, Dropout dropout) {
        NDArray padded = withFrame(x);
        Deque<Features> downs = new ArrayDeque<>();
        Deque<Features> rights = new ArrayDeque<>();
        downs.push(new Features(plus(downIn.apply(w, padded), conditions.down())));
        NDArray start = rightInAbove.apply(w, padded).add(rightInLeft.apply(w, padded));
        rights.push(new Features(plus(start, conditions.right())));
        Conditions.Reader given = new Conditions.Reader(conditions, size.resolutions());
        for (int r = 0; r < encoder.size(); r++) {
            for (Pair pair : encoder.get(r)) {
                downs.push(pair.down.apply(w, downs.peek(), null, given.next(r), dropout));
                rights.push(pair.right.apply(w, rights.peek(), downs.peek().activated(), given.next(r), dropout));
            }
            if (r < halveDown.size()) {
                downs.push(new Features(halveDown.get(r).apply(w, downs.peek().values())));
                rights.push(
                        new Features(halveRight.get(r).apply(w, rights.peek().values())));
            }
        }
        Features down = downs.pop();
        Features right = rights.pop();
        for (int i = 0; i < decoder.size(); i++) {
            int r = decoder.size() - 1 - i;
            for (Pair pair : decoder.get(i)) {
                down = pair.down.apply(w, down, downs.pop().activated(), given.next(r), dropout);
                right = pair.right.apply(w, right, GatedUnit.join(down, rights.pop()), given.next(r), dropout);
            }
            if (i < doubleDown.size()) {
                down = new Features(doubleDown.get(i).apply(w, down.values()));
                right = new Features(doubleRight.get(i).apply(w, right.values()));
            }
        }
        return cut(plus(out.apply(w, Activation.elu(right.values(), 1)), conditions.out()), x.getShape());
    }

    private static NDArray plus(NDArray x, NDArray condition) {
        return condition == null ? x : x.add(condition);
    }

    /** The image with a channel of ones, which lets the network see where it ends, extended by zeros to whole cells. */
    private NDArray withFrame(NDArray x) {
        long[] extents = x.getShape().getShape();
        NDArray ones = x.getManager().ones(new Shape(extents[0], extents[1], extents[2], 1));
        NDArray framed = NDArrays.concat(new NDList(x, ones), 3);
        long below = wholeCells(extents[1]) - extents[1];
        long right = wholeCells(extents[2]) - extents[2];
        return below + right == 0 ? framed : framed.pad(new Shape(0, 0, 0, right, 0, below), 0);
    }

    /** What belongs to the image, out of a map of whole cells. */
    static NDArray cut(NDArray y, Shape image) {
        return y.getShape().get(1) == image.get(1) && y.getShape().get(2) == image.get(2)
                ? y
                : y.get(new NDIndex()
                        .addAllDim()
                        .addSliceDim(0, image.get(1))
                        .addSliceDim(0, image.get(2))
                        .addAllDim());
    }

    /** An extent of an image, extended to a multiple of the coarsest cell. */
    long wholeCells(long extent) {
        return (extent + size.multiple() - 1) / size.multiple() * size.multiple();
    }

    /**
     * How many images are scored at once, at most 100: features of about so many bytes stay until a pass has ended.
     *
     * @param image channels, height and width
     */
    int rowsAtOnce(int[] image) {
        double bytes = 0;
        for (int r = 0; r < size.resolutions(); r++) {
            double places = (double) wholeCells(image[1]) * wholeCells(image[2]) / (1L << 2 * r);
            bytes += places * gatedUnits(r) * size.filters() * BYTES_A_FEATURE;
        }
        bytes += (double) image[1] * image[2] * out.spec().out() * BYTES_A_PARAMETER;
        return (int) Math.max(1, Math.min(MOST_ROWS, BYTES_AT_ONCE / bytes));
    }

    int filters() {
        return size.filters();
    }

    Convolution downIn() {
        return downIn;
    }

    Convolution rightInAbove() {
        return rightInAbove;
    }

    Convolution rightInLeft() {
        return rightInLeft;
    }

    /** For each resolution, finest first. */
    List<List<Pair>> encoder() {
        return encoder;
    }

    /** For each resolution, coarsest first. */
    List<List<Pair>> decoder() {
        return decoder;
    }

    /** From each resolution to the next coarser one, finest first. */
    List<Convolution> halveDown() {
        return halveDown;
    }

    List<Convolution> halveRight() {
        return halveRight;
    }

    /** From each resolution to the next finer one, coarsest first. */
    List<UpConvolution> doubleDown() {
        return doubleDown;
    }

    List<UpConvolution> doubleRight() {
        return doubleRight;
    }

    Convolution out() {
        return out;
    }
}
