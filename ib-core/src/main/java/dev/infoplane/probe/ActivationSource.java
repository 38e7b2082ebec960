package dev.infoplane.probe;

import ai.djl.training.listener.TrainingListener.BatchData;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a session gets matched inputs, labels and activations from. */
interface ActivationSource extends AutoCloseable {
    /**
     * Matched rows.
     *
     * @param inputs x
     * @param labels y, if there are labels
     * @param activations t by name; a caller may remove an entry once it is done with it
     * @param positions by name, how many hook points the network reaches before, tapped or not
     */
    record Rows(
            Samples inputs,
            Optional<Samples> labels,
            Map<String, Samples> activations,
            Map<String, Integer> positions) {}

    /** What is captured, in the order in which the network computes it; the path is the name it is captured under. */
    List<HookPoint> captured();

    /** Whether activations come from the passes of training. Otherwise they can be had at any time. */
    default boolean followsTraining() {
        return false;
    }

    /**
     * An epoch or batch begins, at the end of which the session may ask for rows.
     *
     * @param collects whether it will
     */
    default void begin(boolean collects) {}

    /** The trainer has announced a batch. */
    default void announced(BatchData batch) {}

    @Override
    default void close() {}

    /** An estimate with what is known here of how its activations were made. */
    default Estimate describe(String name, Estimate estimate) {
        return estimate;
    }

    /** Activations of the given names. */
    Rows rows(Set<String> names);

    /** What is known of x at all epochs. */
    Identity inputs();

    /** What is known of y, and of the x it belongs to, at all epochs. */
    Identity labels();

    /** What tells the activations of the network as it is now from others, by name. */
    Map<String, Identity> fingerprints(Set<String> names);
}
