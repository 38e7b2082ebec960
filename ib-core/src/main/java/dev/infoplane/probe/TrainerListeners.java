package dev.infoplane.probe;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener;
import dev.infoplane.probe.internal.session.ListenerSlot;
import java.lang.reflect.Field;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A trainer's listeners followed by those of sessions. DJL shares its list with the training configuration and offers no way
 * to add to it, so the trainer's private field is set to this view while sessions are attached and set back after the last.
 */
final class TrainerListeners extends AbstractList<TrainingListener> {
    private static final Object LOCK = new Object();

    private final List<TrainingListener> original;
    private final List<TrainingListener> added = new CopyOnWriteArrayList<>();

    private TrainerListeners(List<TrainingListener> original) {
        this.original = original;
    }

    /**
     * Adds a listener to a trainer.
     *
     * @return takes it away again; running it twice is harmless
     * @throws IllegalStateException if this JVM forbids it, saying what to do instead
     */
    static Runnable add(Trainer trainer, TrainingListener listener) {
        List<ListenerSlot> slots = new ArrayList<>();
        trainer.notifyListeners(l -> {
            if (l instanceof ListenerSlot slot) {
                slots.add(slot);
            }
        });
        if (!slots.isEmpty()) {
            slots.get(0).plug(listener);
            return () -> slots.get(0).unplug(listener);
        }
        synchronized (LOCK) {
            if (!(read(trainer) instanceof TrainerListeners)) {
                write(trainer, new TrainerListeners(read(trainer)));
            }
            ((TrainerListeners) read(trainer)).added.add(listener);
        }
        return () -> remove(trainer, listener);
    }

    private static void remove(Trainer trainer, TrainingListener listener) {
        synchronized (LOCK) {
            if (read(trainer) instanceof TrainerListeners view) {
                view.added.remove(listener);
                if (view.added.isEmpty()) {
                    write(trainer, view.original);
                }
            }
        }
    }

    @Override
    public TrainingListener get(int index) {
        return index < original.size() ? original.get(index) : added.get(index - original.size());
    }

    @Override
    public int size() {
        return original.size() + added.size();
    }

    /** Over a copy: a session may close itself while the list is walked. */
    @Override
    public Iterator<TrainingListener> iterator() {
        List<TrainingListener> now = new ArrayList<>(original);
        now.addAll(added);
        return now.iterator();
    }

    @SuppressWarnings("unchecked")
    private static List<TrainingListener> read(Trainer trainer) {
        try {
            return (List<TrainingListener>) field().get(trainer);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw refused(e);
        }
    }

    private static void write(Trainer trainer, List<TrainingListener> listeners) {
        try {
            field().set(trainer, listeners);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw refused(e);
        }
    }

    private static Field field() throws NoSuchFieldException {
        Field field = Trainer.class.getDeclaredField("listeners");
        field.setAccessible(true);
        return field;
    }

    private static IllegalStateException refused(Exception e) {
        return new IllegalStateException(
                "a probe cannot add itself to this trainer's listeners (" + e + "); before the trainer is made, add"
                        + " Probes.trainingListener() to its training configuration",
                e);
    }
}
