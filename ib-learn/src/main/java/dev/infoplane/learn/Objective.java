package dev.infoplane.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.infoplane.probe.EngineThreads;

/** What a training minimises: the mean over rows of a loss, usually the negative log-likelihood of a density. */
public interface Objective {
    /** The parameters the loss is a function of. */
    ParameterLayout layout();

    /** How many rows there are. */
    int rows();

    /** How many rows {@link #evaluate} passes at once, so that a pass fits into memory. */
    default int rowsAtOnce() {
        return 100;
    }

    /**
     * The loss of some rows in nats, {@code [b]}.
     *
     * <p>Inputs must be made by {@link EngineArrays}, and no array that gradients pass may be multiplied, divided or
     * compared with a plain Java number; see there.
     *
     * @param weights the parameters, for this pass
     * @param manager owns what the pass makes
     * @param chosen numbers of the rows, from 0
     * @param pass which batch of the training this is, from 1; 0 in scoring. Whatever is random in the loss, such as
     *     dropout, is a function of the objective's own seed and of this number; in scoring nothing is random
     */
    NDArray losses(Weights weights, NDManager manager, int[] chosen, int pass);

    /**
     * The loss of every row in nats, in scoring; on one thread of the engine unless a number of threads was
     * {@linkplain EngineThreads chosen}.
     *
     * @param vector values of all parameters
     * @param manager parent of the managers that own what each pass makes
     */
    default double[] evaluate(NDArray vector, NDManager manager) {
        return EngineThreads.onOne(manager.getEngine(), () -> Evaluation.of(this, vector, manager));
    }
}
