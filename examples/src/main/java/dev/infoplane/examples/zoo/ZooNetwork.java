package dev.infoplane.examples.zoo;

import ai.djl.nn.Block;
import dev.infoplane.models.zoo.quantised.Quantisation;
import dev.infoplane.models.zoo.quantised.QuantisedResNet;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSpec;
import dev.infoplane.models.zoo.rir.Rir;
import dev.infoplane.models.zoo.rir.RirSpec;
import java.util.List;
import java.util.function.IntFunction;

/** The networks that are compared: three stages of one unit each, eight channels at first. */
enum ZooNetwork {
    RESNET(classes -> ResNet.classifier(Sizes.RESIDUAL, classes), Sizes.STAGES),
    RIR(classes -> Rir.classifier(Sizes.TWO_STREAMS, classes), Sizes.STREAMS),
    RESNET_8BIT(classes -> Sizes.quantised(8, classes), Sizes.STAGES),
    RESNET_4BIT(classes -> Sizes.quantised(4, classes), Sizes.STAGES),
    RESNET_2BIT(classes -> Sizes.quantised(2, classes), Sizes.STAGES);

    private final IntFunction<Block> maker;
    private final List<String> hookPoints;

    ZooNetwork(IntFunction<Block> maker, List<String> hookPoints) {
        this.maker = maker;
        this.hookPoints = hookPoints;
    }

    Block block(int classes) {
        return maker.apply(classes);
    }

    /** What is measured, from the image to the top. */
    List<String> hookPoints() {
        return hookPoints;
    }

    private static final class Sizes {
        private static final int WIDTH = 8;
        /** After the first epoch of the study, so that every point that is measured is quantised. */
        private static final long BOUND_STEP = 79;

        static final ResNetSpec RESIDUAL = ResNetSpec.cifar(8, WIDTH);
        static final RirSpec TWO_STREAMS = new RirSpec(
                List.of(new RirSpec.Stage(WIDTH, 1), new RirSpec.Stage(2 * WIDTH, 1), new RirSpec.Stage(4 * WIDTH, 1)));
        static final List<String> STAGES = List.of("stage1.out", "stage2.out", "stage3.out");
        static final List<String> STREAMS = List.of(
                "stage1.unit1.residual.out",
                "stage1.unit1.transient.out",
                "stage2.unit1.residual.out",
                "stage2.unit1.transient.out",
                "stage3.unit1.residual.out",
                "stage3.unit1.transient.out");

        static Block quantised(int bits, int classes) {
            return QuantisedResNet.classifier(RESIDUAL, classes, new Quantisation(bits, BOUND_STEP));
        }
    }
}
