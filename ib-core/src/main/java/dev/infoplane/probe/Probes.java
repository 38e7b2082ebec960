package dev.infoplane.probe;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SymbolBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

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
     * Keeps what passes hook points in the forward passes this thread makes, copied to the heap.
     *
     * @param root the block whose calls are followed, for instance {@code model.getBlock()}
     * @param globs which points, see {@link Tap#glob}
     */
    public static Capture capture(Block root, String... globs) {
        return new Capture(root, Tap.globs(globs), null);
    }

    /** Keeps what passes hook points in the forward passes this thread makes, copied to the heap. */
    public static Capture capture(Block root, Tap... taps) {
        return new Capture(root, List.of(taps), null);
    }

    /**
     * Keeps what passes hook points in the forward passes this thread makes, on the device and in its own type.
     *
     * @param keeper owns the captured arrays
     */
    public static Capture capture(Block root, NDManager keeper, Tap... taps) {
        return new Capture(root, List.of(taps), Objects.requireNonNull(keeper, "manager"));
    }

    /**
     * Changes values at hook points in the passes of all threads, until closed. Changes happen in the order given. One that
     * matches no hook point makes the first pass fail with an error that lists what exists.
     *
     * @param root the block whose calls are followed, for instance {@code model.getBlock()}
     */
    public static Attachment intervene(Block root, Intervention... changes) {
        List<Runnable> detach = new ArrayList<>();
        for (Intervention each : changes) {
            detach.add(Hooks.followEverywhere(Intervener.follower(root, each, each.passes())));
        }
        return () -> detach.forEach(Runnable::run);
    }

    /**
     * The hook points of a model, found by running zeros through it in inference mode.
     *
     * @param model an initialised model
     * @param inputShapes the shapes of its inputs, with the batch, fed as float32
     */
    public static HookPoints list(Model model, Shape... inputShapes) {
        NDManager manager = model.getNDManager();
        return list(model.getBlock(), manager, in -> {
            NDList inputs = new NDList();
            for (Shape shape : inputShapes) {
                inputs.add(in.zeros(shape));
            }
            return inputs;
        });
    }

    /**
     * The hook points of a block, found by running inputs through it in inference mode.
     *
     * @param root an initialised block
     * @param inputs what it takes
     */
    public static HookPoints list(Block root, NDList inputs) {
        return list(root, inputs.head().getManager(), in -> inputs);
    }

    private static HookPoints list(Block root, NDManager parent, Function<NDManager, NDList> inputs) {
        if (!(root instanceof SymbolBlock) && !root.isInitialized()) {
            throw new IllegalStateException(
                    "the model is not initialised: initialise or load it before listing its hook points");
        }
        Recorder recorder = new Recorder(List.of(), (name, point, view, value) -> {});
        Runnable detach = Hooks.followHere(Follower.looking(root, Follower.Passes.EVALUATION, () -> recorder));
        try (NDManager manager = parent.newSubManager()) {
            root.forward(new ParameterStore(manager, false), inputs.apply(manager), false);
        } finally {
            detach.run();
        }
        return new HookPoints(recorder.reached());
    }

    /**
     * A listener to put into a training configuration before the trainer is made. It is needed only where a session cannot
     * add itself to an existing trainer (its error says so); sessions on that trainer then hear of epochs through it.
     */
    public static TrainingListener trainingListener() {
        return new ListenerSlot();
    }
}
