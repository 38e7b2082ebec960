package dev.infoplane.probe.internal.session;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A training listener that passes every event on to those plugged into it. */
public final class ListenerSlot implements TrainingListener {
    private final List<TrainingListener> plugged = new CopyOnWriteArrayList<>();

    /** Passes events on to this listener from now on. */
    public void plug(TrainingListener listener) {
        plugged.add(listener);
    }

    /** Passes no more events on to this listener. */
    public void unplug(TrainingListener listener) {
        plugged.remove(listener);
    }

    @Override
    public void onEpoch(Trainer trainer) {
        plugged.forEach(l -> l.onEpoch(trainer));
    }

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batchData) {
        plugged.forEach(l -> l.onTrainingBatch(trainer, batchData));
    }

    @Override
    public void onValidationBatch(Trainer trainer, BatchData batchData) {
        plugged.forEach(l -> l.onValidationBatch(trainer, batchData));
    }

    @Override
    public void onTrainingBegin(Trainer trainer) {
        plugged.forEach(l -> l.onTrainingBegin(trainer));
    }

    @Override
    public void onTrainingEnd(Trainer trainer) {
        plugged.forEach(l -> l.onTrainingEnd(trainer));
    }
}
