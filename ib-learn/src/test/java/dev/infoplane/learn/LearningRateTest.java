package dev.infoplane.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.storage.Identity;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A weight that falls down an even slope falls at each step of Adam by just the learning rate: its path can be summed. */
class LearningRateTest {
    private static final int STEPS = 50;
    private static final double[] FLAT = {1};

    @TempDir
    private Path folder;

    @Test
    void aWeightOnASlopeFallsByTheLearningRates() {
        assertThat(ending(new Slope(Set.of()), new Script(FLAT), plan(0))).isCloseTo(-path(1, 50), within(1e-4));
    }

    @Test
    void eachRollbackHalvesTheRateOfTheStepsThatFollow() {
        assertThat(ending(new Slope(Set.of(12)), new Script(FLAT), plan(0)))
                .as("step 12 breaks, back to step 10")
                .isCloseTo(-path(1, 10) - path(11, 50) / 2, within(1e-4));
        assertThat(ending(new Slope(Set.of(12, 30)), new Script(FLAT), plan(0)))
                .as("then step 28 breaks, back to step 25")
                .isCloseTo(-path(1, 10) - path(11, 25) / 2 - path(26, 50) / 4, within(1e-4));
    }

    @Test
    void aLossThatIsNotFiniteIsRolledBackThoughItsGradientIsFinite() {
        assertThat(ending(new Cliff(12), new Script(FLAT), plan(0)))
                .isCloseTo(-path(1, 10) - path(11, 50) / 2, within(1e-4));
    }

    @Test
    void aCheckThatIsNotFiniteIsRolledBackToo() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            TrainingResult result =
                    run(new Slope(Set.of()), new Script(1, 1, 1, bad, 1), plan(0), TrainingProgress.NONE);
            assertThat((double) result.weights()[0])
                    .as("the check of step 15 breaks, back to step 10")
                    .isCloseTo(-path(1, 10) - path(11, 50) / 2, within(1e-4));
            assertThat(result.curve().points())
                    .extracting(LearningCurve.Point::step)
                    .containsExactly(0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50);
        }
    }

    @Test
    void aStartThatIsNotFiniteIsRefused() {
        assertThatThrownBy(() -> run(new Slope(Set.of()), new Script(Double.NaN), plan(0), TrainingProgress.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("training cannot begin: the loss of the validation rows is NaN");
    }

    @Test
    void stopsAfterJustSoManyChecksWithoutImprovement() {
        double[] script = {5, 4, 3, 3.5, 4, 1, 1, 1, 1, 1, 1};
        AtomicInteger steps = new AtomicInteger();
        TrainingResult result =
                run(new Slope(Set.of()), new Script(script), plan(2), (step, all) -> steps.incrementAndGet());
        assertThat(steps).hasValue(20);
        assertThat(result.curve().points()).hasSize(5);
        assertThat((double) result.weights()[0])
                .as("the best were those of step 10")
                .isCloseTo(-path(1, 10), within(1e-4));
        assertThat(ending(new Slope(Set.of()), new Script(script), plan(0)))
                .as("never, unless asked to")
                .isCloseTo(-path(1, 50), within(1e-4));
    }

    @Test
    void killedBeforeItStopsEarlyItStopsAtTheSameStep() {
        TrainingResult whole = run(new Slope(Set.of()), new Script(5, 4, 3, 3.5, 4, 1), plan(2), TrainingProgress.NONE);
        Checkpoint checkpoint = Checkpoint.in(folder, Identity.of("early", 1));
        TrainingProgress killer = (step, all) -> {
            if (step == 17) {
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> run(new Script(5, 4, 3, 3.5, 4, 1), plan(2), killer, checkpoint))
                .hasMessage("killed");
        AtomicInteger steps = new AtomicInteger();
        TrainingResult resumed = run(new Script(4, 1), plan(2), (step, all) -> steps.incrementAndGet(), checkpoint);
        assertThat(steps).as("16 to 20").hasValue(5);
        assertThat(resumed.weights()).isEqualTo(whole.weights());
        assertThat(resumed.curve()).isEqualTo(whole.curve());
        assertThat(resumed.moments().mean()).isEqualTo(whole.moments().mean());
    }

    /** The sum of the learning rates from one step to another. */
    private static double path(int from, int to) {
        double sum = 0;
        for (int step = from; step <= to; step++) {
            sum += plan(0).rate(step);
        }
        return sum;
    }

    private static TrainingPlan plan(int patience) {
        TrainingPlan plan = TrainingPlan.of(STEPS, 4, 0.1).averaging(0).checks(10);
        return patience > 0 ? plan.earlyStopping(patience) : plan;
    }

    private static double ending(Objective fit, Objective validate, TrainingPlan plan) {
        return run(fit, validate, plan, TrainingProgress.NONE).weights()[0];
    }

    private static TrainingResult run(Objective fit, Objective validate, TrainingPlan plan, TrainingProgress progress) {
        return TrainingLoop.of(fit, validate, plan, 1).progress(progress).run(TrainingStart.fresh(new float[1]));
    }

    private static TrainingResult run(
            Objective validate, TrainingPlan plan, TrainingProgress progress, Checkpoint checkpoint) {
        return TrainingLoop.of(new Slope(Set.of()), validate, plan, 1)
                .progress(progress)
                .checkpoint(checkpoint)
                .run(TrainingStart.fresh(new float[1]));
    }

    private abstract static class OneWeight implements Objective {
        private final ParameterLayout layout = new ParameterLayout();
        private int calls;

        OneWeight() {
            layout.add("weight", Initializer.ZERO, 1);
        }

        @Override
        public final ParameterLayout layout() {
            return layout;
        }

        @Override
        public final int rows() {
            return 8;
        }

        @Override
        public final NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
            float[] values = new float[chosen.length];
            Arrays.fill(values, (float) value(++calls));
            return of(w, EngineArrays.floats(manager, values, new Shape(values.length)));
        }

        abstract double value(int call);

        abstract NDArray of(Weights w, NDArray values);
    }

    /** The weight itself, to be made small; some of the calls, counted from 1, give no number. */
    private static final class Slope extends OneWeight {
        private final Set<Integer> breaks;

        Slope(Set<Integer> breaks) {
            this.breaks = breaks;
        }

        @Override
        double value(int call) {
            return breaks.contains(call) ? Double.NaN : 1;
        }

        @Override
        NDArray of(Weights w, NDArray values) {
            return values.mul(w.get("weight"));
        }
    }

    /** The weight itself, but for one call that is infinite and has the same gradient. */
    private static final class Cliff extends OneWeight {
        private final int breaksAt;

        Cliff(int breaksAt) {
            this.breaksAt = breaksAt;
        }

        @Override
        double value(int call) {
            return call == breaksAt ? Double.POSITIVE_INFINITY : 0;
        }

        @Override
        NDArray of(Weights w, NDArray values) {
            return values.add(w.get("weight"));
        }
    }

    /** Cross-entropies as written, call by call; the last one is for all further calls. */
    private static final class Script extends OneWeight {
        private final double[] nats;

        Script(double... nats) {
            this.nats = nats;
        }

        @Override
        double value(int call) {
            return nats[Math.min(call, nats.length) - 1];
        }

        @Override
        NDArray of(Weights w, NDArray values) {
            return values;
        }
    }
}
