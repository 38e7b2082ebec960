package dev.infoplane.models.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.optimizer.Optimizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Weight decay (L2) of kernels and matrices only, in front of any optimiser: norms and biases are left alone, as published residual
 * networks have it. DJL's own setting decays every parameter.
 */
public final class SelectiveDecay extends Optimizer {
    private final float decay;
    private final Optimizer optimizer;
    private final Set<String> decayed = new HashSet<>();
    private final Map<String, BiFunction<NDManager, Shape, NDArray>> anchors = new HashMap<>();
    private final Map<String, NDArray> targets = new HashMap<>();

    private SelectiveDecay(double decay, Optimizer optimizer) {
        super(new Settings());
        this.decay = (float) decay;
        this.optimizer = optimizer;
    }

    /**
     * An optimiser with weight decay.
     *
     * @param decay λ of the penalty λ/2 · |w|², at least 0
     * @param network the block that is trained
     * @param optimizer takes the steps, without weight decay of its own
     */
    public static SelectiveDecay of(double decay, Block network, Optimizer optimizer) {
        return of(decay, network, optimizer, name -> false, NDManager::zeros);
    }

    /**
     * An optimiser with weight decay that pulls some weights towards other values than zero.
     *
     * @param decay λ of the penalty λ/2 · |w - target|², at least 0
     * @param network the block that is trained
     * @param optimizer takes the steps, without weight decay of its own
     * @param anchored chooses weights by the names of the block's parameters
     * @param target what they are pulled towards, given their shape
     */
    public static SelectiveDecay of(
            double decay,
            Block network,
            Optimizer optimizer,
            Predicate<String> anchored,
            BiFunction<NDManager, Shape, NDArray> target) {
        if (!(decay >= 0) || Double.isInfinite(decay)) {
            throw new IllegalArgumentException("weight decay must be at least 0, got " + decay);
        }
        SelectiveDecay result = new SelectiveDecay(decay, optimizer);
        network.getParameters().forEach(entry -> {
            if (entry.getValue().getType() == Parameter.Type.WEIGHT) {
                String id = entry.getValue().getId();
                result.decayed.add(id);
                if (anchored.test(entry.getKey())) {
                    result.anchors.put(id, target);
                }
            }
        });
        return result;
    }

    @Override
    public void update(String parameterId, NDArray weight, NDArray grad) {
        if (decay > 0 && decayed.contains(parameterId)) {
            try (NDManager scope = weight.getManager().newSubManager()) {
                NDArray away = weight.stopGradient();
                away.attach(scope);
                BiFunction<NDManager, Shape, NDArray> anchor = anchors.get(parameterId);
                NDArray distance = anchor == null
                        ? away
                        : away.sub(targets.computeIfAbsent(
                                parameterId, id -> anchor.apply(weight.getManager(), weight.getShape())));
                grad.addi(distance.mul(decay));
            }
        }
        optimizer.update(parameterId, weight, grad);
    }

    /** The settings of the superclass, of which none is used. */
    private static final class Settings extends OptimizerBuilder<Settings> {
        @Override
        protected Settings self() {
            return this;
        }
    }
}
