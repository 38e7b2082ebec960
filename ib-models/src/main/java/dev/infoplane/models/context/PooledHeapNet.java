package dev.infoplane.models.context;

import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.ShownImage;

/** A {@link PooledNet} on the heap, for one point and one sub-pixel at a time. Not thread-safe: each thread needs its own. */
final class PooledHeapNet {
    private final PooledNet net;
    private final float[] weights;
    private final PointMaps maps;
    private final int bias;
    private final float[] features;
    private final float[] base;
    private final float[] parameters;
    private float[] before;
    private float[] after;

    PooledHeapNet(PooledNet net, float[] weights, int point, PointMaps maps) {
        this.net = net;
        this.weights = weights;
        this.maps = maps;
        int hidden = net.size().hidden();
        bias = net.layout().slot("points").offset() + point * hidden;
        features = new float[net.features().count()];
        base = new float[net.onForm().baseSize()];
        parameters = new float[net.onForm().head().parameters()];
        before = new float[hidden];
        after = new float[hidden];
    }

    /**
     * Parameters of the head for a sub-pixel; overwritten by the next call.
     *
     * @param scaled levels on the scale −1 to 1, of which only what comes before the sub-pixel is read
     */
    float[] parameters(ShownImage image, float[] scaled, int subPixel) {
        said(image, scaled, subPixel);
        net.onForm().fillBase(image.mean(subPixel), image.logScale(subPixel), base, 0);
        net.onForm().addBase(parameters, 0, base);
        return parameters;
    }

    /** What the network says of a sub-pixel, relative to the closed form; otherwise as {@link #parameters}. */
    float[] said(ShownImage image, float[] scaled, int subPixel) {
        net.features().fill(maps, image, scaled, subPixel, features, 0);
        HeapNet.affine(net.layout(), weights, "hidden0", features, after);
        for (int h = 0; h < after.length; h++) {
            after[h] += weights[bias + h];
        }
        HeapNet.elu(after);
        for (int l = 1; l < net.size().layers(); l++) {
            float[] swapped = before;
            before = after;
            after = swapped;
            HeapNet.affine(net.layout(), weights, "hidden" + l, before, after);
            HeapNet.elu(after);
        }
        HeapNet.affine(net.layout(), weights, "out", after, parameters);
        return parameters;
    }
}
