package dev.infoplane.models.zoo.noise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import ai.djl.util.Pair;
import dev.infoplane.learn.EngineArrays;
import java.util.ArrayList;
import java.util.List;

/**
 * A loss plus β times what information dropout costs in the pass that gave the predictions: the upper bound on the information that the
 * noisy activations keep, up to a constant (Achille &amp; Soatto 2018, eq. 4).
 */
public final class NoisePenalty extends Loss {
    private final Loss loss;
    private final float beta;
    private final List<LearnedNoise> noises = new ArrayList<>();

    /**
     * A loss with penalty.
     *
     * @param loss what the network is trained for
     * @param beta the weight of the penalty, at least 0
     * @param network which has information dropout somewhere
     */
    public NoisePenalty(Loss loss, double beta, Block network) {
        super(loss.getName() + "WithNoisePenalty");
        if (!(beta >= 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("the weight of the penalty must be at least 0, got " + beta);
        }
        this.loss = loss;
        this.beta = (float) beta;
        collect(network);
        if (noises.isEmpty()) {
            throw new IllegalArgumentException("the network has no information dropout to be penalised");
        }
    }

    private void collect(Block block) {
        if (block instanceof LearnedNoise noise) {
            noises.add(noise);
        }
        for (Pair<String, Block> child : block.getChildren()) {
            collect(child.getValue());
        }
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray total = loss.evaluate(labels, predictions);
        for (LearnedNoise noise : noises) {
            NDArray cost =
                    noise.penalty().orElseThrow(() -> new IllegalStateException("the network has not been run yet"));
            total = total.add(EngineArrays.times(cost, beta));
        }
        return total;
    }
}
