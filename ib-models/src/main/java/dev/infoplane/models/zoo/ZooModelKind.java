package dev.infoplane.models.zoo;

import ai.djl.Application;
import ai.djl.nn.Block;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * An artifact of the zoo.
 *
 * @param id of the artifact
 * @param application what it is for
 * @param classes how many it has unless the argument {@code classes} says otherwise; 0 if it has none
 * @param block makes an uninitialised network of a number of classes
 * @param weights that ship with the library
 */
record ZooModelKind(
        String id, Application application, int classes, IntFunction<Block> block, Optional<TrainedWeights> weights) {
    static ZooModelKind untrained(String id, Application application, int classes, IntFunction<Block> block) {
        return new ZooModelKind(id, application, classes, block, Optional.empty());
    }

    ZooModelKind trained(TrainedWeights trained) {
        return new ZooModelKind(id, application, classes, block, Optional.of(trained));
    }
}
