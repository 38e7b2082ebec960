package dev.infoplane.models.decoder.internal.condition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import dev.infoplane.models.decoder.internal.net.PixelCnnTopology;
import dev.infoplane.models.decoder.internal.net.SameConvolution;

/**
 * The path of a reconstructed image to a PixelCNN++. What is known before the first pixel, the reconstruction from activations
 * alone, passes a {@link ConditionNetwork}, which sees in every direction. What is known of a pixel only when it is its turn enters
 * at that pixel and nowhere else: the first features of the right stream and the parameters of the head.
 */
public final class PredictionEncoder {
    private static final String RIGHT = "own.right";
    private static final String OUT = "own.out";

    private final ConditionUpsampler upsampler;
    private final ConditionNetwork network;
    private final SameConvolution right;
    private final SameConvolution out;
    private final int[] image;
    private final int own;

    /**
     * Declares the parameters.
     *
     * @param image channels, height and width
     * @param visible how many numbers are known of a place before the first pixel is
     * @param own how many numbers are known of a pixel when it is its turn
     */
    public PredictionEncoder(ParameterLayout layout, PixelCnnTopology topology, int[] image, int visible, int own) {
        this.image = image;
        this.own = own;
        int f = topology.filters();
        int[] cells = {topology.wholeCells(image[1]), topology.wholeCells(image[2])};
        network = new ConditionNetwork(layout, topology, 0);
        upsampler = new ConditionUpsampler(
                layout,
                "visible",
                new ConditionUpsampler.Geometry(new int[] {visible, image[1], image[2]}, image, cells, f),
                Initializer.HE_NORMAL);
        right = new SameConvolution(layout, RIGHT, own, f, 1, Initializer.SMALL_NORMAL);
        out = new SameConvolution(layout, OUT, own, topology.outputs(), 1, Initializer.ZERO);
    }

    /** Channels, height and width of the images. */
    public int[] image() {
        return image.clone();
    }

    /**
     * What is known before the first pixel.
     *
     * @param visible {@code [b, numbers, height, width]}
     */
    public ConditionFeatures encode(Weights w, NDArray visible) {
        return network.apply(w, upsampler.apply(w, visible));
    }

    /**
     * The same, and what is known of each pixel when it is its turn.
     *
     * @param ofPixels {@code [b, height, width, numbers]}
     */
    public ConditionFeatures encode(Weights w, NDArray visible, NDArray ofPixels) {
        int below = upsampler.cells()[0] - image[1];
        int beside = upsampler.cells()[1] - image[2];
        NDArray whole = below + beside == 0 ? ofPixels : ofPixels.pad(new Shape(0, 0, 0, beside, 0, below), 0);
        return encode(w, visible).plus(right.applyChannelsLast(w, whole), out.applyChannelsLast(w, whole));
    }

    /** The maps from the numbers of a pixel to what they add, on the heap. */
    public OwnMaps ownMaps(Weights w) {
        return new OwnMaps(OwnMap.of(w, RIGHT, own), OwnMap.of(w, OUT, own));
    }

    /**
     * Two maps of the numbers of a pixel.
     *
     * @param right to the first features of the right stream
     * @param out to the parameters of the head
     */
    public record OwnMaps(OwnMap right, OwnMap out) {}

    /**
     * An affine map.
     *
     * @param kernel {@code [out][in]}
     */
    public record OwnMap(float[][] kernel, float[] bias) {
        private static OwnMap of(Weights w, String name, int in) {
            float[] flat = w.get(name + ".w").toFloatArray();
            float[] bias = w.get(name + ".b").toFloatArray();
            float[][] kernel = new float[bias.length][in];
            for (int i = 0; i < flat.length; i++) {
                kernel[i / in][i % in] = flat[i];
            }
            return new OwnMap(kernel, bias);
        }

        /** Adds what some numbers map to. */
        public void addTo(float[] numbers, float[] sums, int at) {
            for (int o = 0; o < bias.length; o++) {
                float sum = bias[o];
                for (int i = 0; i < numbers.length; i++) {
                    sum += kernel[o][i] * numbers[i];
                }
                sums[at + o] += sum;
            }
        }
    }
}
