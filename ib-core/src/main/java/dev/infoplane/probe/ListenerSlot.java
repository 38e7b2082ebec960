package dev.infoplane.probe;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A training listener that passes every event on to those plugged into it. */
final class ListenerSlot implements TrainingListener {
    private final List<TrainingListener> plugged = new CopyOnWriteArrayList<>();

    void plug(TrainingListener listener) {
        plugged.add(listener);
    }

    void unplug(TrainingListener listener) {
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
