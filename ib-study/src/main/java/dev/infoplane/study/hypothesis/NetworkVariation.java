package dev.infoplane.study.hypothesis;

import com.google.common.math.Stats;
import java.util.Arrays;
import java.util.List;

/**
 * How much the differences of some comparisons vary over networks. Three networks tell little about a variance, so comparisons share
 * what they say of it, each relative to its own variance over images: a layer that holds more bits varies more over both.
 *
 * <p>Let s² be the variance of a comparison over its k networks, u² that over images, and q the mean of s²/u² over all comparisons. The
 * variance of a comparison is the larger of s² and q·u². How many degrees of freedom q has depends on how far comparisons differ in
 * s²/u² and how far they vary together, which no rule knows beforehand, so it is estimated. With C the covariance matrix of the
 * deviations of networks, each over u, and d = k − 1, Satterthwaite's approximation (1946) gives
 *
 * <pre>  d · (tr C)² / tr C²</pre>
 *
 * of the true C. The one that was observed has rank d, so that these are d² at the most. The unbiased estimates of numerator and
 * denominator for normal deviations (Srivastava 2005) give more where comparisons are alike, and vary more themselves. The freedom is
 * the geometric mean of both. It is d if one comparison outweighs the others, or if all vary together.
 */
final class NetworkVariation {
    /** So many times the freedom of one comparison can be counted at most: layers of one network are never all independent. */
    private static final int INDEPENDENT = 4;

    private final double relative;
    private final double freedom;

    private NetworkVariation(double relative, double freedom) {
        this.relative = relative;
        this.freedom = freedom;
    }

    /** @param comparisons of equally many networks */
    static NetworkVariation of(List<Comparison> comparisons) {
        int networks = comparisons.get(0).networks();
        List<Comparison> varied =
                comparisons.stream().filter(c -> c.imageVariance() > 0).toList();
        int d = networks - 1;
        if (d == 0 || varied.isEmpty()) {
            return new NetworkVariation(0, d);
        }
        double[][] deviations =
                varied.stream().map(NetworkVariation::deviations).toArray(double[][]::new);
        double trace = Arrays.stream(deviations).mapToDouble(v -> dot(v, v)).sum() / d;
        return new NetworkVariation(
                trace / varied.size(), freedom(trace * trace, squares(deviations, networks) / d / d, d));
    }

    /** Of networks from their mean, in standard deviations over images. */
    private static double[] deviations(Comparison c) {
        double[] byNetwork = c.byNetwork();
        double mean = Stats.meanOf(byNetwork);
        double scale = Math.sqrt(c.imageVariance());
        return Arrays.stream(byNetwork).map(v -> (v - mean) / scale).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The sum of the squared products of all comparisons with all: that of networks with networks, which are fewer. */
    private static double squares(double[][] deviations, int networks) {
        double sum = 0;
        for (int a = 0; a < networks; a++) {
            for (int b = 0; b < networks; b++) {
                double product = 0;
                for (double[] of : deviations) {
                    product += of[a] * of[b];
                }
                sum += product * product;
            }
        }
        return sum;
    }

    /**
     * @param squaredTrace (tr C)² of the observed C
     * @param squares tr C²
     */
    private static double freedom(double squaredTrace, double squares, int d) {
        if (d == 1 || squares == 0) {
            return d;
        }
        double observed = d * squaredTrace / squares;
        double unbiasedSquares = (squares - squaredTrace / d) / (1 + 1.0 / d - 2.0 / d / d);
        double unbiasedTrace = squaredTrace - 2 * unbiasedSquares / d;
        double most = (double) INDEPENDENT * d;
        double unbiased = unbiasedSquares * most <= d * unbiasedTrace ? most : d * unbiasedTrace / unbiasedSquares;
        return Math.max(d, Math.sqrt(observed * Math.max(d, unbiased)));
    }

    /** The variance of a comparison over networks. */
    double variance(Comparison c) {
        return Math.max(c.networkVariance(), relative * c.imageVariance());
    }

    /** How many degrees of freedom it has, at least 1. */
    double freedom(Comparison c) {
        return Math.max(1, c.imageVariance() > 0 ? freedom : c.networks() - 1);
    }
}
