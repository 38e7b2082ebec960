package dev.infoplane.models.decoder.internal.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.random.RandomGenerator;

/**
 * One logit a channel, for pixels of two levels. The logits of later channels depend linearly on the channels before them.
 * Parameters of a pixel: the logits, then the coefficients (red on green, red on blue, green on blue).
 */
public final class BernoulliHead implements Head {
    private final int channels;

    /** @throws IllegalArgumentException unless there are two levels */
    public BernoulliHead(int channels, LevelScale levels) {
        if (levels.count() != 2) {
            throw new IllegalArgumentException(
                    "a Bernoulli head is for pixels of 2 levels, got " + levels.count() + "; choose CATEGORICAL");
        }
        this.channels = channels;
    }

    @Override
    public int parameters() {
        return channels * (channels + 1) / 2;
    }

    @Override
    public NDArray logProbability(NDArray x, NDArray parameters) {
        NDList parts = parameters.split(parameters(), 3);
        NDList seen = x.split(channels, 3);
        NDArray total = null;
        int next = channels;
        for (int c = 0; c < channels; c++) {
            NDArray logit = parts.get(c);
            for (int before = 0; before < c; before++) {
                logit = logit.add(parts.get(next++).mul(seen.get(before)));
            }
            NDArray term = BinMass.logSigmoid(logit.mul(seen.get(c)));
            total = total == null ? term : total.add(term);
        }
        return total.squeeze(3);
    }

    @Override
    public NDArray logProbability(NDArray x, NDArray parameters, NDArray base) {
        return logProbability(x, Head.addedToFirst(parameters, base));
    }

    @Override
    public int baseSize() {
        return 1;
    }

    /** The log-odds of the higher level. */
    @Override
    public void describe(LevelPrediction prediction, float[] said, int at) {
        said[at] = (float) (prediction.logProbability(1) - prediction.logProbability(0));
    }

    @Override
    public float[] neutral() {
        return new float[parameters()];
    }

    @Override
    public void draw(
            float[] parameters, int offset, PixelBase base, float[] pixel, double temperature, RandomGenerator random) {
        int next = offset + channels;
        for (int c = 0; c < channels; c++) {
            double logit = parameters[offset + c];
            for (float said : base.of(c, pixel)) {
                logit += said;
            }
            for (int before = 0; before < c; before++) {
                logit += parameters[next++] * pixel[before];
            }
            pixel[c] = Head.openUnit(random) < 1 / (1 + Math.exp(-logit / temperature)) ? 1 : -1;
        }
    }
}
