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
    public void draw(float[] parameters, int offset, float[] pixel, double temperature, RandomGenerator random) {
        int next = offset + channels;
        for (int c = 0; c < channels; c++) {
            double logit = parameters[offset + c];
            for (int before = 0; before < c; before++) {
                logit += parameters[next++] * pixel[before];
            }
            pixel[c] = Head.openUnit(random) < 1 / (1 + Math.exp(-logit / temperature)) ? 1 : -1;
        }
    }
}
