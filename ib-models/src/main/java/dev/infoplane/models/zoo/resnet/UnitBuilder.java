package dev.infoplane.models.zoo.resnet;

import ai.djl.nn.Block;
import dev.infoplane.models.zoo.internal.LayerFactory;
import dev.infoplane.models.zoo.internal.Layers;
import dev.infoplane.models.zoo.internal.NamedSequence;
import dev.infoplane.models.zoo.resnet.ResNetSpec.Shortcut;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds the residual units of one stage.
 *
 * @param channels of the 3×3 convolutions
 */
record UnitBuilder(ResNetSpec spec, int channels, LayerFactory layers) {
    Block build(int in, int stride) {
        boolean before = spec.unit().isPreactivated();
        List<Block> convolutions = convolutions(stride);
        NamedSequence residual = NamedSequence.empty();
        for (int i = 1; i <= convolutions.size(); i++) {
            if (before && i > 1) {
                normed(residual, i, true);
            }
            residual.then("conv" + i, convolutions.get(i - 1));
            if (!before) {
                normed(residual, i, i < convolutions.size());
            }
        }
        Block shortcut = shortcut(in, stride);
        return before
                ? new PreactivationUnit(activation(), residual, shortcut)
                : new ResidualUnit(residual, shortcut, layers.afterActivation().orElse(null));
    }

    private List<Block> convolutions(int stride) {
        List<Block> convolutions = new ArrayList<>();
        if (spec.unit().isBottleneck()) {
            convolutions.add(layers.convolution(channels, 1, 1));
            convolutions.add(layers.convolution(channels, 3, stride));
            convolutions.add(layers.convolution(out(), 1, 1));
        } else {
            convolutions.add(layers.convolution(channels, 3, stride));
            convolutions.add(layers.convolution(out(), 3, 1));
        }
        return convolutions;
    }

    private void normed(NamedSequence residual, int i, boolean activated) {
        residual.then("norm" + i, Layers.norm());
        if (activated) {
            residual.then("relu" + i, layers.activation());
        }
    }

    private NamedSequence activation() {
        return NamedSequence.empty().then("norm1", Layers.norm()).then("relu1", layers.activation());
    }

    private @Nullable Block shortcut(int in, int stride) {
        if (in == out() && stride == 1) {
            return null;
        }
        if (spec.shortcut() == Shortcut.PADDED_IDENTITY) {
            return Layers.paddedIdentity(in, out(), stride);
        }
        NamedSequence projection = NamedSequence.empty().then("conv", layers.convolution(out(), 1, stride));
        return spec.unit().isPreactivated() ? projection : projection.then("norm", Layers.norm());
    }

    private int out() {
        return spec.unit().isBottleneck() ? 4 * channels : channels;
    }
}
