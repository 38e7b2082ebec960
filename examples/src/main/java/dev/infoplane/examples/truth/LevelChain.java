package dev.infoplane.examples.truth;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * A Markov chain of levels 0, …, L − 1, and the exact entropy, in bits, of what may be seen of a stretch of it.
 *
 * @param first probabilities of the first level
 * @param step row i holds the probabilities of the level that follows level i
 */
record LevelChain(double[] first, double[][] step) {
    private static final int DOUBLINGS = 40;

    /** Two levels, equally likely at first, that change with one probability. */
    static LevelChain flips(double probability) {
        return new LevelChain(new double[] {0.5, 0.5}, new double[][] {
            {1 - probability, probability},
            {probability, 1 - probability}
        });
    }

    /**
     * A discretised autoregression: level j follows i with a probability proportional to exp(−|j − m| / width), where m lies
     * between i and the middle level. It begins in its stationary distribution.
     *
     * @param persistence how far m lies from the middle, as a share of the distance of i; 1 for a walk between walls
     */
    static LevelChain autoregressive(int levels, double persistence, double width) {
        double middle = (levels - 1) / 2.0;
        double[][] step = new double[levels][levels];
        for (int i = 0; i < levels; i++) {
            double mean = middle + persistence * (i - middle);
            double sum = 0;
            for (int j = 0; j < levels; j++) {
                step[i][j] = Math.exp(-Math.abs(j - mean) / width);
                sum += step[i][j];
            }
            for (int j = 0; j < levels; j++) {
                step[i][j] /= sum;
            }
        }
        return new LevelChain(stationary(step), step);
    }

    /** The distribution that a step keeps, from a step repeated 2^40 times. */
    private static double[] stationary(double[][] step) {
        double[][] power = step;
        for (int k = 0; k < DOUBLINGS; k++) {
            double[][] next = product(power, power);
            for (double[] row : next) {
                double sum = Arrays.stream(row).sum();
                Arrays.setAll(row, j -> row[j] / sum);
            }
            double change = Math.abs(next[0][0] - next[next.length - 1][0]);
            power = next;
            if (change < 1e-16) {
                break;
            }
        }
        return power[0];
    }

    int levels() {
        return first.length;
    }

    /** Draws a stretch of the chain. */
    void draw(float[] target, int from, int length, SplittableRandom random) {
        double[] next = first;
        for (int k = from; k < from + length; k++) {
            int level = draw(next, random);
            target[k] = level;
            next = step[level];
        }
    }

    static int draw(double[] probabilities, SplittableRandom random) {
        double left = random.nextDouble();
        int level = 0;
        while (level < probabilities.length - 1 && left >= probabilities[level]) {
            left -= probabilities[level++];
        }
        return level;
    }

    /** The entropy of a stretch. */
    double bits(int length) {
        return bitsOfEvery(1, length);
    }

    /** The entropy of every s-th level of a stretch, beginning with its first. */
    double bitsOfEvery(int stride, int length) {
        double[][] steps = step;
        for (int k = 1; k < stride; k++) {
            steps = product(steps, step);
        }
        double[] at = first;
        double bits = entropy(at);
        for (int k = 1; k < length / stride; k++) {
            bits += conditionalEntropy(at, steps);
            at = product(new double[][] {at}, steps)[0];
        }
        return bits;
    }

    /**
     * The entropy of a stretch each of whose levels is seen through a function, which makes it a hidden Markov chain: the sum over
     * all sequences of symbols, of which there are symbols^length.
     *
     * @param symbolOf what is seen of a level, from 0
     */
    double bitsOf(IntUnaryOperator symbolOf, int length) {
        int[] symbol = new int[levels()];
        Arrays.setAll(symbol, symbolOf);
        return bitsOf(symbol, Arrays.stream(symbol).max().orElseThrow() + 1, first, length);
    }

    /** @param before joint probabilities of what was seen so far and the next level */
    private double bitsOf(int[] symbol, int symbols, double[] before, int left) {
        double bits = 0;
        for (int s = 0; s < symbols; s++) {
            double[] now = new double[before.length];
            double all = 0;
            for (int i = 0; i < now.length; i++) {
                now[i] = symbol[i] == s ? before[i] : 0;
                all += now[i];
            }
            if (all > 0) {
                bits += left == 1
                        ? -all * log2(all)
                        : bitsOf(symbol, symbols, product(new double[][] {now}, step)[0], left - 1);
            }
        }
        return bits;
    }

    /** Probabilities of the level at a place, from 0. */
    double[] at(int place) {
        double[] at = first;
        for (int k = 0; k < place; k++) {
            at = product(new double[][] {at}, step)[0];
        }
        return at;
    }

    /** The entropy of a level that follows another one. */
    static double conditionalEntropy(double[] before, double[][] step) {
        double bits = 0;
        for (int i = 0; i < before.length; i++) {
            bits += before[i] * entropy(step[i]);
        }
        return bits;
    }

    static double entropy(double[] probabilities) {
        return Arrays.stream(probabilities).map(p -> p > 0 ? -p * log2(p) : 0).sum();
    }

    static double[] uniform(int count) {
        double[] probabilities = new double[count];
        Arrays.fill(probabilities, 1.0 / count);
        return probabilities;
    }

    static double[][] product(double[][] a, double[][] b) {
        double[][] all = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                double factor = a[i][k];
                for (int j = 0; factor != 0 && j < b[k].length; j++) {
                    all[i][j] += factor * b[k][j];
                }
            }
        }
        return all;
    }

    private static double log2(double v) {
        return Math.log(v) / Math.log(2);
    }
}
