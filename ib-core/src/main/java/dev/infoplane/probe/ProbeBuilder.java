package dev.infoplane.probe;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.SymbolBlock;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.RandomAccessDataset;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.probe.internal.session.SeededEstimator;
import dev.infoplane.storage.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Says what a session shall measure, and when. Each thing is set at most once, but taps add up. Required: at least one tap,
 * data to evaluate on, and at least one of the two estimators; {@link #attach()} says what is missing.
 */
public final class ProbeBuilder {
    private static final int BATCH_SIZE = 128;

    private final Trainer trainer;
    private final List<Tap> taps = new ArrayList<>();
    private final List<Intervention> interventions = new ArrayList<>();
    private String name;
    private Function<Integer, HeldOut> data;
    private MiEstimator inputEstimator;
    private MiEstimator labelEstimator;
    private Schedule schedule;
    private Long seed;
    private Identity whole;
    private PlaneStore store;
    private ProbeListener listener;
    private Integer batchSize;
    private Integer trainingRows;
    private Integer start;

    ProbeBuilder(Trainer trainer) {
        this.trainer = Objects.requireNonNull(trainer, "trainer");
    }

    /** Names the run in every point; the model's name unless set, or {@code "run"} if it has none. */
    public ProbeBuilder named(String run) {
        name = once("the name", name, run);
        return this;
    }

    /** Chooses hook points by globs over their paths, see {@link Tap#glob}. */
    public ProbeBuilder tap(String... globs) {
        taps.addAll(Tap.globs(globs));
        return this;
    }

    /** Chooses hook points by taps, which can have views and aliases. Points carry the name of the tap. */
    public ProbeBuilder tap(Tap... more) {
        taps.addAll(List.of(more));
        return this;
    }

    /**
     * Changes values while the network computes: in training if the intervention is for training, and in the session's own
     * evaluations if it is for evaluation. An estimate made right at such a point carries its noise model.
     */
    public ProbeBuilder intervene(Intervention... changes) {
        interventions.addAll(List.of(changes));
        return this;
    }

    /**
     * Sets the held-out samples to evaluate the network on. They must have no part in training.
     *
     * @param inputs x, {@code [n, ...]}, fed as float32
     */
    public ProbeBuilder evaluateOn(Samples inputs) {
        Objects.requireNonNull(inputs, "inputs");
        data = once("the held-out data", data, size -> HeldOut.of(inputs, Optional.empty()));
        return this;
    }

    /**
     * Sets the held-out samples to evaluate the network on. They must have no part in training.
     *
     * @param inputs x, {@code [n, ...]}, fed as float32
     * @param labels y, {@code [n, ...]}
     */
    public ProbeBuilder evaluateOn(Samples inputs, Samples labels) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(labels, "labels");
        data = once("the held-out data", data, size -> HeldOut.of(inputs, Optional.of(labels)));
        return this;
    }

    /**
     * Sets the held-out samples to evaluate the network on. They are read once, at {@link #attach()}, in the order of their
     * indices whatever the data set's own sampling, and fed in their own types. x is the first data array, y the first
     * label array.
     */
    public ProbeBuilder evaluateOn(RandomAccessDataset heldOut) {
        Objects.requireNonNull(heldOut, "held-out data");
        NDManager manager = trainer.getManager();
        data = once("the held-out data", data, size -> HeldOut.read(heldOut, manager, size));
        return this;
    }

    /**
     * Measures on training samples as they pass, in place of held-out ones: the first {@code rows} of an epoch in which a
     * measurement is due, each as the network was when it passed, with dropout and the rest at work. Points are filed under
     * the epoch that ends. Not for schedules that count batches; the network is not measured at {@link #attach()}. A tap or intervention
     * that matches nothing makes the first training pass fail with an error that lists what exists.
     */
    public ProbeBuilder evaluateOnTraining(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows to measure on must be at least 1, got " + rows);
        }
        if (data != null) {
            throw new IllegalStateException("the held-out data was already set");
        }
        trainingRows = once("the number of training rows", trainingRows, rows);
        return this;
    }

    /** Sets what measures I(X;T): {@code prepare(x, seed).estimate(t)}. */
    public ProbeBuilder inputInformation(MiEstimator estimator) {
        inputEstimator = once("the estimator of I(X;T)", inputEstimator, estimator);
        return this;
    }

    /** Sets what measures I(T;Y): {@code prepare(y, seed).estimate(t)}. */
    public ProbeBuilder labelInformation(MiEstimator estimator) {
        labelEstimator = once("the estimator of I(T;Y)", labelEstimator, estimator);
        return this;
    }

    /** Measures the network at {@link #attach()} and after every n-th epoch. The default is after every epoch. */
    public ProbeBuilder everyEpochs(int n) {
        return schedule(Schedule.everyEpochs(n));
    }

    /** Measures after these numbers of completed epochs; 0 is the network at {@link #attach()}, unless it starts later. */
    public ProbeBuilder atEpochs(int... epochs) {
        return schedule(Schedule.atEpochs(epochs));
    }

    /** Measures the network at {@link #attach()} and after 1, 2, 4, 8, … epochs. */
    public ProbeBuilder atPowersOfTwo() {
        return schedule(Schedule.atPowersOfTwo());
    }

    /** Measures the network at {@link #attach()} and after 1 to 10, 10 to 100, … epochs, evenly spaced in their logarithm. */
    public ProbeBuilder atLogSpacedEpochs(int perDecade) {
        return schedule(Schedule.atLogSpacedEpochs(perDecade));
    }

    /**
     * Measures the network at {@link #attach()} and then after every n-th batch. The epoch of a point is then the number of batches
     * learned from, so name the run accordingly.
     */
    public ProbeBuilder everyBatches(int n) {
        return schedule(Schedule.everyBatches(n));
    }

    /** Measures only when {@link ProbeSession#measureNow()} is called. */
    public ProbeBuilder onDemand() {
        return schedule(Schedule.onDemand());
    }

    /**
     * Says how many epochs (with {@link #everyBatches}: batches) the network has learned from before {@link #attach()}, for
     * instance because training resumes from a checkpoint. Points are counted from there. Unless this is called, the network
     * counts as untrained (epoch 0); if it does not look untrained, a warning goes into the log and into every estimate.
     */
    public ProbeBuilder startingAtEpoch(int completed) {
        if (completed < 0) {
            throw new IllegalArgumentException("the epochs completed must be 0 or more, got " + completed);
        }
        start = once("the starting epoch", start, completed);
        return this;
    }

    /** Sets the seed that estimators get; 0 unless set. */
    public ProbeBuilder seed(long value) {
        seed = once("the seed", seed, value);
        return this;
    }

    /**
     * Says what the points are part of, such as a study. Name in it what determines the results but cannot be seen here: how
     * the network is trained, on which data, with which versions. Stored points that are part of anything else are refused.
     */
    public ProbeBuilder partOf(Identity study) {
        whole = once("what the points are part of", whole, study);
        return this;
    }

    /**
     * Writes every point here as soon as it is measured, and does not measure again what is already here. What is here must
     * have been measured from the same: see {@link dev.infoplane.plane.Provenance}. If it was not, {@link #attach()} or the
     * measurement fails with an error that names each difference.
     */
    public ProbeBuilder storeIn(PlaneStore planes) {
        store = once("the store", store, planes);
        return this;
    }

    /** Lets somebody hear of each measurement. */
    public ProbeBuilder listener(ProbeListener hears) {
        listener = once("the listener", listener, hears);
        return this;
    }

    /** Sets how many held-out samples go through the network at once; 128 unless set. */
    public ProbeBuilder batchSize(int samples) {
        if (samples < 1) {
            throw new IllegalArgumentException("batch size must be at least 1, got " + samples);
        }
        batchSize = once("the batch size", batchSize, samples);
        return this;
    }

    /**
     * Attaches to the trainer, and measures the network as it is if the schedule includes the epoch it starts at.
     *
     * @throws IllegalStateException if something required is missing, if the trainer is not initialised, or if the store holds
     *     another network at this epoch of the run or another measurement of its hook points
     * @throws IllegalArgumentException if a tap matches no hook point or the data does not fit (taps and interventions on
     *     training passes are checked by the first of them)
     */
    public ProbeSession attach() {
        require(!taps.isEmpty(), "a hook point: call tap(...)");
        require(data != null || trainingRows != null, "held-out data: call evaluateOn(...)");
        require(
                inputEstimator != null || labelEstimator != null,
                "an estimator: call inputInformation(...) or labelInformation(...)");
        Block root = trainer.getModel().getBlock();
        if (!(root instanceof SymbolBlock) && !root.isInitialized()) {
            throw new IllegalStateException(
                    "the trainer is not initialised: call trainer.initialize(inputShape) before attaching a probe");
        }
        if (store != null) {
            Stream.of(inputEstimator, labelEstimator)
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(SeededEstimator::tellIfSilent);
        }
        EngineThreads.tellIfNotChosen(trainer.getManager().getEngine());
        Schedule when = schedule == null ? Schedule.everyEpochs(1) : schedule;
        long seeded = seed == null ? 0 : seed;
        PointMeasurer measuring = new PointMeasurer(
                runName(),
                Optional.ofNullable(inputEstimator).map(e -> new SeededEstimator(e, seeded)),
                Optional.ofNullable(labelEstimator).map(e -> new SeededEstimator(e, seeded)),
                Optional.ofNullable(whole),
                Optional.ofNullable(store),
                listener == null ? new ProbeListener() {} : listener);
        TrainingCount count = new TrainingCount(when, trainer, Optional.ofNullable(start));
        return ProbeSession.attach(trainer, source(when), measuring, count, interventions);
    }

    private ActivationSource source(Schedule when) {
        if (trainingRows == null) {
            int size = batchSize == null ? BATCH_SIZE : batchSize;
            HeldOut heldOut = data.apply(size);
            require(
                    labelEstimator == null || heldOut.labels().isPresent(),
                    "labels for labelInformation(...): call evaluateOn(inputs, labels)");
            return new HeldOutSource(trainer, heldOut, size, taps, interventions);
        }
        require(data == null, "either evaluateOn(...) or evaluateOnTraining(...), not both");
        require(!when.countsBatches(), "a schedule in epochs for evaluateOnTraining(...), got " + when.words());
        require(batchSize == null, "no batchSize(...) with evaluateOnTraining(...): batches are those of the training");
        for (Intervention each : interventions) {
            require(
                    each.passes().include(true),
                    "interventions during training with evaluateOnTraining(...), but " + each
                            + " is for evaluations, and there are none");
        }
        return new TrainingSource(trainer.getModel().getBlock(), trainingRows, taps, interventions);
    }

    private String runName() {
        if (name != null) {
            return name;
        }
        String model = trainer.getModel().getName();
        return model == null || model.isBlank() ? "run" : model;
    }

    private ProbeBuilder schedule(Schedule next) {
        if (schedule != null) {
            throw new IllegalStateException("the schedule was already set to " + schedule.words());
        }
        schedule = next;
        return this;
    }

    private static <T> T once(String what, T before, T now) {
        if (before != null) {
            throw new IllegalStateException(what + " was already set");
        }
        return Objects.requireNonNull(now, what);
    }

    private static void require(boolean present, String what) {
        if (!present) {
            throw new IllegalStateException("a probe needs " + what);
        }
    }
}
