package dev.infoplane.probe.internal.session;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.nn.SymbolBlock;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.Initializer;
import java.util.Optional;

/**
 * Signs that a network has been trained before. DJL keeps no count of epochs with a network, so this is what can be seen from
 * outside: notes of DJL's own listeners, and parameters that are initialised with a constant and differ from it, such as
 * biases and running means. A network without any of them shows no sign.
 */
public final class PriorTraining {
    private PriorTraining() {}

    /** The first sign, in words. */
    public static Optional<String> sign(Trainer trainer) {
        String epoch = trainer.getModel().getProperty("Epoch");
        if (epoch != null && epoch.matches("0*[1-9]\\d*")) {
            return Optional.of("the model's property 'Epoch' is " + epoch);
        }
        int counted = trainer.getTrainingResult().getEpoch();
        if (counted > 0) {
            return Optional.of("DJL's EpochTrainingListener has counted " + counted + " epochs");
        }
        if (trainer.getModel().getBlock() instanceof SymbolBlock) {
            return Optional.of("its block was loaded from a file");
        }
        for (var each : trainer.getModel().getBlock().getParameters()) {
            if (each.getValue().isInitialized() && hasMoved(each.getValue())) {
                return Optional.of("the parameter '" + each.getKey() + "' differs from its initial value");
            }
        }
        return Optional.empty();
    }

    private static boolean hasMoved(Parameter parameter) {
        float initial;
        if (parameter.getInitializer() == Initializer.ZEROS) {
            initial = 0;
        } else if (parameter.getInitializer() == Initializer.ONES) {
            initial = 1;
        } else {
            return false;
        }
        try (NDArray differs = parameter.getArray().neq(initial);
                NDArray any = differs.any()) {
            return any.getBoolean();
        }
    }
}
