package dev.infoplane.models.decoder.internal.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link PixelCnnTopology} computed by the engine, for whole batches of images.
 *
 * <p>Images may have any height and width: inside, they are extended below and at the right to whole cells of the coarsest
 * resolution, which no output that is kept can see before its time.
 */
public final class PixelCnnNet {
    /** Bytes per feature in a gated unit: concatenated ELUs, gates with their inputs, and a condition, as floats. */
    private static final double BYTES_A_FEATURE = 20 * Float.BYTES;
    /** Bytes a parameter of the head costs. */
    private static final double BYTES_A_PARAMETER = 12 * Float.BYTES;

    private static final double BYTES_AT_ONCE = 3e9;
    private static final int MOST_ROWS = 100;

    private final PixelCnnTopology topology;
    private final ParameterLayout layout = new ParameterLayout();
    private final Map<String, CausalConvolution> convolutions = new HashMap<>();
    private final Map<String, TransposedConvolution> doublings = new HashMap<>();
    private final Map<String, GatedUnit> units = new HashMap<>();

    /** Declares the parameters of all layers. */
    public PixelCnnNet(PixelCnnTopology topology) {
        this.topology = topology;
        topology.wire(new Declaration());
        declare(topology.output());
    }

    private void declare(ConvolutionSpec spec) {
        convolutions.put(spec.name(), new CausalConvolution(layout, spec));
    }

    /** Declares the parameters of each layer. There are no features yet; a layer is represented by its name. */
    private final class Declaration implements LayerInterpreter<String> {
        @Override
        public String input(PixelStream stream, List<ConvolutionSpec> all) {
            all.forEach(PixelCnnNet.this::declare);
            return stream.name();
        }

        @Override
        public String gatedUnit(GatedUnitSpec unit, String features, List<String> sides) {
            units.put(unit.name(), new GatedUnit(layout, unit));
            return unit.name();
        }

        @Override
        public String halve(PixelStream stream, int resolution, ConvolutionSpec convolution, String features) {
            declare(convolution);
            return convolution.name();
        }

        @Override
        public String enlarge(PixelStream stream, int resolution, TransposedSpec convolution, String features) {
            doublings.put(convolution.name(), new TransposedConvolution(layout, convolution));
            return convolution.name();
        }
    }

    /** The layers and their wiring. */
    public PixelCnnTopology topology() {
        return topology;
    }

    /** The parameters of all layers. */
    public ParameterLayout layout() {
        return layout;
    }

    /**
     * The parameters of the head at each pixel, {@code [b, h, w, p]}. They depend only on the pixels before it in raster order,
     * and on the condition.
     *
     * @param x images {@code [b, h, w, channels]} on [−1, 1]
     */
    public NDArray apply(Weights w, NDArray x, ConditionFeatures condition, Dropout dropout) {
        Features last = topology.wire(new Pass(w, framed(x), condition, dropout));
        NDArray out = convolutions.get(topology.output().name()).apply(w, Activation.elu(last.values(), 1));
        return cropped(condition.out().map(out::add).orElse(out), x.getShape());
    }

    /** Computes the features of each layer. */
    private final class Pass implements LayerInterpreter<Features> {
        private final Weights w;
        private final NDArray image;
        private final ConditionFeatures condition;
        private final Dropout dropout;

        Pass(Weights w, NDArray image, ConditionFeatures condition, Dropout dropout) {
            this.w = w;
            this.image = image;
            this.condition = condition;
            this.dropout = dropout;
        }

        @Override
        public Features input(PixelStream stream, List<ConvolutionSpec> all) {
            NDArray sum = all.stream()
                    .map(c -> convolutions.get(c.name()).apply(w, image))
                    .reduce(NDArray::add)
                    .orElseThrow();
            return new Features(condition.input(stream).map(sum::add).orElse(sum));
        }

        @Override
        public Features gatedUnit(GatedUnitSpec unit, Features features, List<Features> sides) {
            return units.get(unit.name()).apply(w, features, sides, condition.gate(unit), dropout);
        }

        @Override
        public Features halve(PixelStream stream, int resolution, ConvolutionSpec convolution, Features features) {
            return new Features(convolutions.get(convolution.name()).apply(w, features.values()));
        }

        @Override
        public Features enlarge(PixelStream stream, int resolution, TransposedSpec convolution, Features features) {
            return new Features(doublings.get(convolution.name()).apply(w, features.values()));
        }
    }

    /** The image with a channel of ones, which lets the network see where it ends, extended by zeros to whole cells. */
    private NDArray framed(NDArray x) {
        long[] extents = x.getShape().getShape();
        NDArray ones = x.getManager().ones(new Shape(extents[0], extents[1], extents[2], 1));
        NDArray framed = NDArrays.concat(new NDList(x, ones), 3);
        long below = topology.wholeCells((int) extents[1]) - extents[1];
        long right = topology.wholeCells((int) extents[2]) - extents[2];
        return below + right == 0 ? framed : framed.pad(new Shape(0, 0, 0, right, 0, below), 0);
    }

    /** Features without what was added to make whole cells. */
    public static NDArray cropped(NDArray features, Shape image) {
        return features.getShape().get(1) == image.get(1) && features.getShape().get(2) == image.get(2)
                ? features
                : features.get(new NDIndex()
                        .addAllDim()
                        .addSliceDim(0, image.get(1))
                        .addSliceDim(0, image.get(2))
                        .addAllDim());
    }

    /**
     * How many images to score at once, at most 100, so that the features of a pass, which stay until it has ended, fit into
     * about 3 GB.
     *
     * @param image channels, height and width
     */
    public int rowsAtOnce(int[] image) {
        double bytes = 0;
        for (int r = 0; r < topology.resolutions(); r++) {
            double places = (double) topology.wholeCells(image[1]) * topology.wholeCells(image[2]) / (1L << 2 * r);
            bytes += places * topology.gatedUnits(r) * topology.filters() * BYTES_A_FEATURE;
        }
        bytes += (double) image[1] * image[2] * topology.outputs() * BYTES_A_PARAMETER;
        return (int) Math.max(1, Math.min(MOST_ROWS, BYTES_AT_ONCE / bytes));
    }
}
