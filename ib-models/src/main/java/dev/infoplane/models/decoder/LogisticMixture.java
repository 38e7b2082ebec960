package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import java.util.random.RandomGenerator;

/**
 * The discretised mixture of logistics (Salimans et al. 2017, equation 2) over evenly spaced levels, one channel.
 *
 * <p>The probability of a level is the mass of its bin. It is computed exactly, never by density times width: with upper and
 * lower edge a &gt; b in units of the scale, σ(a) − σ(b) = σ(a) · σ(−b) · (1 − e^(b−a)), so its logarithm is a sum of terms
 * that neither cancel nor overflow. The lowest and the highest level take the tails, so that the probabilities of all levels
 * sum to one. Log-scales stop at −12, not at the published −7, which would cost 0.039 bits a sub-pixel where a pixel is all
 * but known.
 */
final class LogisticMixture {
    private static final float LEAST_LOG_SCALE = -12;
    private static final float GREATEST_LOG_SCALE = 12;

    private static final float SERIES_BELOW = 0.1f;

    private final int mixtures;
    private final PixelLevels levels;

    LogisticMixture(int mixtures, PixelLevels levels) {
        this.mixtures = mixtures;
        this.levels = levels;
    }

    /**
     * @param x {@code [b, 1, h, w]}, levels on the scale −1 to 1
     * @param parameters {@code [b, 3·mixtures, h, w]}: logits, means, log-scales
     * @return log-probabilities in nats, {@code [b, 1, h, w]}
     */
    NDArray logProbability(NDArray x, NDArray parameters) {
        NDList parts = parameters.split(3, 1);
        NDArray logScale = parts.get(2).clip(LEAST_LOG_SCALE, GREATEST_LOG_SCALE);
        float half = 1f / (levels.count() - 1);
        NDArray inverseScale = logScale.neg().exp();
        NDArray centred = x.sub(parts.get(1));
        NDArray logBelowUpper = logSigmoid(centred.add(half).mul(inverseScale));
        NDArray logAboveLower = logSigmoid(centred.sub(half).mul(inverseScale).neg());
        NDArray inside = logAboveLower.add(logBelowUpper).add(logOneMinusExp(Inputs.times(inverseScale, 2 * half)));
        NDArray lowest = x.lt(-1 + half).toType(DataType.FLOAT32, false);
        NDArray highest = x.gt(1 - half).toType(DataType.FLOAT32, false);
        NDArray interior = lowest.add(highest).neg().add(1);
        NDArray perMixture = inside.mul(interior).add(logBelowUpper.mul(lowest)).add(logAboveLower.mul(highest));
        return logSumExp(perMixture.add(parts.get(0).logSoftmax(1)));
    }

    /** log σ(v), without the engine's cut-off: min(v, 0) − log(1 + e^−|v|). */
    private static NDArray logSigmoid(NDArray v) {
        return Activation.relu(v.neg()).add(v.abs().neg().exp().add(1).log()).neg();
    }

    /** log(1 − e^−w) for w &gt; 0; a series where e^−w is too near 1. */
    private static NDArray logOneMinusExp(NDArray w) {
        NDArray isSmall = w.lt(SERIES_BELOW);
        NDArray border = w.zerosLike().add(SERIES_BELOW);
        NDArray small = NDArrays.where(isSmall, w, border);
        NDArray large = NDArrays.where(isSmall, border, w);
        NDArray series = small.log().sub(Inputs.times(small, 0.5f)).add(Inputs.times(small.square(), 1 / 24f));
        NDArray direct = large.neg().exp().neg().add(1).log();
        return NDArrays.where(isSmall, series, direct);
    }

    private static NDArray logSumExp(NDArray v) {
        NDArray top = v.max(new int[] {1}, true).stopGradient();
        return v.sub(top).exp().sum(new int[] {1}, true).log().add(top);
    }

    /**
     * Draws one value.
     *
     * @param parameters all parameters of a batch, {@code [b, 3·mixtures, positions]} flattened
     * @return the value of a level, in the unit of the images
     */
    float draw(float[] parameters, int image, int position, int positions, RandomGenerator random) {
        int chosen = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int m = 0; m < mixtures; m++) {
            double gumbel = -Math.log(-Math.log(openUnit(random)));
            double score = parameters[index(image, m, position, positions)] + gumbel;
            if (score > best) {
                best = score;
                chosen = m;
            }
        }
        double mean = parameters[index(image, mixtures + chosen, position, positions)];
        double raw = parameters[index(image, 2 * mixtures + chosen, position, positions)];
        double logScale = Math.max(LEAST_LOG_SCALE, Math.min(GREATEST_LOG_SCALE, raw));
        double u = openUnit(random);
        return levels.nearest(mean + Math.exp(logScale) * (Math.log(u) - Math.log1p(-u)));
    }

    private int index(int image, int parameter, int position, int positions) {
        return (image * 3 * mixtures + parameter) * positions + position;
    }

    private static double openUnit(RandomGenerator random) {
        return 1e-9 + (1 - 2e-9) * random.nextDouble();
    }
}
