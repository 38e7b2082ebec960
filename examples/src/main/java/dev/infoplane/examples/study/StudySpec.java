package dev.infoplane.examples.study;

import dev.infoplane.models.decoder.PixelCnnSize;
import dev.infoplane.models.decoder.TrainingBudget;
import dev.infoplane.models.zoo.resnet.ResNetSize;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that the study needs to be told.
 *
 * @param halve pool the 28×28 images to 14×14
 * @param networkImages how many images train the network
 * @param decoderImages how many others train the decoders
 * @param validationImages how many others draw the learning curves
 * @param measuredImages how many others measure
 * @param network the size of the ResNet
 * @param batchSize images a step of the network
 * @param epochs after which epochs to measure; the last ends the training
 * @param hookPoints what to measure
 * @param decoder the size of the PixelCNN++
 * @param budget how long decoders are trained: its parent's steps are those that all points share
 * @param ownSteps how many steps each point takes after these
 * @param labelSteps how long classifier heads are trained
 * @param drawn how many images to draw at each point
 */
record StudySpec(
        boolean halve,
        int networkImages,
        int decoderImages,
        int validationImages,
        int measuredImages,
        ResNetSize network,
        int batchSize,
        List<Integer> epochs,
        List<String> hookPoints,
        PixelCnnSize decoder,
        TrainingBudget budget,
        int ownSteps,
        int labelSteps,
        int drawn) {

    private static final List<String> STAGES = List.of("stage1.out", "stage2.out", "stage3.out");

    /** The presets by name. */
    enum Name {
        /** Seconds; shows that everything runs, measures nothing. */
        toy(new StudySpec(
                true,
                200,
                200,
                50,
                100,
                new ResNetSize(16, 3, 1),
                50,
                List.of(0, 1),
                STAGES,
                new PixelCnnSize(4, 1, 2, 2),
                new TrainingBudget(4, 1, 16, 5e-3, 2),
                0,
                10,
                2)),
        /** Minutes, 14×14. */
        small(new StudySpec(
                true,
                4000,
                5000,
                500,
                1500,
                ResNetSize.RESNET_8,
                64,
                List.of(0, 1, 5, 30),
                STAGES,
                PixelCnnSize.PLANE,
                new TrainingBudget(700, 1, 32, 5e-3, 6),
                0,
                300,
                2)),
        /** An hour or so, 28×28. */
        large(new StudySpec(
                false,
                4000,
                5000,
                500,
                1500,
                ResNetSize.RESNET_8,
                64,
                List.of(0, 1, 3, 10, 30, 60),
                List.of("stem.out", "stage1.out", "stage2.out", "stage3.out"),
                new PixelCnnSize(16, 1, 5, 3),
                new TrainingBudget(2400, 1, 32, 5e-3, 6),
                0,
                300,
                2));

        private final StudySpec preset;

        Name(StudySpec preset) {
            this.preset = preset;
        }

        StudySpec preset() {
            return preset;
        }
    }

    /**
     * A copy of this study with these epochs and hook points, and decoders that learn longer. An empty list keeps those of
     * this study.
     *
     * @throws IllegalArgumentException if the network has no such hook point, naming those it has
     */
    StudySpec with(List<Integer> otherEpochs, List<String> otherHookPoints, int timesTheSteps) {
        List<String> layers = layers();
        for (String name : otherHookPoints) {
            if (!layers.contains(name)) {
                throw new IllegalArgumentException("no hook point '" + name + "' in this study; there are " + layers);
            }
        }
        return new StudySpec(
                halve,
                networkImages,
                decoderImages,
                validationImages,
                measuredImages,
                network,
                batchSize,
                otherEpochs.isEmpty()
                        ? epochs
                        : otherEpochs.stream().sorted().distinct().toList(),
                otherHookPoints.isEmpty()
                        ? hookPoints
                        : layers.stream().filter(otherHookPoints::contains).toList(),
                decoder,
                new TrainingBudget(
                        Math.multiplyExact(budget.parentSteps(), timesTheSteps),
                        budget.steps(),
                        budget.batchSize(),
                        budget.learningRate(),
                        budget.checks()),
                Math.multiplyExact(ownSteps, timesTheSteps),
                labelSteps,
                drawn);
    }

    /** The outputs of the stem and of all stages, in their order. */
    private List<String> layers() {
        return Stream.concat(
                        Stream.of("stem.out"),
                        IntStream.rangeClosed(1, network.stages()).mapToObj(stage -> "stage" + stage + ".out"))
                .toList();
    }

    /** Sizes of the disjoint parts: network, decoder, validation, measured. */
    int[] parts() {
        return new int[] {networkImages, decoderImages, validationImages, measuredImages};
    }

    int lastEpoch() {
        return epochs.get(epochs.size() - 1);
    }

    int pointsPerRegime() {
        return epochs.size() * hookPoints.size();
    }
}
