package dev.infoplane.models.cnn;

import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.models.closedform.ShownImage;
import dev.infoplane.models.context.PoolStart;
import java.util.Optional;

/**
 * The part of a {@link CnnNet} that predicts, on the heap, for one sub-pixel of one image at a time. Not thread-safe: each thread
 * needs its own.
 */
final class CnnHeapNet {
    private final CnnNet net;
    private final float[] weights;
    private final int[] shape;
    private final float[] read;
    private final Optional<PoolStart.Drawn> start;
    private final float[] local;
    private final float[] sum;
    private final float[] hidden;
    private final float[] more;
    private final float[] base;
    private final float[] parameters;

    /**
     * @param shape channels, height and width of images
     * @param read what was read of this image's activations, {@code [width, height, width]}
     * @param start where the network begins; empty for the closed form
     */
    CnnHeapNet(CnnNet net, float[] weights, int[] shape, float[] read, Optional<PoolStart.Drawn> start) {
        this.net = net;
        this.weights = weights;
        this.shape = shape;
        this.read = read;
        this.start = start;
        int width = net.size().width();
        local = new float[width + net.features().localCount()];
        sum = new float[2 * width];
        hidden = new float[2 * width];
        more = new float[2 * width];
        base = new float[net.onForm().baseSize()];
        parameters = new float[net.onForm().head().parameters()];
    }

    /** Parameters of the head for a sub-pixel; overwritten by the next call. Reads only what comes before the sub-pixel. */
    float[] parameters(ShownImage image, int subPixel) {
        CnnFeatures features = net.features();
        int places = features.places();
        int place = subPixel % places;
        int width = net.size().width();
        for (int k = 0; k < width; k++) {
            local[k] = read[k * places + place];
        }
        features.fillLocal(image, subPixel, local, width, 1);
        pointwise("local", local, sum);
        addConvolved("far", image, place, CnnNet.FAR, 1);
        addConvolved("close", image, place, CnnNet.CLOSE, 2);
        for (int k = 0; k < hidden.length; k++) {
            hidden[k] = elu(sum[k]);
        }
        for (String layer : new String[] {"hidden0", "hidden1"}) {
            pointwise(layer, hidden, more);
            for (int k = 0; k < hidden.length; k++) {
                hidden[k] += elu(more[k]);
            }
        }
        pointwise("out", hidden, parameters);
        start.ifPresent(pool -> {
            float[] said = pool.said(image, subPixel);
            for (int k = 0; k < parameters.length; k++) {
                parameters[k] += said[k];
            }
        });
        net.onForm().fillBase(image.mean(subPixel), image.logScale(subPixel), base, 0);
        net.onForm().addBase(parameters, 0, base);
        return parameters;
    }

    private static float elu(float v) {
        return v > 0 ? v : (float) Math.expm1(v);
    }

    private void pointwise(String name, float[] in, float[] out) {
        ParameterLayout layout = net.layout();
        int at = layout.slot(name).offset();
        int bias = layout.slot(name + ".b").offset();
        for (int o = 0; o < out.length; o++) {
            float value = weights[bias + o];
            for (float v : in) {
                value += weights[at++] * v;
            }
            out[o] = value;
        }
    }

    /** @param kinds 1 for levels, 2 for errors */
    private void addConvolved(String name, ShownImage image, int place, int radius, int kinds) {
        int channels = shape[0];
        int across = 2 * radius + 1;
        int count = (radius + 1) * across;
        int offset = net.layout().slot(name).offset();
        int bias = net.layout().slot(name + ".b").offset();
        int perOutput = kinds * channels * count;
        for (int o = 0; o < sum.length; o++) {
            sum[o] += weights[bias + o];
        }
        for (int k = 0; k < count; k++) {
            int y = place / shape[2] + k / across - radius;
            int x = place % shape[2] + k % across - radius;
            if (!CnnNet.isBefore(k, radius) || y < 0 || x < 0 || x >= shape[2]) {
                continue;
            }
            for (int c = 0; c < kinds * channels; c++) {
                int there = c % channels * net.features().places() + y * shape[2] + x;
                float value = kinds == 1
                        ? net.features().near(image, there)
                        : c < channels
                                ? net.features().miss(image, there)
                                : net.features().error(image, there);
                for (int o = 0; o < sum.length; o++) {
                    sum[o] += weights[offset + o * perOutput + c * count + k] * value;
                }
            }
        }
    }
}
