package dev.infoplane.models.context;

import dev.infoplane.learn.ParameterLayout;
import java.util.Arrays;

/** A {@link ContextNet} on the heap, for one sub-pixel at a time. Not thread-safe: each thread needs its own. */
final class HeapNet {
    private final ContextNet net;
    private final float[] weights;
    private final float[] features;
    private final float[] window;
    private final float[] read;
    private final float[] affine;
    private final float[] parameters;
    private float[] before;
    private float[] after;

    HeapNet(ContextNet net, float[] weights) {
        this.net = net;
        this.weights = weights;
        int hidden = (int) net.layout().slot("hidden0.b").shape().size();
        int affineSize = net.head().affineSize();
        features = new float[net.features().count()];
        window = new float[net.window().map(ConditionWindow::count).orElse(0)];
        affine = new float[affineSize];
        read = new float[net.readoutCount() + affineSize];
        parameters = new float[net.head().parameters()];
        before = new float[hidden];
        after = new float[hidden];
    }

    /** What a sub-pixel's condition is. */
    interface Condition {
        /** Writes what the sub-pixel sees; false if the condition is dropped. */
        boolean fill(int subPixel, float[] window);
    }

    /**
     * Parameters of the head for a sub-pixel; overwritten by the next call.
     *
     * @param image on the scale −1 to 1, of which only what comes before the sub-pixel is read
     */
    float[] parameters(float[] image, int subPixel, Condition condition) {
        net.features().fill(image, subPixel, features, 0);
        layer("hidden0", features, after);
        if (affine.length > 0) {
            layer("affine", features, affine);
        }
        if (net.window().isPresent()) {
            if (condition.fill(subPixel, window)) {
                see(net.window().orElseThrow().phase(subPixel));
            } else {
                int dropped = net.layout().slot("dropped").offset();
                for (int k = 0; k < after.length; k++) {
                    after[k] += weights[dropped + k];
                }
            }
        }
        elu(after);
        for (int l = 1; l < net.layers(); l++) {
            float[] swapped = before;
            before = after;
            after = swapped;
            layer("hidden" + l, before, after);
            elu(after);
        }
        layer("out", after, parameters);
        if (affine.length > 0) {
            for (int k = 0; k < affine.length; k += 2) {
                affine[k] *= ContextNet.SHIFT_UNIT;
            }
            net.head().shiftAndScale(parameters, 0, affine, 0);
        }
        return parameters;
    }

    private void see(int phase) {
        int slot = net.layout().slot("readout").offset() + phase * window.length * read.length;
        Arrays.fill(read, 0);
        for (int k = 0; k < window.length; k++) {
            float v = window[k];
            for (int r = 0; r < read.length && v != 0; r++) {
                read[r] += v * weights[slot + k * read.length + r];
            }
        }
        int join = net.layout().slot("join").offset();
        int joined = net.readoutCount();
        for (int h = 0; h < after.length; h++) {
            float sum = 0;
            for (int r = 0; r < joined; r++) {
                sum += read[r] * weights[join + h * joined + r];
            }
            after[h] += sum;
        }
        for (int a = 0; a < affine.length; a++) {
            affine[a] += read[joined + a];
        }
    }

    private void layer(String name, float[] input, float[] output) {
        affine(net.layout(), weights, name, input, output);
    }

    /** The affine layer of this name. */
    static void affine(ParameterLayout layout, float[] weights, String name, float[] input, float[] output) {
        ParameterLayout.Slot matrix = layout.slot(name);
        int bias = layout.slot(name + ".b").offset();
        for (int o = 0; o < output.length; o++) {
            int row = matrix.offset() + o * input.length;
            float sum = weights[bias + o];
            for (int i = 0; i < input.length; i++) {
                sum += input[i] * weights[row + i];
            }
            output[o] = sum;
        }
    }

    static void elu(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] > 0 ? values[i] : (float) Math.expm1(values[i]);
        }
    }
}
