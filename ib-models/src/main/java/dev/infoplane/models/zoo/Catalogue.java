package dev.infoplane.models.zoo;

import ai.djl.Application;
import dev.infoplane.models.zoo.mlp.Mlp;
import dev.infoplane.models.zoo.mlp.MlpSpec;
import dev.infoplane.models.zoo.mlp.MlpSpec.Nonlinearity;
import dev.infoplane.models.zoo.mlp.Precision;
import dev.infoplane.models.zoo.quantised.Quantisation;
import dev.infoplane.models.zoo.quantised.QuantisedResNet;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSpec;
import dev.infoplane.models.zoo.rir.Rir;
import dev.infoplane.models.zoo.rir.RirSpec;
import java.util.ArrayList;
import java.util.List;

/** Every artifact of the zoo. */
final class Catalogue {
    private static final Application IMAGES = Application.CV.IMAGE_CLASSIFICATION;
    private static final Application VECTORS = Application.Tabular.SOFTMAX_REGRESSION;
    private static final int CIFAR = 10;
    private static final int IMAGENET = 1000;
    /** Ours: the moving means have settled, and most of a training is still to come. */
    private static final long BOUND_STEP = 1000;

    private static final List<String> CLOTHES = List.of(
            "t-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    static final List<ZooModelKind> ALL = all();

    private Catalogue() {}

    private static List<ZooModelKind> all() {
        List<ZooModelKind> all = new ArrayList<>();
        all.add(resNet("resnet-8", CIFAR, ResNetSpec.cifar(8)));
        all.add(resNet("resnet-8-narrow", CIFAR, ResNetSpec.cifar(8, 12))
                .trained(clothes(
                        "resnet-8-narrow", "ef389c2fffa69b82ca854e72e86822c443e17ea1c02fc2896bce67383fbe7ae3")));
        for (int depth : new int[] {20, 32, 44, 56, 110}) {
            all.add(resNet("resnet-" + depth, CIFAR, ResNetSpec.cifar(depth)));
        }
        all.add(resNet("preresnet-110", CIFAR, ResNetSpec.preactivation(110)));
        all.add(resNet("preresnet-164", CIFAR, ResNetSpec.preactivationBottleneck(164)));
        all.add(resNet("wrn-16-4", CIFAR, ResNetSpec.wide(16, 4)));
        all.add(resNet("wrn-40-2", CIFAR, ResNetSpec.wide(40, 2)));
        all.add(resNet("wrn-28-10", CIFAR, ResNetSpec.wide(28, 10)));
        for (int depth : new int[] {18, 34, 50}) {
            all.add(resNet("resnet-" + depth, IMAGENET, ResNetSpec.imageNet(depth)));
        }
        all.add(ZooModelKind.untrained(
                "resnet-20-autoencoder",
                Application.CV.ANY,
                0,
                none -> ResNet.autoencoder(ResNetSpec.cifar(20), 3, 32, 32)));
        all.add(ZooModelKind.untrained("rir-wide", IMAGES, CIFAR, classes -> Rir.classifier(RirSpec.WIDE, classes)));
        for (int bits = 2; bits <= 8; bits++) {
            Quantisation quantisation = new Quantisation(bits, BOUND_STEP);
            all.add(ZooModelKind.untrained(
                    "resnet-20-" + bits + "bit",
                    IMAGES,
                    CIFAR,
                    classes -> QuantisedResNet.classifier(ResNetSpec.cifar(20), classes, quantisation)));
        }
        all.add(mlp("mlp-shwartz-ziv-tishby", MlpSpec.SHWARTZ_ZIV_TISHBY));
        all.add(mlp("mlp-saxe-relu", MlpSpec.SAXE_RELU));
        all.add(mlp("mlp-saxe-mnist", MlpSpec.SAXE_MNIST));
        all.add(mlp("mlp-8bit", MlpSpec.SHWARTZ_ZIV_TISHBY.with(Precision.lowBit(8, 1))));
        all.add(mlp("mlp-binary", MlpSpec.binary(784, List.of(64, 64), CIFAR))
                .trained(clothes("mlp-binary", "d88c24538ce75541021f77a3f79710c47ef8ff4556277f6eafb2d7d7f52791b0")));
        all.add(mlp("mlp-4bit", new MlpSpec(784, List.of(32, 16), CIFAR, Nonlinearity.TANH, Precision.lowBit(4, 1)))
                .trained(clothes("mlp-4bit", "c64c79f53c835df402b54a9a7728d581fd9f6f81c47865a37b40ba3a7e196716")));
        return List.copyOf(all);
    }

    private static TrainedWeights clothes(String id, String sha256) {
        return new TrainedWeights("fashion-mnist", id + "-fashion-mnist.params", sha256, CLOTHES);
    }

    private static ZooModelKind resNet(String id, int classes, ResNetSpec spec) {
        return ZooModelKind.untrained(id, IMAGES, classes, count -> ResNet.classifier(spec, count));
    }

    private static ZooModelKind mlp(String id, MlpSpec spec) {
        return ZooModelKind.untrained(
                id,
                VECTORS,
                spec.outputs(),
                count -> Mlp.of(
                        new MlpSpec(spec.inputs(), spec.hidden(), count, spec.nonlinearity(), spec.precision())));
    }
}
