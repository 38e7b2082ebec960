package dev.infoplane.models.zoo.quantised;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import dev.infoplane.models.zoo.internal.LayerFactory;
import dev.infoplane.models.zoo.internal.MappedLinear;
import dev.infoplane.models.zoo.internal.NamedSequence;
import dev.infoplane.models.zoo.internal.PaddedConv2d;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSpec;
import java.util.Optional;

/**
 * Residual networks with quantised weights and activations after "Pareto-optimal quantized ResNet is mostly 4-bit" (Abdolrashidi et al. 2021,
 * arXiv 2105.03536). Weights are rounded in every pass. What ReLUs give is rounded from a chosen training pass on, so that the outputs
 * of the stem, of units and of stages have finitely many values: {@link ActivationQuantiser}.
 *
 * <p>Hook points and trained parameters are those of {@link ResNet}.
 */
public final class QuantisedResNet {
    private QuantisedResNet() {}

    /**
     * A classifier.
     *
     * @return a block whose output is {@code [batch, classes]}, logits
     */
    public static Block classifier(ResNetSpec spec, int classes, Quantisation quantisation) {
        return ResNet.classifier(spec, classes, new QuantisedLayers(quantisation));
    }

    private record QuantisedLayers(Quantisation quantisation) implements LayerFactory {
        @Override
        public Block firstConvolution(int out, int extent, int stride) {
            return new PaddedConv2d(out, extent, stride, w -> Quantise.weights(w, Quantisation.OUTER_BITS));
        }

        @Override
        public Block convolution(int out, int extent, int stride) {
            return new PaddedConv2d(out, extent, stride, w -> Quantise.weights(w, quantisation.bits()));
        }

        @Override
        public Block activation() {
            return NamedSequence.empty()
                    .then("relu", Activation.reluBlock())
                    .then("quantise", new ActivationQuantiser(quantisation.bits(), quantisation.boundStep()));
        }

        @Override
        public Optional<Block> afterActivation() {
            return Optional.of(new ActivationQuantiser(quantisation.bits(), quantisation.boundStep()));
        }

        @Override
        public Optional<Block> afterPooling() {
            return Optional.of(new ActivationQuantiser(Quantisation.OUTER_BITS, quantisation.boundStep()));
        }

        @Override
        public Block logits(int classes) {
            return new MappedLinear(classes, w -> Quantise.weights(w, Quantisation.OUTER_BITS));
        }
    }
}
