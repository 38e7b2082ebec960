package dev.infoplane.models.zoo.internal;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import java.util.Optional;

/** Makes the layers in which a network and its quantised variant differ. */
public interface LayerFactory {
    /** Layers in floating point. */
    LayerFactory FLOAT = new LayerFactory() {};

    /** The convolution that reads the image. */
    default Block firstConvolution(int out, int extent, int stride) {
        return Layers.convolution(out, extent, stride);
    }

    /** A convolution inside the network. */
    default Block convolution(int out, int extent, int stride) {
        return Layers.convolution(out, extent, stride);
    }

    /** The nonlinearity, a ReLU. */
    default Block activation() {
        return Activation.reluBlock();
    }

    /** What follows a ReLU that has no block of its own; empty if nothing does. */
    default Optional<Block> afterActivation() {
        return Optional.empty();
    }

    /** What follows global pooling; empty if nothing does. */
    default Optional<Block> afterPooling() {
        return Optional.empty();
    }

    /** The last layer. */
    default Block logits(int classes) {
        return Linear.builder().setUnits(classes).build();
    }
}
