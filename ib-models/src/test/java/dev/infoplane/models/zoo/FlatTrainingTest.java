package dev.infoplane.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.infoplane.models.zoo.quantised.Quantisation;
import dev.infoplane.models.zoo.quantised.QuantisedResNet;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSpec;
import dev.infoplane.models.zoo.training.SelectiveDecay;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two thousand training steps hold as many arrays as two hundred. */
@Tag("long")
class FlatTrainingTest {
    private static final Shape IMAGES = new Shape(16, 1, 14, 14);
    private static final int CLASSES = 10;

    @Test
    void twoThousandStepsOfAResNetAreFlat() {
        requireFlat(ResNet.classifier(ResNetSpec.cifar(20, 4), CLASSES));
    }

    @Test
    void twoThousandStepsOfAQuantisedResNetAreFlat() {
        requireFlat(QuantisedResNet.classifier(ResNetSpec.cifar(8, 4), CLASSES, new Quantisation(4, 100)));
    }

    private static void requireFlat(Block block) {
        try (Model model = Model.newInstance("flat")) {
            model.setBlock(block);
            Optimizer sgd = Optimizer.sgd()
                    .setLearningRateTracker(Tracker.fixed(0.01f))
                    .optMomentum(0.9f)
                    .build();
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(SelectiveDecay.of(1e-4, block, sgd)))) {
                trainer.initialize(IMAGES);
                train(trainer, 200);
                int arrays = held(model, trainer);

                train(trainer, 1800);

                assertThat(held(model, trainer)).isEqualTo(arrays);
            }
        }
    }

    private static void train(Trainer trainer, int steps) {
        for (int step = 0; step < steps; step++) {
            try (NDManager manager = trainer.getManager().newSubManager()) {
                NDArray images = manager.randomUniform(0, 1, IMAGES);
                NDArray labels = manager.zeros(new Shape(IMAGES.get(0)));
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    try (GradientCollector gradients = trainer.newGradientCollector()) {
                        NDList logits = trainer.forward(new NDList(images));
                        gradients.backward(trainer.getLoss().evaluate(new NDList(labels), logits));
                    }
                }
                trainer.step();
            }
        }
    }

    private static int held(Model model, Trainer trainer) {
        return model.getNDManager().getManagedArrays().size()
                + trainer.getManager().getManagedArrays().size();
    }
}
