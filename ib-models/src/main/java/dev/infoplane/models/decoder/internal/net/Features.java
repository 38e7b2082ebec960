package dev.infoplane.models.decoder.internal.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import org.jspecify.annotations.Nullable;

/** Feature maps {@code [b, h, w, c]} and their concatenated ELU, which is computed once, when first asked for. */
public final class Features {
    private final NDArray values;
    private @Nullable NDArray activated;

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

    /** Concatenated ELU: elu([x, −x]), with twice the channels. */
    public static NDArray concatElu(NDArray x) {
        return Activation.elu(NDArrays.concat(new NDList(x, x.neg()), 3), 1);
    }
}
