package dev.infoplane.examples.truth;

import dev.infoplane.estimate.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Binary images that are one of several equally likely prototypes, each bit flipped with one probability. The posterior of the
 * label is known exactly, and so is what label and image hold of each other.
 *
 * @param prototypes rows of zeros and ones
 * @param flip how likely a bit of an image differs from its prototype's, above 0 and below 1
 */
record PrototypeMixture(float[][] prototypes, double flip, int height, int width) {
    private static final int MOST_TO_ENUMERATE = 16;
    private static final int DRAWS = 100_000;

    /** Images, and the numbers of their prototypes. */
    record Drawn(Samples images, Samples labels) {
        /** The labels as vectors of zeros and a one. */
        Samples oneHot(int classes) {
            float[] values = new float[labels.rows() * classes];
            for (int i = 0; i < labels.rows(); i++) {
                values[i * classes + (int) labels.get(i, 0)] = 1;
            }
            return Samples.of(values, classes);
        }
    }

    /**
     * An amount of information and the standard error with which it is known.
     *
     * @param error 0 if it was computed and not drawn
     */
    record Truth(double bits, double error) {}

    /** Prototypes of independent fair bits. */
    static PrototypeMixture random(int count, double flip, int height, int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] prototypes = new float[count][height * width];
        for (float[] prototype : prototypes) {
            for (int j = 0; j < prototype.length; j++) {
                prototype[j] = random.nextInt(2);
            }
        }
        return new PrototypeMixture(prototypes, flip, height, width);
    }

    /** Draws images {@code [1, height, width]} and their labels. */
    Drawn draw(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = height * width;
        int[] labels = new int[n];
        float[] values = new float[n * d];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(prototypes.length);
            System.arraycopy(image(labels[i], random), 0, values, i * d, d);
        }
        return new Drawn(Samples.of(values, 1, height, width), Samples.ofLabels(labels));
    }

    private float[] image(int label, SplittableRandom random) {
        float[] image = prototypes[label].clone();
        for (int j = 0; j < image.length; j++) {
            image[j] = random.nextDouble() < flip ? 1 - image[j] : image[j];
        }
        return image;
    }

    /** Probabilities of the labels given an image. */
    double[] posterior(float[] image) {
        double[] log = new double[prototypes.length];
        Arrays.setAll(log, k -> logProbability(image, k));
        double greatest = Arrays.stream(log).max().orElseThrow();
        double[] posterior = Arrays.stream(log).map(l -> Math.exp(l - greatest)).toArray();
        double sum = Arrays.stream(posterior).sum();
        return Arrays.stream(posterior).map(p -> p / sum).toArray();
    }

    /** The logarithm of the probability of an image given its label, in nats. */
    double logProbability(float[] image, int label) {
        int flipped = 0;
        for (int j = 0; j < image.length; j++) {
            flipped += image[j] == prototypes[label][j] ? 0 : 1;
        }
        return flipped * Math.log(flip) + (image.length - flipped) * Math.log(1 - flip);
    }

    /**
     * Information between image and label: the entropy of the label minus the mean entropy of its posterior. Up to 16 pixels
     * all images are enumerated; for more the mean is over a hundred thousand drawn images.
     */
    Truth labelBits() {
        double all = LevelChain.entropy(LevelChain.uniform(prototypes.length));
        int d = height * width;
        if (d <= MOST_TO_ENUMERATE) {
            double equivocation = 0;
            float[] image = new float[d];
            for (int number = 0; number < 1 << d; number++) {
                for (int j = 0; j < d; j++) {
                    image[j] = number >> j & 1;
                }
                equivocation += probability(image) * LevelChain.entropy(posterior(image));
            }
            return new Truth(all - equivocation, 0);
        }
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double bits = LevelChain.entropy(posterior(image(random.nextInt(prototypes.length), random)));
            sum += bits;
            squares += bits * bits;
        }
        double mean = sum / DRAWS;
        return new Truth(all - mean, Math.sqrt(Math.max(0, squares / DRAWS - mean * mean) / DRAWS));
    }

    private double probability(float[] image) {
        double sum = 0;
        for (int k = 0; k < prototypes.length; k++) {
            sum += Math.exp(logProbability(image, k)) / prototypes.length;
        }
        return sum;
    }

    /** What the images hold: what they say of the label, and the flips. */
    Truth imageBits() {
        Truth label = labelBits();
        return new Truth(label.bits + height * width * LevelChain.entropy(new double[] {flip, 1 - flip}), label.error);
    }
}
