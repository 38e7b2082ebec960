package dev.infoplane.models.decoder.internal.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import dev.infoplane.learn.EngineArrays;
import java.util.random.RandomGenerator;

/**
 * The discretised mixture of logistics (Salimans et al. 2017, equations 1 to 3) over evenly spaced levels. The channels of a
 * pixel share one choice of component; the means of the second and third channel depend on the channels before them.
 *
 * <p>Parameters of a pixel: a logit a component; then, for each channel, means, log-scales and, with three channels, the
 * coefficients (red on green, red on blue, green on blue; through tanh).
 */
public final class LogisticMixture implements Head {
    private static final float GREATEST_LOG_SCALE = 12;
    private static final float GREATEST_LOG_FACTOR = 12;
    private static final float MOST_SCALES = 6;
    private static final float RESIDUAL_UNIT = 3;
    private static final float SPREAD = 1.5f;
    private static final float NEUTRAL_LOG_SCALE = -0.7f;

    private final int channels;
    private final int mixtures;
    private final LevelScale levels;
    private final BinMass mass;
    private final float half;

    /**
     * @param channels of the images
     * @param mixtures components
     * @param mass how the mass of a bin is computed
     */
    public LogisticMixture(int channels, int mixtures, LevelScale levels, BinMass mass) {
        this.channels = channels;
        this.mixtures = mixtures;
        this.levels = levels;
        this.mass = mass;
        this.half = 1f / (levels.count() - 1);
    }

    @Override
    public int parameters() {
        return mixtures * (1 + channels * blocks());
    }

    /** Means, log-scales, and coefficients where there is more than one channel. */
    private int blocks() {
        return channels == 1 ? 2 : 3;
    }

    @Override
    public NDArray logProbability(NDArray x, NDArray parameters) {
        NDList parts = parameters.split(1 + (long) channels * blocks(), 3);
        return mixture(x, parts.get(0), means(parts, x), all(parts, 1));
    }

    /** Means and scales are relative to those of the base, and what later channels take from earlier ones is residuals. */
    @Override
    public NDArray logProbability(NDArray x, NDArray parameters, NDArray base) {
        NDList parts = parameters.split(1 + (long) channels * blocks(), 3);
        NDList said = base.split(2L * channels, 3);
        NDArray mean = everySecond(said, 0);
        NDArray logScale = everySecond(said, 1);
        NDArray scale = logScale.exp();
        NDArray residuals =
                EngineArrays.times(x.sub(mean).div(scale).clip(-MOST_SCALES, MOST_SCALES), 1 / RESIDUAL_UNIT);
        NDArray means = means(parts, residuals).mul(scale.repeat(3, mixtures)).add(mean.repeat(3, mixtures));
        return mixture(x, parts.get(0), means, all(parts, 1).add(logScale.repeat(3, mixtures)));
    }

    private NDArray everySecond(NDList of, int first) {
        NDList chosen = new NDList();
        for (int c = 0; c < channels; c++) {
            chosen.add(of.get(2 * c + first));
        }
        return channels == 1 ? chosen.get(0) : NDArrays.concat(chosen, 3);
    }

    private NDArray mixture(NDArray x, NDArray logits, NDArray means, NDArray anyLogScale) {
        NDArray logScale = anyLogScale.clip(mass.leastLogScale(half), GREATEST_LOG_SCALE);
        NDArray values = x.repeat(3, mixtures);
        NDArray logMass = mass.logarithm(values, means, logScale, half);
        NDArray perMixture = logMass;
        if (channels > 1) {
            NDList byChannel = logMass.split(channels, 3);
            perMixture = byChannel.get(0);
            for (int c = 1; c < channels; c++) {
                perMixture = perMixture.add(byChannel.get(c));
            }
        }
        return logSumExp(perMixture.add(logits.logSoftmax(3)));
    }

    /** Mean and log-scale of each channel. */
    @Override
    public int baseSize() {
        return 2;
    }

    @Override
    public void describe(LevelPrediction prediction, float[] said, int at) {
        said[at] = 2 * half * prediction.mean() - 1;
        said[at + 1] = (float) Math.log(2 * half * prediction.scale());
    }

    /** Components around the mean, half as wide as the scale. */
    @Override
    public float[] neutral() {
        float[] all = new float[parameters()];
        for (int c = 0; c < channels; c++) {
            for (int m = 0; m < mixtures; m++) {
                all[at(0, c, 0, m)] = mixtures == 1 ? 0 : SPREAD * (2f * m / (mixtures - 1) - 1);
                all[at(0, c, 1, m)] = NEUTRAL_LOG_SCALE;
            }
        }
        return all;
    }

