package dev.infoplane.study.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Adam as DJL has it, with the same updates in the same bits, whose state can be read and set: DJL's own keeps its moments to
 * itself, so that a training could not be resumed. Kingma and Ba 2015, algorithm 1.
 */
final class ResumableAdam extends Optimizer {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final NDManager manager;
    private final float learningRate;
    private final Map<String, Moments> moments = new HashMap<>();

    /**
     * What Adam knows of one parameter.
     *
     * @param steps taken
     */
    record Moments(NDArray mean, NDArray square, int steps) {}

    private static final class Settings extends OptimizerBuilder<Settings> {
        @Override
        protected Settings self() {
            return this;
        }
    }

    /** @param manager owns the moments */
    ResumableAdam(NDManager manager, float learningRate) {
        super(new Settings());
        this.manager = manager;
        this.learningRate = learningRate;
    }

    /** @param parameter its id */
    Optional<Moments> moments(String parameter) {
        return Optional.ofNullable(moments.get(parameter));
    }

    void resume(String parameter, Moments of) {
        moments.put(parameter, of);
    }

    @Override
    public void update(String parameterId, NDArray weight, NDArray grad) {
        Moments before = moments.computeIfAbsent(
                parameterId, p -> new Moments(manager.zeros(weight.getShape()), manager.zeros(weight.getShape()), 0));
        Moments m = new Moments(before.mean, before.square, before.steps + 1);
        moments.put(parameterId, m);
        double rate = learningRate * Math.sqrt(1 - Math.pow(BETA2, m.steps)) / (1 - Math.pow(BETA1, m.steps));
        weight.getNDArrayInternal()
                .adamUpdate(
                        new NDList(weight, grad, m.mean, m.square),
                        new NDList(weight),
                        learningRate,
                        (float) rate,
                        getWeightDecay(),
                        rescaleGrad,
                        clipGrad,
                        BETA1,
                        BETA2,
                        EPSILON,
                        true,
                        false);
    }
}
