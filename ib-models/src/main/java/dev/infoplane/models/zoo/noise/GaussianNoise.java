package dev.infoplane.models.zoo.noise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.infoplane.models.zoo.internal.ShapedBlock;
import java.io.DataInputStream;
import java.io.DataOutputStream;

/** Adds normal noise. Takes no bytes in a saved network. */
final class GaussianNoise extends ShapedBlock {
    private final float sigma;

    GaussianNoise(float sigma) {
        this.sigma = sigma;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDList noisy = new NDList();
        for (NDArray x : inputs) {
            noisy.add(x.add(x.getManager().randomNormal(0, sigma, x.getShape(), x.getDataType())));
        }
        return noisy;
    }

    @Override
    public void saveParameters(DataOutputStream os) {}

    @Override
    public void loadParameters(NDManager manager, DataInputStream is) {}
}
