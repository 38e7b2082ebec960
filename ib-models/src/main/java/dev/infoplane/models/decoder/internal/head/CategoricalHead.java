package dev.infoplane.models.decoder.internal.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.random.RandomGenerator;

/**
 * A softmax over all levels of each channel. The logits of later channels depend linearly on the channels before them.
 * Parameters of a pixel: for each channel a logit a level, then coefficients a level (red on green, red on blue, green on blue).
 */
public final class CategoricalHead implements Head {
    private final int channels;
    private final LevelScale levels;
    private final int count;

    /** @param channels of the images */
    public CategoricalHead(int channels, LevelScale levels) {
        this.channels = channels;
        this.levels = levels;
        this.count = levels.count();
    }

    @Override
    public int parameters() {
        return count * channels * (channels + 1) / 2;
    }

    @Override
    public NDArray logProbability(NDArray x, NDArray parameters) {
        NDList parts = parameters.split((long) channels * (channels + 1) / 2, 3);
        NDList seen = x.split(channels, 3);
        NDArray total = null;
        int next = channels;
        for (int c = 0; c < channels; c++) {
            NDArray logits = parts.get(c);
            for (int before = 0; before < c; before++) {
                logits = logits.add(parts.get(next++).mul(seen.get(before)));
            }
            NDArray level = seen.get(c).add(1).mul((count - 1) / 2f).round().toType(DataType.INT64, false);
            NDArray term = logits.logSoftmax(3).gather(level, 3);
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
        return count;
    }

    /** The log-probability of every level. */
    @Override
    public void describe(LevelPrediction prediction, float[] said, int at) {
        for (int level = 0; level < count; level++) {
            said[at + level] = (float) prediction.logProbability(level);
        }
    }

    @Override
    public float[] neutral() {
        return new float[parameters()];
    }

    @Override
    public void draw(
            float[] parameters, int offset, PixelBase base, float[] pixel, double temperature, RandomGenerator random) {
        int next = offset + channels * count;
        for (int c = 0; c < channels; c++) {
            float[] said = base.of(c, pixel);
            int chosen = 0;
            double best = Double.NEGATIVE_INFINITY;
            for (int level = 0; level < count; level++) {
                double logit = parameters[offset + c * count + level] + (said.length == 0 ? 0 : said[level]);
                for (int before = 0; before < c; before++) {
                    logit += parameters[next + before * count + level] * pixel[before];
                }
                double score = logit / temperature + Head.gumbel(random);
                if (score > best) {
                    best = score;
                    chosen = level;
                }
            }
            next += c * count;
            pixel[c] = levels.position(chosen);
        }
    }
}
