package dev.infoplane.probe;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener;

/** Where probing starts. */
public final class Probes {
    private Probes() {}

    /**
     * Probes the network of a trainer while it trains.
     *
     * @param trainer an initialised trainer
     */
    public static ProbeBuilder on(Trainer trainer) {
        return new ProbeBuilder(trainer);
    }

    /**
     * A listener to put into a training configuration before the trainer is made. It is needed only where a session cannot
     * add itself to an existing trainer (its error says so); sessions on that trainer then hear of epochs through it.
     */
    public static TrainingListener trainingListener() {
        return new ListenerSlot();
    }
}
