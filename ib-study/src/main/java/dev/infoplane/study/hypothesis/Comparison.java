package dev.infoplane.study.hypothesis;

import com.google.common.math.Stats;
import dev.infoplane.contrast.Contrast;
import dev.infoplane.contrast.Verdict;
import java.util.Arrays;

/**
 * Two points of which one is claimed to hold more.
 *
 * @param epoch the epoch that sets it apart from other comparisons of the same claim
 * @param base the point that is claimed to hold less
 * @param top the point that is claimed to hold more
 * @param contrast what may be claimed of their difference, from base to top
 */
record Comparison(int epoch, PooledPoint base, PooledPoint top, Contrast contrast) {
    static Comparison of(int epoch, PooledPoint base, PooledPoint top) {
        return new Comparison(epoch, base, top, Contrast.between(base.estimate(), top.estimate()));
    }

    /** Whether there is a difference for each of enough images. */
    boolean isTestable() {
        return contrast.paired().isPresent() && contrast.verdict() != Verdict.TOO_FEW_SAMPLES;
    }

    /** Image by image, in nats. */
    double[] differences() {
        double[] high = top.estimate().pointwiseNats().orElseThrow();
        double[] low = base.estimate().pointwiseNats().orElseThrow();
        Arrays.setAll(high, i -> high[i] - low[i]);
        return high;
    }

    /** Network by network, in nats. */
    double[] byNetwork() {
        double[] differences = new double[networks()];
        Arrays.setAll(differences, s -> top.byNetwork()[s] - base.byNetwork()[s]);
        return differences;
    }

    int networks() {
        return top.byNetwork().length;
    }

    /** Sample variance over networks, 0 of a single one. */
    double networkVariance() {
        return networks() < 2 ? 0 : Stats.of(byNetwork()).sampleVariance();
    }

    /** Sample variance of the difference over images. */
    double imageVariance() {
        return Stats.of(differences()).sampleVariance();
    }

    /** Variance of the difference over decoder seeds. */
    double decoderVariance() {
        return contrast.paired()
                .flatMap(p -> p.decoderSpread())
                .map(s -> s.nats() * s.nats())
                .orElse(0.0);
    }
}
