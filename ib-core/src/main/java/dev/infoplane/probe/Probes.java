package dev.infoplane.probe;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SymbolBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener;
import dev.infoplane.probe.internal.Faults;
import dev.infoplane.probe.internal.Hooks;
import dev.infoplane.probe.internal.PassSubscription;
import dev.infoplane.probe.internal.session.ListenerSlot;
import dev.infoplane.probe.internal.session.Values;
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
        return new Capture(requireRoot(root), Tap.globs(globs), null);
    }

    /** Keeps what passes hook points in the forward passes this thread makes, copied to the heap. */
    public static Capture capture(Block root, Tap... taps) {
        return new Capture(requireRoot(root), requireTaps(taps), null);
    }

    /**
     * Keeps what passes hook points in the forward passes this thread makes, on the device and in its own type.
     *
     * @param keeper owns the captured arrays
     */
    public static Capture capture(Block root, NDManager keeper, Tap... taps) {
        return new Capture(
                requireRoot(root), requireTaps(taps), Objects.requireNonNull(keeper, "the manager must not be null"));
    }

    /**
     * Changes values at hook points in the passes of all threads, until closed. Changes happen in the order given. One that
     * matches no hook point makes the first pass fail with an error that lists what exists.
     *
     * @param root the block whose calls are followed, for instance {@code model.getBlock()}
     */
    public static Attachment intervene(Block root, Intervention... changes) {
        requireRoot(root);
        if (changes.length == 0) {
            throw new IllegalArgumentException("at least one intervention is needed, got none");
        }
        List<Runnable> detach = new ArrayList<>();
        for (int i = 0; i < changes.length; i++) {
            Intervention each = Objects.requireNonNull(changes[i], "the intervention must not be null");
            detach.add(Hooks.followEverywhere(Intervener.follower(root, each, i, each.passes())));
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
        if (inputShapes.length == 0) {
            throw new IllegalArgumentException("the shapes of the model's inputs are needed, got none");
        }
        if (model.getBlock() == null) {
            throw new IllegalStateException("the model has no block yet: call model.setBlock(...) or load it");
        }
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
        requireRoot(root);
        if (inputs == null || inputs.isEmpty()) {
            throw new IllegalArgumentException("at least one input is needed, got none");
        }
        return list(root, inputs.head().getManager(), in -> {
            NDList copies = new NDList();
            for (NDArray each : inputs) {
                NDArray copy = Values.copy(each); // so that what is computed from it goes with the manager
                copy.setName(each.getName());
                copy.attach(in);
                copies.add(copy);
            }
            return copies;
        });
    }

    private static Block requireRoot(Block root) {
        return Objects.requireNonNull(root, "the block to follow must not be null");
    }

    private static List<Tap> requireTaps(Tap... taps) {
        for (Tap tap : taps) {
            Objects.requireNonNull(tap, "a tap must not be null");
        }
        return List.of(taps);
    }

    private static HookPoints list(Block root, NDManager parent, Function<NDManager, NDList> inputs) {
        if (!(root instanceof SymbolBlock) && !root.isInitialized()) {
            throw new IllegalStateException(
                    "the model is not initialised: initialise or load it before listing its hook points");
        }
        Faults faults = new Faults();
        Recorder recorder = new Recorder(List.of(), (name, point, view, value) -> {}, faults);
        Runnable detach =
                Hooks.followHere(PassSubscription.looking(root, PassSubscription.Passes.EVALUATION, () -> recorder)
                        .alone());
        try (NDManager manager = parent.newSubManager()) {
            root.forward(new ParameterStore(manager, false), inputs.apply(manager), false);
        } finally {
            detach.run();
        }
        faults.check();
        return new HookPoints(recorder.reached(), recorder.identities().notes());
    }

    /**
     * A listener to put into a training configuration before the trainer is made. It is needed only where a session cannot
     * add itself to an existing trainer (its error says so); sessions on that trainer then hear of epochs through it.
     */
    public static TrainingListener trainingListener() {
        return new ListenerSlot();
    }
}
