package dev.infoplane.models.decoder.internal.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.random.RandomGenerator;

/**
 * Another head, and a point mass at the lowest level: images with an exact background need it. Normalised as the other head is.
 * Parameters of a pixel: the logit of the point mass, then those of the other head.
 *
 * @param other for images of one channel
 * @param lowest a position on the scale −1 to 1 between the lowest level and the next
 */
public record PointMassHead(Head other, float lowest) implements Head {
    private static final float NEUTRAL_LOGIT = -2;

    @Override
    public int parameters() {
        return 1 + other.parameters();
    }

    @Override
    public NDArray logProbability(NDArray x, NDArray parameters) {
        NDList parts = parameters.split(new long[] {1}, 3);
        return mixed(x, parts.get(0), other.logProbability(x, parts.get(1)));
    }

    @Override
    public NDArray logProbability(NDArray x, NDArray parameters, NDArray base) {
        NDList parts = parameters.split(new long[] {1}, 3);
        return mixed(x, parts.get(0), other.logProbability(x, parts.get(1), base));
    }

    private NDArray mixed(NDArray x, NDArray logits, NDArray rest) {
        NDArray logit = logits.squeeze(3);
        NDArray isLowest = x.lt(lowest).toType(DataType.FLOAT32, false).squeeze(3);
        NDArray without = BinMass.logSigmoid(logit.neg()).add(rest);
        NDArray ratio = BinMass.logSigmoid(logit).sub(without);
        return without.sub(BinMass.logSigmoid(ratio.neg()).mul(isLowest));
    }

    @Override
    public int baseSize() {
        return other.baseSize();
    }

    @Override
    public void describe(LevelPrediction prediction, float[] said, int at) {
        other.describe(prediction, said, at);
    }

    @Override
    public float[] neutral() {
        float[] all = new float[parameters()];
        all[0] = NEUTRAL_LOGIT;
        System.arraycopy(other.neutral(), 0, all, 1, all.length - 1);
        return all;
    }

    @Override
    public int affineSize() {
        return other.affineSize();
    }

    @Override
    public NDArray shiftedAndScaled(NDArray parameters, NDArray affine) {
        NDList parts = parameters.split(new long[] {1}, 3);
        return NDArrays.concat(new NDList(parts.get(0), other.shiftedAndScaled(parts.get(1), affine)), 3);
    }

    @Override
    public void shiftAndScale(float[] parameters, int offset, float[] affine, int from) {
        other.shiftAndScale(parameters, offset + 1, affine, from);
    }

    @Override
    public void draw(
            float[] parameters, int offset, PixelBase base, float[] pixel, double temperature, RandomGenerator random) {
        double u = Head.openUnit(random);
        other.draw(parameters, offset + 1, base, pixel, temperature, random);
        if (u < 1 / (1 + Math.exp(-parameters[offset] / temperature))) {
            pixel[0] = -1;
        }
    }
}
