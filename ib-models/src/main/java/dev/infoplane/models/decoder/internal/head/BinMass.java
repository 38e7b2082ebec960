package dev.infoplane.models.decoder.internal.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import dev.infoplane.learn.EngineArrays;

/** The mass that a logistic distribution puts on the bin of a level, as a logarithm in nats. */
public enum BinMass {
    /**
     * The exact mass. With upper and lower edge a &gt; b in units of the scale, σ(a) − σ(b) = σ(a) · σ(−b) · (1 − e^(b−a)), so
     * the logarithm is a sum of terms that neither cancel nor overflow. Neighbouring levels share their edge bit by bit, and
     * the lowest and the highest level take the tails, so that the masses of all levels sum to one. Far from the mean, the
     * width of a bin is as coarse as floats are there, but never less than half of its true value. No component between the ends is
     * so sharp that the mass outside its bin is lost in rounding: a decoder is never certain of a level.
     */
    EXACT {
        @Override
        float leastLogScale(float half) {
            return (float) Math.log(half / SHARPEST);
        }

        @Override
        NDArray logarithm(NDArray x, NDArray mean, NDArray logScale, float half) {
            NDArray inverseScale = logScale.neg().exp();
            NDArray twiceLevel = EngineArrays.times(x.add(1), 1 / half).round();
            NDArray upper = edge(twiceLevel.add(1), half).sub(mean).mul(inverseScale);
            NDArray lower = edge(twiceLevel.sub(1), half).sub(mean).mul(inverseScale);
            NDArray logBelowUpper = logSigmoid(upper);
            NDArray logAboveLower = logSigmoid(lower.neg());
            NDArray width = upper.sub(lower).maximum(EngineArrays.times(inverseScale, half));
            NDArray inside = logAboveLower.add(logBelowUpper).add(logOneMinusExp(width));
            return atEnds(x, half, logBelowUpper, inside, logAboveLower);
        }
    },

    /** As published code computes it (Salimans et al. 2017): the log of a difference, or density times width where that is small. */
    PUBLISHED {
        @Override
        float leastLogScale(float half) {
            return -7;
        }

        @Override
        NDArray logarithm(NDArray x, NDArray mean, NDArray logScale, float half) {
            NDArray inverseScale = logScale.neg().exp();
            NDArray centred = x.sub(mean);
            NDArray upper = centred.add(half).mul(inverseScale);
            NDArray lower = centred.sub(half).mul(inverseScale);
            NDArray middle = centred.mul(inverseScale);
            NDArray mass = Activation.sigmoid(upper).sub(Activation.sigmoid(lower));
            NDArray density = middle.sub(logScale)
                    .add(EngineArrays.times(logSigmoid(middle.neg()), 2))
                    .sub(Math.log(1 / (2 * half)));
            NDArray inside = NDArrays.where(mass.gt(1e-5f), mass.clip(1e-12f, 1).log(), density);
            return atEnds(x, half, logSigmoid(upper), inside, logSigmoid(lower.neg()));
        }
    };

    private static final float SERIES_BELOW = 0.1f;

    /** Half the width of a bin over the smallest scale: the tails of such a component hold 2e^−16, four roundings of a float at 1. */
    private static final float SHARPEST = 16;

    /**
     * @param x levels on the scale −1 to 1
     * @param half half the width of a bin
     */
    abstract NDArray logarithm(NDArray x, NDArray mean, NDArray logScale, float half);

    /** The lowest log-scale; smaller ones are raised to it. */
    abstract float leastLogScale(float half);

    /** @param index 2k ± 1, a whole number, so that both neighbours compute the same edge */
    private static NDArray edge(NDArray index, float half) {
        return EngineArrays.times(index, half).sub(1);
    }

    private static NDArray atEnds(NDArray x, float half, NDArray atLowest, NDArray inside, NDArray atHighest) {
        NDArray lowest = x.lt(-1 + half).toType(DataType.FLOAT32, false);
        NDArray highest = x.gt(1 - half).toType(DataType.FLOAT32, false);
        NDArray interior = lowest.add(highest).neg().add(1);
        return inside.mul(interior).add(atLowest.mul(lowest)).add(atHighest.mul(highest));
    }

    /**
     * log σ(v) as (v − |v|)/2 − log(1 + e^−|v|), since the engine's own log-sigmoid cuts off; its softplus keeps what a sum with 1
     * would round away. Where v is 0 the gradient is 1/2, as it should be, since that of |v| is 0 there.
     */
    static NDArray logSigmoid(NDArray v) {
        NDArray distance = v.abs();
        return EngineArrays.times(v.sub(distance), 0.5f).sub(Activation.softPlus(distance.neg()));
    }

    /** log(1 − e^−w) for w &gt; 0, by a series where e^−w is too close to 1. */
    private static NDArray logOneMinusExp(NDArray w) {
        NDArray isSmall = w.lt(SERIES_BELOW);
        NDArray border = w.zerosLike().add(SERIES_BELOW);
        NDArray small = NDArrays.where(isSmall, w, border);
        NDArray large = NDArrays.where(isSmall, border, w);
        NDArray series =
                small.log().sub(EngineArrays.times(small, 0.5f)).add(EngineArrays.times(small.square(), 1 / 24f));
        NDArray direct = large.neg().exp().neg().add(1).log();
        return NDArrays.where(isSmall, series, direct);
    }
}
