package dev.infoplane.examples.dialogue;

import java.util.SplittableRandom;

/** Values of actions, each a linear function of binary features, learned from returns. */
final class LinearValue {
    private final double[][] weights;
    private final double rate;

    LinearValue(int actions, int features, double rate) {
        this.weights = new double[actions][features];
        this.rate = rate;
    }

    double value(int[] active, int action) {
        double sum = 0;
        for (int f : active) {
            sum += weights[action][f];
        }
        return sum;
    }

    /** The best action, or with probability {@code exploration} any; ties are broken at random. */
    int choose(int[] active, double exploration, SplittableRandom random) {
        if (random.nextDouble() < exploration) {
            return random.nextInt(weights.length);
        }
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < weights.length; a++) {
            double value = value(active, a) + 1e-9 * random.nextDouble();
            if (value > most) {
                most = value;
                best = a;
            }
        }
        return best;
    }

    /** Moves the value of an action towards a return. */
    void learn(int[] active, int action, double target) {
        double change = rate * (target - value(active, action)) / active.length;
        for (int f : active) {
            weights[action][f] += change;
        }
    }
}
