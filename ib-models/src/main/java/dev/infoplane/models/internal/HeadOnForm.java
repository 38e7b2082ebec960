package dev.infoplane.models.internal;

import ai.djl.ndarray.NDArray;
import dev.infoplane.models.decoder.internal.head.Head;

/**
 * A head whose parameters are relative to what a closed form says of a sub-pixel: its prediction m and the scale s of its error. A
 * mixture is shifted by m and scaled by s; logits of few levels are added to those of a logistic distribution around m. So whatever
 * the closed form knows exactly is exact before a network has learned anything.
 *
 * @param head of a single sub-pixel
 * @param levels how many there are
 */
public record HeadOnForm(Head head, int levels) {
    private static final float MOST_LOGIT = 12;

    /** The scale of a logistic distribution whose mean absolute deviation is 1. */
    private static final double LOGISTIC = 1 / (2 * Math.log(2));

    private boolean isMixture() {
        return head.affineSize() > 0;
    }

    /** How many numbers the closed form gives the head. */
    public int baseSize() {
        return isMixture() ? head.affineSize() : head.parameters();
    }

    /**
     * Lets the biases of the last layer start with components two scales around m; changes nothing for few levels.
     *
     * @param values all weights
     * @param bias where the biases begin
     */
    public void start(float[] values, int bias, int mixtures) {
        if (isMixture()) {
            int means = bias + 1 + mixtures;
            for (int m = 0; m < mixtures; m++) {
                values[means + m] = mixtures == 1 ? 0 : 4f * m / (mixtures - 1) - 2;
                values[means + mixtures + m] = -0.5f;
            }
        }
    }

    /** What a network has to say for a distribution about as the closed form says; one number for each parameter. */
    public float[] neutral() {
        return isMixture() ? head.neutral() : new float[head.parameters()];
    }

    /** A level on the scale −1 to 1. */
    public float position(float level) {
        return level * step() - 1;
    }

    /** A number of levels on that scale, as a logarithm. */
    public float logPositions(float logLevels) {
        return logLevels + (float) Math.log(step());
    }

    private float step() {
        return 2f / (levels - 1);
    }

    /**
     * Writes what the closed form gives the head: shift and log-scale, or logits.
     *
     * @param mean m in levels
     * @param logScale the logarithm of s in levels
     */
    public void fillBase(float mean, float logScale, float[] target, int from) {
        if (isMixture()) {
            target[from] = position(mean);
            target[from + 1] = logPositions(logScale);
            return;
        }
        double inverse = Math.exp(-logScale) / LOGISTIC;
        double[] logits = new double[levels];
        for (int v = 0; v < levels; v++) {
            double below = v == 0 ? 0 : sigmoid((v - 0.5 - mean) * inverse);
            double upTo = v == levels - 1 ? 1 : sigmoid((v + 0.5 - mean) * inverse);
            logits[v] = Math.max(-MOST_LOGIT, Math.log(upTo - below));
        }
        if (levels == 2) {
            target[from] = (float) (logits[1] - logits[0]);
        } else {
            for (int v = 0; v < levels; v++) {
                target[from + v] = (float) logits[v];
            }
        }
    }

    private static double sigmoid(double v) {
        return 1 / (1 + Math.exp(-v));
    }

    /**
     * Log-probabilities of sub-pixels in nats, {@code [b, h, w]}.
     *
     * @param wanted the sub-pixels on the scale −1 to 1, {@code [b, h, w, 1]}
     * @param out what a network says, {@code [b, h, w, parameters]}
     * @param base what the closed form gives the head, {@code [b, h, w, baseSize]}
     */
    public NDArray logProbability(NDArray wanted, NDArray out, NDArray base) {
        return head.logProbability(wanted, isMixture() ? head.shiftedAndScaled(out, base) : out.add(base));
    }

    /**
     * Makes what a network says of one sub-pixel parameters of the head, in place.
     *
     * @param parameters of this sub-pixel from {@code offset} on
     */
    public void addBase(float[] parameters, int offset, float[] base) {
        if (isMixture()) {
            head.shiftAndScale(parameters, offset, base, 0);
        } else {
            for (int k = 0; k < base.length; k++) {
                parameters[offset + k] += base[k];
            }
        }
    }
}
