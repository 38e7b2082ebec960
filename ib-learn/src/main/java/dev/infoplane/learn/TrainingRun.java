package dev.infoplane.learn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import dev.infoplane.estimate.LearningCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a {@link TrainingLoop}, from its start or its checkpoint to its end. */
final class TrainingRun {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
    private static final int MOST_ROLLBACKS = 3;

    private final Objective fit;
    private final Objective validate;
    private final TrainingPlan plan;
    private final NDManager base;
    private final Batches batches;
    private final Checkpoint checkpoint;
    private Adam adam;
    private TrainingState good;

    TrainingRun(
            Objective fit, Objective validate, TrainingPlan plan, long seed, Checkpoint checkpoint, NDManager base) {
        this.fit = fit;
        this.validate = validate;
        this.plan = plan;
        this.base = base;
        this.batches = new Batches(fit.rows(), plan.batchSize(), seed);
        this.checkpoint = checkpoint;
    }

    TrainingResult run(TrainingStart start, TrainingProgress progress) {
        Optional<OrthogonalSteps> orthogonal = plan.isOrthogonal()
                ? Optional.of(new OrthogonalSteps(base, fit.layout(), plan.learningRate()))
                : Optional.empty();
        adam = new Adam(base, start.weights(), start.moments(), plan.averaging(), plan.clipNorm(), orthogonal);
        good = checkpoint.read(start.weights().length).map(this::resumed).orElseGet(() -> first(start));
        int step = good.step();
        while (step < plan.steps() && !isOutOfPatience()) {
            step++;
            double rate = plan.rate(step) * Math.pow(0.5, good.rollbacks());
            boolean isSound = takeStep(batches.next(), batches.taken(), rate);
            if (isSound && plan.checksAfter(step)) {
                isSound = check(step);
            } else if (isSound && plan.keepsAfter(step)) {
                keep(new TrainingState(
                        adam.state(),
                        good.best(),
                        step,
                        batches.taken(),
                        good.rollbacks(),
                        good.curve(),
                        good.annealed()));
            }
            if (isSound) {
                progress.step(step, plan.steps());
            } else {
                step = rollBack(step);
            }
        }
        checkpoint.finish();
        return new TrainingResult(good.best().weights(), adam.moments(), good.curve(), good.annealed());
    }

    private TrainingState resumed(TrainingState state) {
        adam.restore(state.adam());
        batches.skipTo(state.batches());
        return state;
    }

    private TrainingState first(TrainingStart start) {
        double[] losses = losses();
        double nats = mean(losses);
        if (!Double.isFinite(nats)) {
            throw new IllegalStateException("training cannot begin: the loss of the validation rows is " + nats);
        }
        TrainingState.Best best = new TrainingState.Best(start.weights(), losses);
        return new TrainingState(adam.state(), best, 0, 0, 0, List.of(new LearningCurve.Point(0, nats)), List.of());
    }

    /** Scores the validation rows and keeps the state; returns whether the score is finite. */
    private boolean check(int step) {
        double[] losses = losses();
        double nats = mean(losses);
        if (!Double.isFinite(nats)) {
            return false;
        }
        Adam.State state = adam.state();
        TrainingState.Best best = better(good.best(), state, losses);
        List<AnnealedLosses> annealed = good.annealed();
        OptionalInt end = plan.endsAfter(step);
        if (end.isPresent()) {
            TrainingState.Best before = best;
            Optional<double[]> last = endOnTheSide(step, end.getAsInt());
            best = last.map(l -> better(before, adam.state(), l)).orElse(before);
            adam.restore(state);
            annealed = with(annealed, new AnnealedLosses(end.getAsInt(), best.losses(), last.orElse(losses)));
        } else if (plan.decays() && step == plan.steps()) {
            annealed = with(annealed, new AnnealedLosses(step, best.losses(), losses));
        }
        List<LearningCurve.Point> curve = with(good.curve(), new LearningCurve.Point(step, nats));
        keep(new TrainingState(state, best, step, batches.taken(), good.rollbacks(), curve, annealed));
        return true;
    }

    private void keep(TrainingState state) {
        good = state;
        checkpoint.write(good);
    }

    private static TrainingState.Best better(TrainingState.Best best, Adam.State state, double[] losses) {
        return mean(losses) <= mean(best.losses()) ? new TrainingState.Best(state.average(), losses) : best;
    }

    /** Anneals from here, on the batches that come next; returns the losses it ends with, or nothing if they are not finite. */
    private Optional<double[]> endOnTheSide(int from, int end) {
        Batches ahead = batches.ahead();
        for (int step = from + 1; step <= end; step++) {
            double rate = plan.rate(step, end) * Math.pow(0.5, good.rollbacks());
            if (!takeStep(ahead.next(), ahead.taken(), rate)) {
                return Optional.empty();
            }
        }
        return Optional.of(losses()).filter(l -> Double.isFinite(mean(l)));
    }

    private static <T> List<T> with(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return List.copyOf(longer);
    }

    private boolean isOutOfPatience() {
        List<LearningCurve.Point> curve = good.curve();
        int best = IntStream.range(0, curve.size())
                .reduce((a, b) ->
                        curve.get(b).crossEntropyNats() <= curve.get(a).crossEntropyNats() ? b : a)
                .orElseThrow();
        return plan.patience() > 0 && curve.size() - 1 - best >= plan.patience();
    }

    /** Restores the last good state, but not the batches already taken; returns its step. */
    private int rollBack(int step) {
        if (good.rollbacks() == MOST_ROLLBACKS) {
            throw new IllegalStateException("training diverged: loss, gradient or check at step " + step
                    + " is not finite, after " + MOST_ROLLBACKS
                    + " rollbacks that each halved the learning rate; choose a lower one, it began at "
                    + plan.learningRate());
        }
        LOG.warn(
                "loss, gradient or check at step {} is not finite; rolling back to step {} at half the learning rate",
                step,
                good.step());
        adam.restore(good.adam());
        keep(new TrainingState(
                good.adam(),
                good.best(),
                good.step(),
                batches.taken(),
                good.rollbacks() + 1,
                good.curve(),
                good.annealed()));
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
                loss = fit.losses(new Weights(fit.layout(), leaf), manager, rows, pass)
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

    private double[] losses() {
        return validate.evaluate(adam.average(), base);
    }

    private static double mean(double[] losses) {
        return Arrays.stream(losses).average().orElseThrow();
    }
}
