package dev.infoplane.study.hypothesis;

import com.google.common.math.Stats;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The largest absolute statistic of several differences if none of them existed, drawn at random. A statistic is a difference over
 * its standard error, whose parts are images, networks and decoders. Images are drawn again with replacement, the same ones for all
 * differences, and their part is studentised; the parts of networks and decoders are draws of Student's t and of a normal.
 */
final class MaxStatistic {
    /**
     * Where few images differ from the rest, images that are drawn again may miss them all and then seem not to vary. A draw varies at least
     * so much of what the images do.
     */
    private static final double LEAST_VARIANCE = 0.05;

    private final double[] sorted;

    /**
     * One difference.
     *
     * @param size its mean in nats
     * @param residuals of the units that are drawn, with mean zero
     * @param networkVariance variance of the mean over networks
     * @param networkFreedom degrees of freedom of that variance, at least 1
     * @param decoderVariance variance of the mean over decoder seeds
     */
    record Term(
            double size, double[] residuals, double networkVariance, double networkFreedom, double decoderVariance) {
        double imageVariance() {
            return Stats.of(residuals).sampleVariance() / residuals.length;
        }

        double standardError() {
            return Math.sqrt(imageVariance() + networkVariance + decoderVariance);
        }

        double statistic() {
            return size == 0 ? 0 : Math.abs(size) / standardError();
        }
    }

    private MaxStatistic(double[] sorted) {
        this.sorted = sorted;
    }

    static MaxStatistic draw(List<Term> terms, int draws, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int units = terms.get(0).residuals().length;
        double[] imageErrors =
                terms.stream().mapToDouble(t -> Math.sqrt(t.imageVariance())).toArray();
        double[] errors = terms.stream().mapToDouble(Term::standardError).toArray();
        int[] drawn = new int[units];
        double[] largest = new double[draws];
        for (int b = 0; b < draws; b++) {
            for (int i = 0; i < units; i++) {
                drawn[i] = random.nextInt(units);
            }
            for (int j = 0; j < errors.length; j++) {
                Term t = terms.get(j);
                double deviation = imageErrors[j]
                        * studentised(t.residuals(), drawn, LEAST_VARIANCE * imageErrors[j] * imageErrors[j]);
                if (t.networkVariance() > 0) {
                    deviation += Math.sqrt(t.networkVariance()) * student(t.networkFreedom(), random);
                }
                if (t.decoderVariance() > 0) {
                    deviation += Math.sqrt(t.decoderVariance()) * random.nextGaussian();
                }
                largest[b] = Math.max(largest[b], errors[j] > 0 ? Math.abs(deviation) / errors[j] : 0);
            }
        }
        Arrays.sort(largest);
        return new MaxStatistic(largest);
    }

    /** How often the largest is at least this, with the one observed counted among the draws. */
    double p(double statistic) {
        int below = Arrays.binarySearch(sorted, statistic);
        int first = below < 0 ? -below - 1 : below;
        while (first > 0 && sorted[first - 1] >= statistic) {
            first--;
        }
        return (1.0 + sorted.length - first) / (sorted.length + 1.0);
    }

    /** The value that the largest exceeds in a share of 1 − level of the draws. */
    double quantile(double level) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(level * sorted.length))];
    }

    private static double studentised(double[] residuals, int[] drawn, double leastVariance) {
        double sum = 0;
        double squares = 0;
        for (int i : drawn) {
            double r = residuals[i];
            sum += r;
            squares += r * r;
        }
        int n = drawn.length;
        double mean = sum / n;
        double variance = Math.max(leastVariance, (squares / n - mean * mean) / (n - 1));
        return variance > 0 ? mean / Math.sqrt(variance) : 0;
    }

    /** Between whole degrees of freedom, some draws have more and some fewer. */
    private static double student(double degrees, RandomGenerator random) {
        int freedom = (int) (degrees + random.nextDouble());
        double squares = 0;
        for (int i = 0; i < freedom; i++) {
            double z = random.nextGaussian();
            squares += z * z;
        }
        return random.nextGaussian() / Math.sqrt(squares / freedom);
    }
}
