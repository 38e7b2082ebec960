package dev.infoplane.learn;

import ai.djl.ndarray.NDManager;
import dev.infoplane.probe.EngineThreads;

/**
 * Trains the parameters of an {@link Objective}: Adam steps over shuffled batches, with the averaged weights scored on
 * validation rows at even intervals. Immutable; {@link #run} may be called any number of times.
 *
 * <pre>{@code
 * TrainingResult result = TrainingLoop.of(fit, validate, TrainingPlan.of(300, 32, 2e-3).decaying(), seed)
 *         .checkpoint(Checkpoint.in(folder, identity))
 *         .run(TrainingStart.fresh(layout.initial(random)));
 * }</pre>
 *
 * <p>The same seed gives the same bits, for one engine, device and number of engine threads. All randomness is the JVM's: the
 * engine's own random stream is left alone, so that measuring a network does not disturb its training.
 *
 * <p>Each check, and each tenth of the steps, is a state to return to. A process that was killed resumes from the last one on disk and ends in the same
 * bits. If a loss, a gradient or a check is not finite, the training returns to the last one in memory and continues at half
 * the learning rate; it fails after the third time.
 */
public final class TrainingLoop {
    private final Objective fit;
    private final Objective validate;
    private final TrainingPlan plan;
    private final long seed;
    private final TrainingProgress progress;
    private final Checkpoint checkpoint;

    private TrainingLoop(
            Objective fit,
            Objective validate,
            TrainingPlan plan,
            long seed,
            TrainingProgress progress,
            Checkpoint checkpoint) {
        this.fit = fit;
        this.validate = validate;
        this.plan = plan;
        this.seed = seed;
        this.progress = progress;
        this.checkpoint = checkpoint;
    }

    /**
     * A training without a listener and without checkpoints on disk.
     *
     * @param fit rows to learn from
     * @param validate rows for the learning curve; a function of the same parameters
     * @param seed of the order of the batches
     * @throws IllegalArgumentException if either has no rows, or they are functions of different numbers of parameters
     */
    public static TrainingLoop of(Objective fit, Objective validate, TrainingPlan plan, long seed) {
        if (fit.rows() < 1 || validate.rows() < 1) {
            throw new IllegalArgumentException("at least 1 row to learn from and 1 to validate on are needed, got "
                    + fit.rows() + " and " + validate.rows());
        }
        requireLength(
                "the objective of the validation rows", fit, validate.layout().size());
        return new TrainingLoop(fit, validate, plan, seed, TrainingProgress.NONE, Checkpoint.none());
    }

    private static void requireLength(String what, Objective fit, int length) {
        if (fit.layout().size() != length) {
            throw new IllegalArgumentException(
                    what + " must have the " + fit.layout().size() + " parameters that are trained, got " + length);
        }
    }

    /** This training, with a listener. */
    public TrainingLoop progress(TrainingProgress listener) {
        return new TrainingLoop(fit, validate, plan, seed, listener, checkpoint);
    }

    /** This training, resumable from disk. */
    public TrainingLoop checkpoint(Checkpoint place) {
        return new TrainingLoop(fit, validate, plan, seed, progress, place);
    }

    /**
     * Trains, on one thread of the engine unless a number of threads was {@linkplain EngineThreads chosen}. Owns the engine
     * while it runs: DJL allows one gradient collector a JVM.
     *
     * @throws IllegalArgumentException if the start does not have as many weights as there are parameters
     * @throws IllegalStateException if the loss is not finite at the start, or again after three rollbacks
     */
    public TrainingResult run(TrainingStart start) {
        requireLength("the start", fit, start.weights().length);
        Checkpoint own = checkpoint.of(start, plan, seed);
        try (NDManager base = NDManager.newBaseManager(plan.device())) {
            TrainingRun run = new TrainingRun(fit, validate, plan, seed, own, base);
            return EngineThreads.onOne(base.getEngine(), () -> run.run(start, progress));
        }
    }
}
