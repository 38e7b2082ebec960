package dev.infoplane.models.zoo.quantised;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.infoplane.models.zoo.internal.MappedLinear;
import dev.infoplane.models.zoo.internal.ShapedBlock;
import java.util.function.UnaryOperator;

/** Layers with few levels for networks that are not residual. */
public final class LowBitLayers {
    private LowBitLayers() {}

    /** A linear layer whose matrix has 2^bits - 1 levels for each row. */
    public static Block linear(int units, int bits) {
        Quantisation.requireBits(bits);
        return new MappedLinear(units, w -> Quantise.weights(w, bits));
    }

    /** A linear layer whose matrix has the entries -1 and 1. */
    public static Block binaryLinear(int units) {
        return new MappedLinear(units, Quantise::sign);
    }

    /** Rounds values between -1 and 1 to 2^bits - 1 levels; larger ones are clipped. */
    public static Block signedRounding(int bits) {
        Quantisation.requireBits(bits);
        return new Rounding(x -> Quantise.signed(x, bits));
    }

    /** The sign, 1 for zero, with a gradient within [-1, 1]. */
    public static Block sign() {
        return new Rounding(Quantise::sign);
    }

    private static final class Rounding extends ShapedBlock {
        private final UnaryOperator<NDArray> rounding;

        Rounding(UnaryOperator<NDArray> rounding) {
            this.rounding = rounding;
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
            return new NDList(rounding.apply(inputs.singletonOrThrow()));
        }
    }
}
