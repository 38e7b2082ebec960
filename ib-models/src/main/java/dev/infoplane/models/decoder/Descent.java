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
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The training loop of a density: a fixed number of steps over shuffled batches, the averaged weights checked on validation
 * rows at even intervals. All randomness is the JVM's, from one seed: the engine's own random stream is left alone, so that
 * measuring does not disturb the training of the network that is measured.
 */
final class Descent {
    private static final int SCORING_BATCH = 100;

    /** The averaged weights after the last step (or the best ones, if stopped early), and how they were reached. */
    record Result(float[] weights, Adam.Memory memory, LearningCurve curve) {}

    /** Where a training starts: weights, and what an optimiser remembers of a prefix of them. */
    record Start(float[] weights, Adam.Memory memory) {
        static Start fresh(float[] weights) {
            return new Start(weights, Adam.Memory.NONE);
        }
    }

    private Descent() {}

    static Result run(
            Objective fit, Objective validate, Start start, TrainingPlan plan, long seed, TrainingProgress progress) {
        try (NDManager base = NDManager.newBaseManager(plan.device())) {
            Adam adam = new Adam(base, start.weights(), start.memory(), plan.averaging(), plan.clipNorm());
            Batches batches = new Batches(fit.rows(), plan.batchSize(), new SplittableRandom(seed));
            List<LearningCurve.Point> curve = new ArrayList<>();
            curve.add(check(validate, adam, base, 0));
            float[] best = start.weights();
            for (int step = 1; step <= plan.steps(); step++) {
                if (!takeStep(fit, adam, base, batches.next(), plan.rate(step))) {
                    throw new IllegalStateException("training diverged: the gradient at step " + step
                            + " is not finite; lower the learning rate, now " + plan.learningRate());
                }
                if (step == plan.steps()
                        || step * plan.checks() / plan.steps() != (step - 1) * plan.checks() / plan.steps()) {
                    double lowest = curve.stream()
                            .mapToDouble(LearningCurve.Point::crossEntropyNats)
                            .min()
                            .orElseThrow();
                    LearningCurve.Point now = check(validate, adam, base, step);
                    curve.add(now);
                    if (!plan.keepBest() || now.crossEntropyNats() <= lowest) {
                        best = adam.average().toFloatArray();
                    }
                }
                progress.step(step, plan.steps());
            }
            return new Result(best, adam.memory(), new LearningCurve(curve));
        }
    }

    private static boolean takeStep(Objective fit, Adam adam, NDManager base, int[] rows, double rate) {
        try (NDManager manager = base.newSubManager();
                GradientCollector collector =
                        Engine.getEngine(base.getEngine().getEngineName()).newGradientCollector()) {
            NDArray leaf = adam.leaf(manager);
            NDArray loss;
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                loss = fit.negativeLogLikelihood(new Weights(fit.layout(), leaf), manager, rows)
                        .mean();
                NDScope.unregister(loss);
            }
            collector.backward(loss);
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                return adam.step(leaf.getGradient(), rate);
            }
        }
    }

    private static LearningCurve.Point check(Objective validate, Adam adam, NDManager base, int step) {
        double[] nats = score(validate, adam.average(), base);
        double mean = Arrays.stream(nats).average().orElseThrow();
        if (!Double.isFinite(mean)) {
            throw new IllegalStateException("training diverged: the cross-entropy of the validation rows at step "
                    + step + " is " + mean + "; lower the learning rate");
        }
        return new LearningCurve.Point(step, mean);
    }

    /** Negative log-likelihood of every row, in nats. */
    static double[] score(Objective objective, NDArray vector, NDManager base) {
        double[] nats = new double[objective.rows()];
        for (int from = 0; from < nats.length; from += SCORING_BATCH) {
            int to = Math.min(nats.length, from + SCORING_BATCH);
            try (NDManager manager = base.newSubManager();
                    NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                Weights w = new Weights(objective.layout(), vector);
                float[] batch = objective
                        .negativeLogLikelihood(
                                w, manager, IntStream.range(from, to).toArray())
                        .toFloatArray();
                for (int i = 0; i < batch.length; i++) {
                    nats[from + i] = batch[i];
                }
            }
        }
        return nats;
    }

    /** Batches of rows, shuffled anew when all were used. */
    private static final class Batches {
        private final int[] order;
        private final int size;
        private final SplittableRandom random;
        private int next;

        Batches(int rows, int size, SplittableRandom random) {
            this.order = IntStream.range(0, rows).toArray();
            this.size = Math.min(size, rows);
            this.random = random;
            this.next = rows;
        }

        int[] next() {
            if (next + size > order.length) {
                for (int i = order.length - 1; i > 0; i--) {
                    int j = random.nextInt(i + 1);
                    int swap = order[i];
                    order[i] = order[j];
                    order[j] = swap;
                }
                next = 0;
            }
            int[] batch = Arrays.copyOfRange(order, next, next + size);
            next += size;
            return batch;
        }
    }
}
