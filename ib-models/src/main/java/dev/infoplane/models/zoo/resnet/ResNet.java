package dev.infoplane.models.zoo.resnet;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;

/**
 * Residual networks in the form for small images (He et al. 2016, arXiv 1512.03385, section 4.2): a 3×3 stem, stages of basic
 * units, global average pooling. Both kinds share the encoder, and with it the hook points that the study compares: {@code
 * stem.out}, {@code stage1.out}, {@code stage1.unit1.out}, …
 *
 * <p>Input: {@code [batch, channels, height, width]}; values between 0 and 1 are customary.
 */
public final class ResNet {
    private ResNet() {}

    /**
     * A classifier.
     *
     * @return a block whose output is {@code [batch, classes]}, logits
     */
    public static Block classifier(ResNetSize size, int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("a classifier needs at least 2 classes, got " + classes);
        }
        return encoder(size)
                .then("pool", Pool.globalAvgPool2dBlock())
                .then("flat", Blocks.batchFlattenBlock())
                .then("logits", Linear.builder().setUnits(classes).build());
    }

    /**
     * An autoencoder: the stages of the classifier, then for each stage but the first an up-sampling, a convolution and a
     * normalisation back towards the size of the image. Nothing skips the bottleneck.
     *
     * @param channels of the image
     * @param height of the image
     * @param width of the image
     * @return a block whose output is {@code [batch, channels, height, width]}, between 0 and 1
     */
    public static Block autoencoder(ResNetSize size, int channels, int height, int width) {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "channels, height and width must be at least 1, got " + channels + ", " + height + ", " + width);
        }
        NamedSequence decoder = new NamedSequence();
        for (int stage = size.stages() - 1; stage >= 1; stage--) {
            decoder.then("resize" + stage, Layers.resize(halved(height, stage - 1), halved(width, stage - 1)))
                    .then("conv" + stage, Layers.convolution(size.channels(stage), 3, 1))
                    .then("norm" + stage, Layers.norm())
                    .then("relu" + stage, Layers.relu());
        }
        decoder.then("image", Layers.convolution(channels, 3, 1)).then("sigmoid", Layers.sigmoid());
        return encoder(size).then("decoder", decoder);
    }

    private static NamedSequence encoder(ResNetSize size) {
        NamedSequence encoder = new NamedSequence()
                .then(
                        "stem",
                        new NamedSequence()
                                .then("conv", Layers.convolution(size.width(), 3, 1))
                                .then("norm", Layers.norm())
                                .then("relu", Layers.relu()));
        int in = size.width();
        for (int stage = 1; stage <= size.stages(); stage++) {
            NamedSequence units = new NamedSequence();
            for (int unit = 1; unit <= size.units(); unit++) {
                int stride = stage > 1 && unit == 1 ? 2 : 1;
                units.then("unit" + unit, ResidualUnit.of(in, size.channels(stage), stride));
                in = size.channels(stage);
            }
            encoder.then("stage" + stage, units);
        }
        return encoder;
    }

    private static int halved(int extent, int times) {
        int e = extent;
        for (int i = 0; i < times; i++) {
            e = (e + 1) / 2;
        }
        return e;
    }
}
