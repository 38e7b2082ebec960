package dev.infoplane.examples.study;

import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.models.resnet.ResNet;

/** What the network is trained for: the two regimes of Darlow &amp; Storkey 2020. */
enum Regime {
    /** To name the class. */
    classifier {
        @Override
        Block network(Preset preset, int side) {
            return ResNet.classifier(preset.network(), FashionMnist.CLASSES);
        }

        @Override
        DefaultTrainingConfig config() {
            return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).addEvaluator(new Accuracy());
        }
    },
    /** To give back the image. */
    autoencoder {
        @Override
        Block network(Preset preset, int side) {
            return ResNet.autoencoder(preset.network(), 1, side, side);
        }

        @Override
        DefaultTrainingConfig config() {
            return new DefaultTrainingConfig(new MeanSquaredError());
        }
    };

    abstract Block network(Preset preset, int side);

    abstract DefaultTrainingConfig config();
}
