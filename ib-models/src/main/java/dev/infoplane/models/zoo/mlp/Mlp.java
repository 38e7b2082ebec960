package dev.infoplane.models.zoo.mlp;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.TruncatedNormalInitializer;
import dev.infoplane.models.zoo.internal.InputForm;
import dev.infoplane.models.zoo.internal.Layers;
import dev.infoplane.models.zoo.internal.NamedSequence;
import dev.infoplane.models.zoo.mlp.MlpSpec.Nonlinearity;
import dev.infoplane.models.zoo.quantised.ActivationQuantiser;
import dev.infoplane.models.zoo.quantised.LowBitLayers;

/**
 * Multilayer perceptrons, in floating point, with few levels, or binary. Hook points: {@code layer1.out}, …, {@code logits.out}.
 *
 * <p>Input: {@code [batch, inputs]}; output: logits {@code [batch, outputs]}. Weights start truncated normal with standard deviation 1/√width
 * (Shwartz-Ziv &amp; Tishby 2017), biases zero.
 */
public final class Mlp {
    private Mlp() {}

    /** The network of a specification. */
    public static Block of(MlpSpec spec) {
        NamedSequence network = NamedSequence.network(InputForm.VECTORS).only(new Shape(spec.inputs()));
        int width = spec.inputs();
        for (int i = 0; i < spec.hidden().size(); i++) {
            int units = spec.hidden().get(i);
            NamedSequence layer = linear(spec.precision(), width, units);
            network.then("layer" + (i + 1), activated(layer, spec));
            width = units;
        }
        return network.then("logits", linear(spec.precision(), width, spec.outputs()));
    }

    private static NamedSequence linear(Precision precision, int width, int units) {
        NamedSequence layer = NamedSequence.empty();
        Block linear = Linear.builder().setUnits(units).build();
        if (precision instanceof Precision.LowBit low) {
            linear = LowBitLayers.linear(units, low.quantisation().bits());
        } else if (precision instanceof Precision.Binary) {
            linear = LowBitLayers.binaryLinear(units);
        }
        linear.setInitializer(new TruncatedNormalInitializer((float) (1 / Math.sqrt(width))), Parameter.Type.WEIGHT);
        layer.then("linear", linear);
        return precision instanceof Precision.Binary ? layer.then("norm", Layers.norm()) : layer;
    }

    private static NamedSequence activated(NamedSequence layer, MlpSpec spec) {
        switch (spec.nonlinearity()) {
            case TANH -> layer.then("tanh", Activation.tanhBlock());
            case RELU -> layer.then("relu", Activation.reluBlock());
            case SIGN -> layer.then("sign", LowBitLayers.sign());
        }
        if (spec.precision() instanceof Precision.LowBit low) {
            int bits = low.quantisation().bits();
            layer.then(
                    "quantise",
                    spec.nonlinearity() == Nonlinearity.TANH
                            ? LowBitLayers.signedRounding(bits)
                            : new ActivationQuantiser(bits, low.quantisation().boundStep()));
        }
        return layer;
    }
}
