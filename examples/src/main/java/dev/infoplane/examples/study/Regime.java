package dev.infoplane.examples.study;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import dev.infoplane.estimate.Samples;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.models.zoo.resnet.ResNet;

/** What the network is trained for: the two regimes of Darlow &amp; Storkey 2020. */
enum Regime {
    /** To name the class. */
    classifier {
        @Override
        Block network(StudySpec preset, int side) {
            return ResNet.classifier(preset.network(), FashionMnist.CLASSES);
        }

        @Override
        DefaultTrainingConfig config() {
            return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).addEvaluator(new Accuracy());
        }

        @Override
        NDArray wanted(StudyData data, NDManager manager) {
            return manager.create(data.network().labels().toArray());
        }
    },
    /** To give back the image. */
    autoencoder {
        @Override
        Block network(StudySpec preset, int side) {
            return ResNet.autoencoder(preset.network(), 1, side, side);
        }

        @Override
        DefaultTrainingConfig config() {
            return new DefaultTrainingConfig(new MeanSquaredError());
        }

        @Override
        NDArray wanted(StudyData data, NDManager manager) {
            return images(data, manager);
        }
    };

    abstract Block network(StudySpec preset, int side);

    abstract DefaultTrainingConfig config();

    /** What the network should answer. */
    abstract NDArray wanted(StudyData data, NDManager manager);

    /** The images that train the network, in batches, shuffled anew each epoch. */
    ArrayDataset trainingSet(StudySpec preset, StudyData data, NDManager manager) {
        return new ArrayDataset.Builder()
                .setData(images(data, manager))
                .optLabels(wanted(data, manager))
                .setSampling(preset.batchSize(), true)
                .build();
    }

    private static NDArray images(StudyData data, NDManager manager) {
        Samples x = data.network().images();
        return manager.create(x.toArray(), new Shape(x.rows(), 1, data.side(), data.side()));
    }
}
