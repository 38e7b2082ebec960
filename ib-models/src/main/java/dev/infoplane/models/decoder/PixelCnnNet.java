package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The two streams of PixelCNN++ (Salimans et al. 2017, figure 2): the down stream sees the rows above, the right stream all
 * that comes before a pixel in raster order. Each passes through gated units at full, half, quarter… resolution and back,
 * with a long skip connection from every unit of the way down to its partner on the way up.
 *
 * <p>Against the published network the first shift by one row or column is a shift of the padding, which differs only in
 * what the first row and column see of a bias. Dropout is left out: with the budgets of a plane decoders underfit.
 */
final class PixelCnnNet {
    private final Layout layout = new Layout();
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

    private record Pair(GatedUnit down, GatedUnit right) {}

    PixelCnnNet(PixelCnnSize size, int channels) {
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
        out = Convolution.of(layout, "out", Convolution.Spec.inPlace(f, 3 * size.mixtures()));
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

    Layout layout() {
        return layout;
    }

    /**
     * @param x images {@code [b, channels, h, w]} on [−1, 1]
     * @param conditions for each resolution one {@code [b, 2·filters, h', w']} a gated unit, or null for none
     * @return parameters of the mixture {@code [b, 3·mixtures, h, w]}; at each pixel they depend only on the pixels before
     *     it in raster order, and on the conditions
     */
    NDArray apply(Weights w, NDArray x, List<NDList> conditions) {
        long[] extents = x.getShape().getShape();
        NDArray ones = x.getManager().ones(new Shape(extents[0], 1, extents[2], extents[3]));
        NDArray padded = NDArrays.concat(new NDList(x, ones), 1);
        Deque<Features> downs = new ArrayDeque<>();
        Deque<Features> rights = new ArrayDeque<>();
        downs.push(new Features(downIn.apply(w, padded)));
        rights.push(new Features(rightInAbove.apply(w, padded).add(rightInLeft.apply(w, padded))));
        Conditions given = new Conditions(conditions, size.resolutions());
        for (int r = 0; r < encoder.size(); r++) {
            for (Pair pair : encoder.get(r)) {
                downs.push(pair.down.apply(w, downs.peek(), null, given.next(r)));
                rights.push(pair.right.apply(w, rights.peek(), downs.peek().activated(), given.next(r)));
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
                down = pair.down.apply(w, down, downs.pop().activated(), given.next(r));
                right = pair.right.apply(w, right, GatedUnit.join(down, rights.pop()), given.next(r));
            }
            if (i < doubleDown.size()) {
                down = new Features(doubleDown.get(i).apply(w, down.values()));
                right = new Features(doubleRight.get(i).apply(w, right.values()));
            }
        }
        return out.apply(w, Activation.elu(right.values(), 1));
    }

    /** Hands out the conditions of each resolution in the order its units are reached. */
    private static final class Conditions {
        private final List<NDList> all;
        private final int[] taken;

        Conditions(List<NDList> all, int resolutions) {
            this.all = all;
            this.taken = new int[resolutions];
        }

        NDArray next(int resolution) {
            return all == null ? null : all.get(resolution).get(taken[resolution]++);
        }
    }
}
