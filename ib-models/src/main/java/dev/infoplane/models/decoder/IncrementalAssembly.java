package dev.infoplane.models.decoder;

import dev.infoplane.learn.Weights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Puts the stages of an {@link IncrementalNet} together, in the order of {@link PixelCnnNet#apply}: where that computes a
 * layer, this notes who reads whom.
 */
final class IncrementalAssembly {
    private final PixelCnnNet net;
    private final Weights weights;
    private final int columns;
    private final List<Integer> sizes = new ArrayList<>();
    private final List<List<SumWindow>> windows = new ArrayList<>();
    private final List<Onward> onwards = new ArrayList<>();
    private final Stream down = new Stream();
    private final Stream right = new Stream();
    private final int[] units;
    private final Spread above;
    private final Spread left;
    private final SumWindow parameters;
    private final Spread out;
    private int widest;

    /** One of the two streams as far as it is put together. */
    private static final class Stream {
        private final List<Stage> stages = new ArrayList<>();
        private final List<Stage.Row> rows = new ArrayList<>();
        private final Deque<Onward> skips = new ArrayDeque<>();
        private Onward last;
    }

    /** @param columns of the image, in whole cells */
    IncrementalAssembly(PixelCnnNet net, Weights weights, int columns) {
        this.net = net;
        this.weights = weights;
        this.columns = columns;
        units = new int[net.resolutions()];
        for (int r = 0; r < net.resolutions(); r++) {
            windows.add(new ArrayList<>());
            down.rows.add(row(r));
            right.rows.add(row(r));
        }
        HeapKernel downIn = kernel(net.downIn());
        HeapKernel aboveIn = kernel(net.rightInAbove());
        HeapKernel leftIn = kernel(net.rightInLeft());
        SumWindow downStart = window(0, downIn.bias());
        SumWindow rightStart = window(0, SumWindow.plus(aboveIn.bias(), leftIn.bias()));
        List<Spread.Part> fromAbove =
                new ArrayList<>(Taps.of(downIn, net.downIn().spec(), downStart));
        fromAbove.addAll(Taps.of(aboveIn, net.rightInAbove().spec(), rightStart));
        above = spread(fromAbove);
        left = spread(Taps.of(leftIn, net.rightInLeft().spec(), rightStart));
        enter(down, 0, Stage.Entry.Side.DOWN, downStart);
        enter(right, 0, Stage.Entry.Side.RIGHT, rightStart);
        encode();
        decode();
        HeapKernel last = kernel(net.out());
        parameters = window(0, last.bias());
        out = spread(Taps.of(last, net.out().spec(), parameters));
        onwards.forEach(o -> widest = Math.max(widest, o.seal()));
    }

    private void encode() {
        for (int r = 0; r < net.resolutions(); r++) {
            for (PixelCnnNet.Pair pair : net.encoder().get(r)) {
                unit(down, r, pair.down(), List.of());
                unit(right, r, pair.right(), List.of(down.last));
                down.skips.push(down.last);
                right.skips.push(right.last);
            }
            if (r < net.resolutions() - 1) {
                halve(down, r + 1, net.halveDown().get(r));
                halve(right, r + 1, net.halveRight().get(r));
            }
        }
        down.skips.pop();
        right.skips.pop();
    }

    private void decode() {
        int coarsest = net.resolutions() - 1;
        for (int r = coarsest; r >= 0; r--) {
            for (PixelCnnNet.Pair pair : net.decoder().get(coarsest - r)) {
                unit(down, r, pair.down(), List.of(down.skips.pop()));
                unit(right, r, pair.right(), List.of(down.last, right.skips.pop()));
            }
            if (r > 0) {
                twice(down, r - 1, net.doubleDown().get(coarsest - r));
                twice(right, r - 1, net.doubleRight().get(coarsest - r));
            }
        }
    }

    private void enter(Stream stream, int resolution, Stage.Entry.Side side, SumWindow from) {
        stream.last = onward();
        stream.stages.add(new Stage.Entry(resolution, side, from, stream.rows.get(resolution), stream.last));
        stream.skips.push(stream.last);
    }

    private void halve(Stream stream, int resolution, Convolution convolution) {
        HeapKernel kernel = kernel(convolution);
        SumWindow into = window(resolution, kernel.bias());
        stream.last.halvedTo(kernel, convolution.spec(), into);
        enter(stream, resolution, Stage.Entry.Side.NONE, into);
    }

    private void twice(Stream stream, int resolution, UpConvolution convolution) {
        HeapKernel kernel = HeapKernel.of(weights, convolution.name());
        SumWindow into = window(resolution, kernel.bias());
        stream.last.doubledTo(kernel, convolution.isThreeWide(), into);
        enter(stream, resolution, Stage.Entry.Side.NONE, into);
        stream.skips.pop();
    }

    /** @param sides features that come in by the skip connection, in the order in which they are joined */
    private void unit(Stream stream, int resolution, GatedUnit unit, List<Onward> sides) {
        HeapKernel first = kernel(unit.first());
        HeapKernel second = kernel(unit.second());
        HeapKernel skip = unit.skip() == null ? null : kernel(unit.skip());
        SumWindow sums = window(resolution, skip == null ? first.bias() : SumWindow.plus(first.bias(), skip.bias()));
        SumWindow gates = window(resolution, second.bias());
        stream.last.activatedTo(Taps.of(first, unit.first().spec(), sums));
        int inputs = 2 * net.filters();
        for (int i = 0; i < sides.size(); i++) {
            sides.get(i).activatedTo(List.of(Taps.inPlace(skip, sums, i * inputs, (i + 1) * inputs)));
        }
        stream.last = onward();
        stream.stages.add(new Stage.Inside(
                resolution, sums, spread(Taps.of(second, unit.second().spec(), gates))));
        stream.stages.add(
                new Stage.Gate(resolution, units[resolution]++, gates, stream.rows.get(resolution), stream.last));
    }

    private HeapKernel kernel(Convolution convolution) {
        return HeapKernel.of(weights, convolution.name());
    }

    private SumWindow window(int resolution, float[] bias) {
        SumWindow window = new SumWindow(sizes.size(), columns >> resolution, bias);
        sizes.add(window.size());
        windows.get(resolution).add(window);
        return window;
    }

    private Stage.Row row(int resolution) {
        sizes.add((columns >> resolution) * net.filters());
        return new Stage.Row(sizes.size() - 1, net.filters());
    }

    private Onward onward() {
        onwards.add(new Onward(net.filters()));
        return onwards.get(onwards.size() - 1);
    }

    private Spread spread(List<Spread.Part> parts) {
        Spread spread = new Spread(parts);
        widest = Math.max(widest, spread.width());
        return spread;
    }

    /** Room for one image. */
    ImageMemory memory(int inputs) {
        int[] room = sizes.stream().mapToInt(Integer::intValue).toArray();
        return new ImageMemory(room, Math.max(inputs, 2 * net.filters()), widest);
    }

    /** The sums of each resolution. */
    List<List<SumWindow>> windows() {
        return windows;
    }

    List<Stage> down() {
        return down.stages;
    }

    List<Stage> right() {
        return right.stages;
    }

    /** What a pixel gives to the row below. */
    Spread above() {
        return above;
    }

    /** What a pixel gives to the right. */
    Spread left() {
        return left;
    }

    /** The last features of the right stream, at full resolution. */
    Stage.Row features() {
        return right.rows.get(0);
    }

    Spread out() {
        return out;
    }

    SumWindow parameters() {
        return parameters;
    }
}
