package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;

/** Feature maps {@code [b, h, w, c]} and, made once when first asked for, their concatenated ELU: elu([x, −x]), twice the channels. */
final class Features {
    private final NDArray values;
    private NDArray activated;

    Features(NDArray values) {
        this.values = values;
    }

    NDArray values() {
        return values;
    }

    NDArray activated() {
        if (activated == null) {
            activated = concatElu(values);
        }
        return activated;
    }

    static NDArray concatElu(NDArray x) {
        return Activation.elu(NDArrays.concat(new NDList(x, x.neg()), 3), 1);
    }
}
