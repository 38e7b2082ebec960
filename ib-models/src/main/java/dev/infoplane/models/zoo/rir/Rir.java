package dev.infoplane.models.zoo.rir;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.optimizer.Optimizer;
import dev.infoplane.models.zoo.internal.InputForm;
import dev.infoplane.models.zoo.internal.Layers;
import dev.infoplane.models.zoo.internal.NamedSequence;
import dev.infoplane.models.zoo.rir.RirSpec.Stage;
import dev.infoplane.models.zoo.training.SelectiveDecay;

/**
 * Resnet in Resnet (Targ, Almeida &amp; Lyman 2016, arXiv 1603.08029): two streams of feature maps, a residual one, which keeps what
 * it has, and a transient one, which can forget. Each has hook points of its own: {@code stage1.unit1.residual.out}, {@code
 * stage1.unit1.transient.out}.
 *
 * <p>Input: {@code [batch, channels, height, width]}; output: logits {@code [batch, classes]}.
 */
public final class Rir {
    private Rir() {}

    /** A classifier of two streams. */
    public static Block classifier(RirSpec spec, int classes) {
        requireClasses(classes);
        int in = spec.stages().get(0).channels();
        NamedSequence network = NamedSequence.network(InputForm.IMAGES).then("stem", new TwoStreamStem(in));
        for (int s = 1; s <= spec.stages().size(); s++) {
            Stage stage = spec.stages().get(s - 1);
            NamedSequence units = NamedSequence.empty();
            for (int unit = 1; unit <= stage.units(); unit++) {
                units.then("unit" + unit, new RirUnit(in, stage.channels(), stride(s, unit)));
                in = stage.channels();
            }
            network.then("stage" + s, units);
        }
        return head(network.then("join", new Join()), classes);
    }

    /**
     * The same function as one stream: each unit is a single convolution over the channels of both streams. It starts as a
     * {@link PartialIdentity}, which makes the first half of its channels residual ("ResNet init", section 2.2). Train it with
     * {@link #decayTowardsIdentity}.
     */
    public static Block plainWithResNetInit(RirSpec spec, int classes) {
        requireClasses(classes);
        NamedSequence network = NamedSequence.network(InputForm.IMAGES)
                .then("stem", layer(Layers.convolution(2 * spec.stages().get(0).channels(), 3, 1)));
        for (int s = 1; s <= spec.stages().size(); s++) {
            Stage stage = spec.stages().get(s - 1);
            NamedSequence units = NamedSequence.empty();
            for (int unit = 1; unit <= stage.units(); unit++) {
                Block convolution = Layers.convolution(2 * stage.channels(), 3, stride(s, unit));
                convolution.setInitializer(new PartialIdentity(), Parameter.Type.WEIGHT);
                units.then("unit" + unit, layer(convolution));
            }
            network.then("stage" + s, units);
        }
        return head(network, classes);
    }

    /**
     * The weight decay of ResNet init: of each kernel that started as a partial identity, that identity is subtracted before.
     *
     * @param decay λ of the penalty λ/2 · |w - identity|²; 1e-4 as published
     * @param network made by {@link #plainWithResNetInit}
     * @param optimizer takes the steps, without weight decay of its own; as published, SGD with momentum 0.9
     */
    public static Optimizer decayTowardsIdentity(double decay, Block network, Optimizer optimizer) {
        return SelectiveDecay.of(decay, network, optimizer, name -> name.contains("stage"), PartialIdentity::identity);
    }

    private static NamedSequence layer(Block convolution) {
        return NamedSequence.empty()
                .then("conv", convolution)
                .then("norm", Layers.norm())
                .then("relu", Layers.relu());
    }

    private static Block head(NamedSequence network, int classes) {
        return network.then("logits", Layers.convolution(classes, 1, 1))
                .then("norm", Layers.norm())
                .then("pool", Layers.globalPool())
                .then("flat", Layers.flat());
    }

    private static int stride(int stage, int unit) {
        return stage > 1 && unit == 1 ? 2 : 1;
    }

    private static void requireClasses(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("a classifier needs at least 2 classes, got " + classes);
        }
    }
}
