package dev.infoplane.models.context;

import dev.infoplane.learn.ParameterLayout;

/** Layers of a network on the heap. */
final class HeapLayers {
    private HeapLayers() {}

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
