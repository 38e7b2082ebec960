package dev.infoplane.examples.zoo;

import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimators.DecoderBound;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.models.context.ContextMlpSize;
import dev.infoplane.models.context.PooledContextMlp;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.data.LabelledImages;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * What a study of the zoo trains and measures, but for the seeds.
 *
 * @param networks which
 * @param epochs after which layers are measured
 * @param images how many train the networks, and how many are held out
 * @param decoderImages how many of those held out teach decoders, validate, and are measured
 * @param steps that all points of a pool share; the density without activations has as many of its own
 * @param labelSteps of each classifier of activations
 */
record ZooPlan(
        List<ZooNetwork> networks,
        List<Integer> epochs,
        List<Integer> images,
        List<Integer> decoderImages,
        int steps,
        int labelSteps) {
    ZooPlan {
        requireNumbers("--images", images, 2);
        requireNumbers("--decoder-images", decoderImages, 3);
        if (networks.isEmpty() || epochs.isEmpty()) {
            throw new IllegalArgumentException("a study of the zoo needs at least one network and one epoch");
        }
        int needed = decoderImages.stream().mapToInt(Integer::intValue).sum();
        if (needed > images.get(1)) {
            throw new IllegalArgumentException(
                    "decoders need " + needed + " held-out images, but --images holds out " + images.get(1));
        }
    }

    private static void requireNumbers(String option, List<Integer> numbers, int count) {
        if (numbers.size() != count || numbers.stream().anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException(option + " needs " + count + " positive numbers, got " + numbers);
        }
    }

    int lastEpoch() {
        return Collections.max(epochs);
    }

    /** How each network is trained. */
    ImageTraining training() {
        return new ImageTraining(lastEpoch(), 0.1, 1e-4, 0, false, false);
    }

    /** How many of the images held out are used. */
    int rows() {
        return folds().fit() + folds().validate() + folds().measure();
    }

    Folds folds() {
        return new Folds(decoderImages.get(0), decoderImages.get(1), decoderImages.get(2));
    }

    /** Reads the image from activations, for all points at once. */
    PooledContextMlp family(Path checkpoints) {
        return PooledContextMlp.of(ContextMlpSize.DEFAULT, PixelLevels.UNIT_BYTES)
                .withoutLevelTree()
                .steps(steps)
                .marginalSteps(steps)
                .checkpoints(checkpoints);
    }

    /** Reads the label from activations. */
    DecoderBound classifier() {
        return DecoderBound.withKnownEntropy(
                        LabelDecoder.of(FashionMnist.CLASSES).steps(labelSteps),
                        Information.ofNats(Math.log(FashionMnist.CLASSES)))
                .folds(folds());
    }

    /** All that determines the networks, but for which and their seeds. */
    Identity trained(LabelledImages trainingImages) {
        return Identity.of("networks of the zoo study", 1)
                .with("epochs", epochs)
                .with("images", images)
                .with("pixels", trainingImages.digest())
                .with("training", training().toString());
    }

    /** All that determines the results, but for the seeds. */
    Identity measured(LabelledImages trainingImages) {
        return Identity.of("zoo study", 1)
                .with("trained", trained(trainingImages))
                .with("networks", networks.stream().map(ZooNetwork::name).toList())
                .with("folds", folds().toString())
                .with("input", family(Path.of("pools")).settings())
                .with("label", classifier().settings());
    }
}
