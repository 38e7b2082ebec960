package dev.infoplane.models.decoder;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import dev.infoplane.estimate.LearningCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training loop of a density: a number of steps over shuffled batches, the averaged weights checked on validation rows at
 * even intervals. Each check is a state to come back to: from disk, if the process was killed, or from memory, if a loss, a
 * gradient or a check is not finite; then training goes on from there at half the learning rate. All randomness is the JVM's,
 * from one seed: the engine's own random stream is left alone, so that measuring does not disturb the training of the network
 * that is measured.
 */
final class Descent {
    private static final Logger LOG = LoggerFactory.getLogger(Descent.class);
    private static final int MOST_ROLLBACKS = 3;

    /** The averaged weights after the last step (or the best ones, if those are kept), and how they were reached. */
    record Result(float[] weights, Adam.Memory memory, LearningCurve curve) {}

    /** Where a training starts: weights, and what an optimiser remembers of a prefix of them. */
    record Start(float[] weights, Adam.Memory memory) {
        static Start fresh(float[] weights) {
            return new Start(weights, Adam.Memory.NONE);
        }
    }

    private final Objective fit;
    private final Objective validate;
    private final TrainingPlan plan;
    private final NDManager base;
    private final Adam adam;
    private final Batches batches;
    private final Checkpoint checkpoint;
    private TrainingState good;

    private Descent(
            Objective fit,
            Objective validate,
            Start start,
            TrainingPlan plan,
            long seed,
            Checkpoint checkpoint,
            NDManager base) {
        this.fit = fit;
        this.validate = validate;
        this.plan = plan;
        this.base = base;
        this.adam = new Adam(base, start.weights(), start.memory(), plan.averaging(), plan.clipNorm());
        this.batches = new Batches(fit.rows(), plan.batchSize(), seed);
        this.checkpoint = checkpoint;
        this.good = checkpoint.read(start.weights().length).orElse(null);
        if (good == null) {
            double nats = crossEntropy();
            if (!Double.isFinite(nats)) {
                throw new IllegalStateException(
                        "training cannot begin: the cross-entropy of the validation rows is " + nats);
            }
            good = new TrainingState(adam.state(), start.weights(), 0, 0, 0, List.of(new LearningCurve.Point(0, nats)));
        } else {
            adam.restore(good.adam());
            batches.skipTo(good.batches());
        }
    }

    static Result run(
            Objective fit,
            Objective validate,
            Start start,
            TrainingPlan plan,
            long seed,
            TrainingProgress progress,
            Checkpoint checkpoint) {
        try (NDManager base = NDManager.newBaseManager(plan.device())) {
            Checkpoint own = checkpoint.of(start, plan, seed);
            return new Descent(fit, validate, start, plan, seed, own, base).run(progress);
        }
    }

    private Result run(TrainingProgress progress) {
        int step = good.step();
        while (step < plan.steps() && !isOutOfPatience()) {
            step++;
            double rate = plan.rate(step) * Math.pow(0.5, good.rollbacks());
            boolean isSound = takeStep(batches.next(), batches.taken(), rate);
            if (isSound && plan.checksAfter(step)) {
                isSound = check(step);
            }
            if (isSound) {
                progress.step(step, plan.steps());
            } else {
                step = rollBack(step);
            }
        }
        checkpoint.done();
        return new Result(good.best(), adam.memory(), new LearningCurve(good.curve()));
    }

    /** Looks at the validation rows and keeps the state; answers whether what was found is finite. */
    private boolean check(int step) {
        double nats = crossEntropy();
        if (!Double.isFinite(nats)) {
            return false;
        }
        boolean isBest = good.curve().stream().allMatch(p -> nats <= p.crossEntropyNats());
        List<LearningCurve.Point> curve = new ArrayList<>(good.curve());
        curve.add(new LearningCurve.Point(step, nats));
        Adam.State state = adam.state();
        float[] best = isBest || !plan.keepBest() ? state.average() : good.best();
        good = new TrainingState(state, best, step, batches.taken(), good.rollbacks(), curve);
        checkpoint.write(good);
        return true;
    }

    private boolean isOutOfPatience() {
        List<LearningCurve.Point> curve = good.curve();
        int best = IntStream.range(0, curve.size())
                .reduce((a, b) ->
                        curve.get(b).crossEntropyNats() <= curve.get(a).crossEntropyNats() ? b : a)
                .orElseThrow();
        return plan.patience() > 0 && curve.size() - 1 - best >= plan.patience();
    }

    /** Goes back to the last good state, with the batches that are still to come, and answers its step. */
    private int rollBack(int step) {
        if (good.rollbacks() == MOST_ROLLBACKS) {
            throw new IllegalStateException("training diverged: loss, gradient or cross-entropy at step " + step
                    + " are not finite, after going back " + MOST_ROLLBACKS
                    + " times and halving the learning rate each time; lower it, it began at " + plan.learningRate());
        }
        LOG.warn(
                "loss, gradient or cross-entropy at step {} are not finite; going back to step {} at half the learning rate",
                step,
                good.step());
        adam.restore(good.adam());
        good = new TrainingState(
                good.adam(), good.best(), good.step(), batches.taken(), good.rollbacks() + 1, good.curve());
        checkpoint.write(good);
        return good.step();
    }

    private boolean takeStep(int[] rows, int pass, double rate) {
        try (NDManager manager = base.newSubManager();
                GradientCollector collector =
                        Engine.getEngine(base.getEngine().getEngineName()).newGradientCollector()) {
            NDArray leaf = adam.leaf(manager);
            NDArray loss;
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                loss = fit.negativeLogLikelihood(new Weights(fit.layout(), leaf), manager, rows, pass)
                        .mean();
                NDScope.unregister(loss);
            }
            if (!Float.isFinite(loss.getFloat())) {
                return false;
            }
            collector.backward(loss);
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                return adam.step(leaf.getGradient(), rate);
            }
        }
    }

    private double crossEntropy() {
        return Arrays.stream(score(validate, adam.average(), base)).average().orElseThrow();
    }

    /** Negative log-likelihood of every row, in nats. */
    static double[] score(Objective objective, NDArray vector, NDManager base) {
        double[] nats = new double[objective.rows()];
        int atOnce = objective.rowsAtOnce();
        for (int from = 0; from < nats.length; from += atOnce) {
            int to = Math.min(nats.length, from + atOnce);
            try (NDManager manager = base.newSubManager();
                    NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                Weights w = new Weights(objective.layout(), vector);
                float[] batch = objective
                        .negativeLogLikelihood(
                                w, manager, IntStream.range(from, to).toArray(), 0)
                        .toFloatArray();
                for (int i = 0; i < batch.length; i++) {
                    nats[from + i] = batch[i];
                }
            }
        }
        return nats;
    }
}
