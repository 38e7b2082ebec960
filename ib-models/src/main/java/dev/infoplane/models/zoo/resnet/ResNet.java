package dev.infoplane.models.zoo.resnet;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.infoplane.models.zoo.internal.InputForm;
import dev.infoplane.models.zoo.internal.LayerFactory;
import dev.infoplane.models.zoo.internal.Layers;
import dev.infoplane.models.zoo.internal.NamedSequence;
import dev.infoplane.models.zoo.resnet.ResNetSpec.Stage;
import dev.infoplane.models.zoo.resnet.ResNetSpec.Stem;

/**
 * Residual networks as classifiers and, for small images, as autoencoders. Both kinds share the encoder, and with it the hook points
 * that a study compares: {@code stem.out}, {@code stage1.out}, {@code stage1.unit1.out}, …
 *
 * <p>Input: {@code [batch, channels, height, width]}; values between 0 and 1 are customary. Weights start as published (He et al.
 * 2015), which is what DJL does unless a training configuration says otherwise.
 */
public final class ResNet {
    private ResNet() {}

    /**
     * A classifier of a size, with 1×1 convolutions where the shape changes.
     *
     * @return a block whose output is {@code [batch, classes]}, logits
     */
    public static Block classifier(ResNetSize size, int classes) {
        return classifier(size.spec(), classes);
    }

    /**
     * A classifier.
     *
     * @return a block whose output is {@code [batch, classes]}, logits
     */
    public static Block classifier(ResNetSpec spec, int classes) {
        return classifier(spec, classes, LayerFactory.FLOAT);
    }

    /**
     * A classifier whose layers come from elsewhere in the zoo.
     *
     * @param layers makes them
     * @return a block whose output is {@code [batch, classes]}, logits
     */
    public static Block classifier(ResNetSpec spec, int classes, LayerFactory layers) {
        if (classes < 2) {
            throw new IllegalArgumentException("a classifier needs at least 2 classes, got " + classes);
        }
        NamedSequence network = encoder(spec, layers).then("pool", Layers.globalPool());
        layers.afterPooling().ifPresent(block -> network.then("quantise", block));
        return network.then("flat", Layers.flat()).then("logits", layers.logits(classes));
    }

    /**
     * An autoencoder of a size.
     *
     * @param channels of the image
     * @param height of the image
     * @param width of the image
     * @return a block whose output is {@code [batch, channels, height, width]}, between 0 and 1
     */
    public static Block autoencoder(ResNetSize size, int channels, int height, int width) {
        return autoencoder(size.spec(), channels, height, width);
    }

    /**
     * An autoencoder: the encoder of the classifier, then for each stage but the first an up-sampling, a convolution and a
     * normalisation back towards the size of the image. Nothing skips the bottleneck.
     *
     * @param channels of the image
     * @param height of the image
     * @param width of the image
     * @return a block whose output is {@code [batch, channels, height, width]}, between 0 and 1
     */
    public static Block autoencoder(ResNetSpec spec, int channels, int height, int width) {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "channels, height and width must be at least 1, got " + channels + ", " + height + ", " + width);
        }
        if (spec.stem() != Stem.SMALL_IMAGES) {
            throw new IllegalArgumentException(
                    "an autoencoder needs the stem " + Stem.SMALL_IMAGES + ", got " + spec.stem());
        }
        NamedSequence decoder = NamedSequence.empty();
        for (int stage = spec.stages().size() - 1; stage >= 1; stage--) {
            decoder.then("resize" + stage, Layers.resize(extent(height, spec, stage), extent(width, spec, stage)))
                    .then("conv" + stage, Layers.convolution(spec.channels(stage), 3, 1))
                    .then("norm" + stage, Layers.norm())
                    .then("relu" + stage, Layers.relu());
        }
        decoder.then("image", Layers.convolution(channels, 3, 1)).then("sigmoid", Layers.sigmoid());
        return encoder(spec, LayerFactory.FLOAT)
                .only(new Shape(channels, height, width))
                .then("decoder", decoder);
    }

    private static NamedSequence encoder(ResNetSpec spec, LayerFactory layers) {
        NamedSequence encoder = NamedSequence.network(InputForm.IMAGES).then("stem", stem(spec, layers));
        int in = spec.stemChannels();
        for (int stage = 1; stage <= spec.stages().size(); stage++) {
            Stage plan = spec.stages().get(stage - 1);
            NamedSequence units = NamedSequence.empty();
            for (int unit = 1; unit <= plan.units(); unit++) {
                int stride = unit == 1 ? plan.stride() : 1;
                units.then("unit" + unit, new UnitBuilder(spec, plan.channels(), layers).build(in, stride));
                in = spec.channels(stage);
            }
            encoder.then("stage" + stage, units);
        }
        if (spec.unit().isPreactivated()) {
            encoder.then("norm", Layers.norm()).then("relu", layers.activation());
        }
        return encoder;
    }

    private static NamedSequence stem(ResNetSpec spec, LayerFactory layers) {
        boolean large = spec.stem() == Stem.LARGE_IMAGES;
        NamedSequence stem = NamedSequence.empty()
                .then("conv", layers.firstConvolution(spec.stemChannels(), large ? 7 : 3, large ? 2 : 1));
        if (!spec.unit().isPreactivated()) {
            stem.then("norm", Layers.norm()).then("relu", layers.activation());
        }
        return large ? stem.then("pool", Layers.maxPool()) : stem;
    }

    /** Height or width behind a stage, counted from 1. */
    private static int extent(int image, ResNetSpec spec, int stage) {
        int e = image;
        for (Stage s : spec.stages().subList(0, stage)) {
            e = (e + s.stride() - 1) / s.stride();
        }
        return e;
    }
}
