package dev.infoplane.models.zoo.rir;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;

/**
 * The "ResNet init" of Targ et al. 2016: a convolution starts from random weights (He et al. 2015) plus the identity on the first half
 * of its channels, whose values thus pass unless learned otherwise. The identity is subtracted before weight decay, so that decay
 * pulls towards the identity and not towards zero.
 */
public final class PartialIdentity implements Initializer {
    private static final Initializer RANDOM = new XavierInitializer(RandomType.GAUSSIAN, FactorType.IN, 2);

    /** An initialiser of kernels {@code [out, in, h, w]} with odd h and w. */
    public PartialIdentity() {}

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
        return RANDOM.initialize(manager, shape, dataType)
                .addi(identity(manager, shape).toType(dataType, false));
    }

    /** What weight decay pulls towards: ones at the centre of the kernels from channel i to channel i, i in the first half. */
    public static NDArray identity(NDManager manager, Shape shape) {
        if (shape.dimension() != 4 || shape.get(2) % 2 == 0 || shape.get(3) % 2 == 0) {
            throw new IllegalArgumentException(
                    "a partial identity needs a kernel [out, in, h, w] with odd h and w, got " + shape);
        }
        int out = Math.toIntExact(shape.get(0));
        int in = Math.toIntExact(shape.get(1));
        int extent = Math.toIntExact(shape.get(2) * shape.get(3));
        float[] values = new float[Math.multiplyExact(Math.multiplyExact(out, in), extent)];
        for (int channel = 0; channel < Math.min(in, out) / 2; channel++) {
            values[(channel * in + channel) * extent + extent / 2] = 1;
        }
        return manager.create(values, shape);
    }
}
