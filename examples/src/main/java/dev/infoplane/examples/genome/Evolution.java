package dev.infoplane.examples.genome;

import ai.djl.engine.Engine;
import ai.djl.translate.TranslateException;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Generations: a network is grown from the genome, learns for some batches, and the genome learns the weights it then has.
 *
 * @param genomeHidden units of each rule
 * @param hidden units of the network
 * @param generations how many
 * @param batches that a network learns from
 * @param fitSteps that the genome learns from each network
 */
record Evolution(int genomeHidden, int hidden, int generations, int batches, int fitSteps) {
    static final int CLASSES = 10;

    private static final int BITS = 32;

    /**
     * A generation.
     *
     * @param atBirth accuracy on held-out images before the network has learned
     * @param grownUp the same after it has
     */
    record Generation(int number, double atBirth, double grownUp) {}

    /**
     * What came of it.
     *
     * @param generations from the first, whose weights are random
     * @param weights of a newborn network
     * @param parameters of the genome
     */
    record Outcome(List<Generation> generations, List<float[]> weights, long parameters) {
        /** Numbers of the genome, 32 bits each. */
        long genomeBits() {
            return BITS * parameters;
        }

        /** Weights for each number of the genome. */
        double compression() {
            return (double) weights.stream().mapToInt(w -> w.length).sum() / parameters;
        }

        /** Accuracy of the last newborn. */
        double atBirth() {
            return generations.get(generations.size() - 1).atBirth();
        }
    }

    /** The last generation is born and does not learn any more. */
    Outcome run(LabelledImages images, LabelledImages heldOut, int seed) throws IOException, TranslateException {
        Engine.getInstance().setRandomSeed(seed);
        int pixels = images.images().dimensions();
        List<Generation> all = new ArrayList<>();
        try (TensorGenome first = new TensorGenome(pixels, hidden, genomeHidden, seed);
                TensorGenome second = new TensorGenome(hidden, CLASSES, genomeHidden, seed + 1L)) {
            List<float[]> inherited = List.of();
            for (int g = 0; g < generations; g++) {
                try (Brain brain = new Brain(pixels, hidden, CLASSES)) {
                    if (g > 0) {
                        brain.setWeights(inherited);
                    }
                    double atBirth = brain.accuracy(heldOut);
                    brain.live(images, batches, trainer -> {});
                    all.add(new Generation(g, atBirth, brain.accuracy(heldOut)));
                    first.learn(brain.weights().get(0), fitSteps);
                    second.learn(brain.weights().get(1), fitSteps);
                    inherited = List.of(first.grow(), second.grow());
                }
            }
            try (Brain last = new Brain(pixels, hidden, CLASSES)) {
                last.setWeights(inherited);
                double atBirth = last.accuracy(heldOut);
                all.add(new Generation(generations, atBirth, Double.NaN));
            }
            return new Outcome(all, inherited, first.parameters() + second.parameters());
        }
    }
}