    /** For each channel, the shift of all means, and the logarithm of the factor that scales means and deviations before. */
    @Override
    public int affineSize() {
        return 2 * channels;
    }

    @Override
    public NDArray shiftedAndScaled(NDArray parameters, NDArray affine) {
        NDList parts = parameters.split(1 + (long) channels * blocks(), 3);
        NDList by = affine.split(2 * (long) channels, 3);
        NDList all = new NDList(parts.get(0));
        for (int c = 0; c < channels; c++) {
            NDArray logFactor = by.get(2 * c + 1).clip(-GREATEST_LOG_FACTOR, GREATEST_LOG_FACTOR);
            all.add(part(parts, c, 0).mul(logFactor.exp()).add(by.get(2 * c)));
            all.add(part(parts, c, 1).add(logFactor));
            if (channels > 1) {
                all.add(part(parts, c, 2));
            }
        }
        return NDArrays.concat(all, 3);
    }

    @Override
    public void shiftAndScale(float[] parameters, int offset, float[] affine, int from) {
        for (int c = 0; c < channels; c++) {
            float logFactor = Math.max(-GREATEST_LOG_FACTOR, Math.min(GREATEST_LOG_FACTOR, affine[from + 2 * c + 1]));
            for (int m = 0; m < mixtures; m++) {
                int mean = at(offset, c, 0, m);
                parameters[mean] = (float) (parameters[mean] * Math.exp(logFactor) + affine[from + 2 * c]);
                parameters[at(offset, c, 1, m)] += logFactor;
            }
        }
    }

    private NDArray part(NDList parts, int channel, int block) {
        return parts.get(1 + channel * blocks() + block);
    }

    /** One block of all channels, channel by channel. */
    private NDArray all(NDList parts, int block) {
        NDList blocks = new NDList();
        for (int c = 0; c < channels; c++) {
            blocks.add(part(parts, c, block));
        }
        return channels == 1 ? blocks.get(0) : NDArrays.concat(blocks, 3);
    }

    private NDArray means(NDList parts, NDArray x) {
        if (channels == 1) {
            return part(parts, 0, 0);
        }
        NDList seen = x.split(channels, 3);
        NDArray red = part(parts, 0, 0);
        NDArray green = part(parts, 1, 0).add(Activation.tanh(part(parts, 0, 2)).mul(seen.get(0)));
        NDArray blue = part(parts, 2, 0)
                .add(Activation.tanh(part(parts, 1, 2)).mul(seen.get(0)))
                .add(Activation.tanh(part(parts, 2, 2)).mul(seen.get(1)));
        return NDArrays.concat(new NDList(red, green, blue), 3);
    }

    private static NDArray logSumExp(NDArray v) {
        NDArray top = v.max(new int[] {3}, true).stopGradient();
        return v.sub(top).exp().sum(new int[] {3}).log().add(top.squeeze(3));
    }

    @Override
    public void draw(
            float[] parameters, int offset, PixelBase base, float[] pixel, double temperature, RandomGenerator random) {
        int chosen = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int m = 0; m < mixtures; m++) {
            double score = parameters[offset + m] / temperature + Head.gumbel(random);
            if (score > best) {
                best = score;
                chosen = m;
            }
        }
        double[] seen = new double[channels];
        for (int c = 0; c < channels; c++) {
            double mean = parameters[at(offset, c, 0, chosen)];
            if (c > 0) {
                mean += Math.tanh(parameters[at(offset, c - 1, 2, chosen)]) * seen[0];
            }
            if (c > 1) {
                mean += Math.tanh(parameters[at(offset, 2, 2, chosen)]) * seen[1];
            }
            double raw = parameters[at(offset, c, 1, chosen)];
            float[] said = base.of(c, pixel);
            if (said.length > 0) {
                mean = mean * Math.exp(said[1]) + said[0];
                raw += said[1];
            }
            double logScale = Math.max(mass.leastLogScale(half), Math.min(GREATEST_LOG_SCALE, raw));
            double u = Head.openUnit(random);
            pixel[c] = levels.nearest(mean + temperature * Math.exp(logScale) * (Math.log(u) - Math.log1p(-u)));
            seen[c] = said.length == 0 ? pixel[c] : residual(pixel[c], said);
        }
    }

    private static double residual(float value, float[] said) {
        double scales = (value - said[0]) / Math.exp(said[1]);
        return Math.max(-MOST_SCALES, Math.min(MOST_SCALES, scales)) / RESIDUAL_UNIT;
    }

    private int at(int offset, int channel, int block, int component) {
        return offset + (1 + channel * blocks() + block) * mixtures + component;
    }
}
