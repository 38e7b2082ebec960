package dev.infoplane.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The training loop on a problem that is solved in the head: the mean of numbers under a normal density. */
class TrainingLoopTest {
    private static final TrainingProgress QUIET = TrainingProgress.NONE;

    @TempDir
    private Path folder;

    @Test
    void findsTheMinimum() {
        TrainingResult result = run(new Squares(0), plan(400, 0.05, 0), QUIET, Checkpoint.none());
        assertThat(result.weights()[0]).isCloseTo(Squares.MEAN, within(0.1f));
        assertThat(result.curve().steps()).isEqualTo(400);
        assertThat(result.curve().points()).hasSize(11);
    }

    @Test
    void rowsAreScoredAtEachHalvingOfTheSteps() {
        TrainingPlan halvings = TrainingPlan.of(700, 10, 0.05).checks(1).checksAtHalvings();
        TrainingResult result =
                TrainingLoop.of(new Squares(0), new Squares(0), halvings, 1).run(TrainingStart.fresh(new float[2]));
        assertThat(result.curve().points())
                .extracting(LearningCurve.Point::step)
                .containsExactly(0, 2, 5, 10, 21, 43, 87, 175, 350, 700);
        assertThat(result.annealed()).isEmpty();
    }

    @Test
    void aTrainingOfManyPassesEndsAtEachHalvingToo() {
        TrainingPlan halvings =
                TrainingPlan.of(700, 10, 0.05).checks(1).showingSmallerBudgets().checksAtHalvings();
        TrainingResult result =
                TrainingLoop.of(new Squares(0), new Squares(0), halvings, 1).run(TrainingStart.fresh(new float[2]));
        assertThat(result.annealed())
                .extracting(AnnealedLosses::step)
                .containsExactly(2, 5, 10, 21, 43, 87, 175, 350, 700);
    }

    @Test
    void killedAndResumedEndsInTheSameBits() {
        TrainingResult whole = run(new Squares(0), plan(50, 0.05, 0), QUIET, Checkpoint.none());
        for (int killedAt : new int[] {3, 17, 20, 49}) {
            Path own = folder.resolve("killed" + killedAt);
            Checkpoint checkpoint = Checkpoint.in(own, Identity.of("test", 1));
            assertThatThrownBy(() -> run(new Squares(0), plan(50, 0.05, 0), killAt(killedAt), checkpoint))
                    .isInstanceOf(Killed.class);
            AtomicInteger steps = new AtomicInteger();
            TrainingResult resumed =
                    run(new Squares(0), plan(50, 0.05, 0), (step, all) -> steps.incrementAndGet(), checkpoint);
            assertThat(steps.get()).as("steps still to do").isEqualTo(50 - killedAt / 5 * 5);
            assertThat(resumed.weights()).isEqualTo(whole.weights());
            assertThat(resumed.curve()).isEqualTo(whole.curve());
            assertThat(resumed.moments().mean()).isEqualTo(whole.moments().mean());
            assertThat(resumed.moments().square()).isEqualTo(whole.moments().square());
            assertThat(resumed.moments().steps()).isEqualTo(whole.moments().steps());
            assertThat(own).isEmptyDirectory();
        }
    }

    @Test
    void aFinishedTrainingThatIsKeptIsNotDoneAgain() {
        Checkpoint checkpoint = Checkpoint.in(folder, Identity.of("parent", 1)).keptWhenFinished();
        TrainingResult first = run(new Squares(0), plan(30, 0.05, 0), QUIET, checkpoint);
        TrainingResult second = run(new Squares(0), plan(30, 0.05, 0), killAt(1), checkpoint);
        assertThat(second.weights()).isEqualTo(first.weights());
        assertThat(second.moments().square()).isEqualTo(first.moments().square());
        assertThatThrownBy(() -> run(new Squares(0), plan(30, 0.04, 0), killAt(1), checkpoint))
                .as("another plan is another training")
                .isInstanceOf(Killed.class);
    }

    @Test
    void aDamagedCheckpointIsPassedOver() throws IOException {
        Checkpoint checkpoint = Checkpoint.in(folder, Identity.of("damaged", 1)).keptWhenFinished();
        TrainingResult first = run(new Squares(0), plan(30, 0.05, 0), QUIET, checkpoint);
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        byte[] sound = Files.readAllBytes(file);
        byte[] flipped = sound.clone();
        flipped[sound.length / 2] ^= 1;
        for (byte[] damaged :
                new byte[][] {new byte[0], Arrays.copyOf(sound, sound.length - 3), flipped, {1, 2, 3, 4}}) {
            Files.write(file, damaged);
            AtomicInteger steps = new AtomicInteger();
            TrainingResult again =
                    run(new Squares(0), plan(30, 0.05, 0), (step, all) -> steps.incrementAndGet(), checkpoint);
            assertThat(steps.get()).isEqualTo(30);
            assertThat(again.weights()).isEqualTo(first.weights());
        }
    }

    @Test
    void goesBackAndHalvesTheRateWhenALossIsNotFinite() {
        Squares breaks = new Squares(12);
        TrainingResult result = run(breaks, plan(50, 0.05, 0), QUIET, Checkpoint.none());
        assertThat(result.weights()[0]).isFinite();
        assertThat(result.curve().steps()).isEqualTo(50);
        assertThat(breaks.calls).as("two steps were done again").isEqualTo(52);
        TrainingResult alike = run(new Squares(12), plan(50, 0.05, 0), QUIET, Checkpoint.none());
        assertThat(alike.weights()).isEqualTo(result.weights());
        TrainingResult undisturbed = run(new Squares(0), plan(50, 0.05, 0), QUIET, Checkpoint.none());
        assertThat(result.weights()).isNotEqualTo(undisturbed.weights());
    }

    @Test
    void killedAfterARollbackEndsInTheSameBits() {
        TrainingResult whole = run(new Squares(12), plan(50, 0.05, 0), QUIET, Checkpoint.none());
        for (int killedAt : new int[] {13, 33}) {
            Checkpoint checkpoint = Checkpoint.in(folder.resolve("killed" + killedAt), Identity.of("rollback", 1));
            AtomicInteger steps = new AtomicInteger();
            TrainingProgress killer = (step, all) -> {
                if (steps.incrementAndGet() == killedAt) {
                    throw new Killed();
                }
            };
            assertThatThrownBy(() -> run(new Squares(12), plan(50, 0.05, 0), killer, checkpoint))
                    .isInstanceOf(Killed.class);
            TrainingResult resumed = run(new Squares(0), plan(50, 0.05, 0), QUIET, checkpoint);
            assertThat(resumed.weights()).as("13 lies before the next check").isEqualTo(whole.weights());
            assertThat(resumed.curve()).isEqualTo(whole.curve());
        }
    }

    @Test
    void givesUpWhenNothingHelps() {
        Squares hopeless = new Squares(-1);
        assertThatThrownBy(() -> run(hopeless, plan(50, 0.05, 0), QUIET, Checkpoint.none()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("diverged")
                .hasMessageContaining("3 rollbacks")
                .hasMessageContaining("0.05");
        assertThat(hopeless.calls).as("the first try and three more").isEqualTo(4);
    }

    @Test
    void stopsEarlyWithTheBestWeights() {
        TrainingPlan impatient = plan(400, 0.4, 3);
        TrainingResult result = run(new Squares(0), impatient, QUIET, Checkpoint.none());
        assertThat(result.curve().steps()).isLessThan(400);
        double last =
                result.curve().points().get(result.curve().points().size() - 1).crossEntropyNats();
        double best = result.curve().points().stream()
                .mapToDouble(p -> p.crossEntropyNats())
                .min()
                .orElseThrow();
        assertThat(last).isGreaterThan(best);
        try (NDManager manager = NDManager.newBaseManager()) {
            double ended = Arrays.stream(new Squares(0).evaluate(manager.create(result.weights()), manager))
                    .average()
                    .orElseThrow();
            assertThat(ended).isCloseTo(best, within(1e-6));
        }
    }

    @Test
    void trainsAndScoresOnOneEngineThreadUnlessANumberWasChosen() {
        String property = "ai.djl.pytorch.num_threads";
        String chosen = System.clearProperty(property);
        int before = JniUtils.getNumThreads();
        try {
            JniUtils.setNumThreads(2);
            Squares objective = new Squares(0);
            run(objective, plan(20, 0.05, 0), QUIET, Checkpoint.none());
            assertThat(objective.threads).containsOnly(1);
            assertThat(JniUtils.getNumThreads()).as("restored").isEqualTo(2);
            System.setProperty(property, "2");
            Squares again = new Squares(0);
            run(again, plan(20, 0.05, 0), QUIET, Checkpoint.none());
            assertThat(again.threads).containsOnly(2);
        } finally {
            JniUtils.setNumThreads(before);
            System.clearProperty(property);
            Optional.ofNullable(chosen).ifPresent(c -> System.setProperty(property, c));
        }
    }

    @Test
    void refusesRowsAndStartsThatDoNotFit() {
        TrainingPlan plan = plan(30, 0.05, 0);
        TrainingLoop loop = TrainingLoop.of(new Squares(0), new Squares(0), plan, 5);
        assertThatThrownBy(() -> loop.run(TrainingStart.fresh(new float[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the start must have the 2 parameters that are trained, got 3");
        assertThatThrownBy(() -> TrainingPlan.of(0, 8, 0.1)).hasMessage("steps must be at least 1, got 0");
        assertThatThrownBy(() -> TrainingPlan.of(5, 0, 0.1)).hasMessage("the batch size must be at least 1, got 0");
        assertThatThrownBy(() -> TrainingPlan.of(5, 8, Double.NaN))
                .hasMessage("the learning rate must lie in (0, 1], got NaN");
        assertThatThrownBy(() -> plan.checks(31)).hasMessage("checks must lie between 1 and the 30 steps, got 31");
        assertThatThrownBy(() -> plan.averaging(1)).hasMessageContaining("[0, 1), got 1.0");
        assertThatThrownBy(() -> plan.clipNorm(Double.NaN)).hasMessageContaining("positive, got NaN");
        assertThatThrownBy(() -> plan.earlyStopping(0)).hasMessageContaining("at least 1 check, got 0");
    }

    @Test
    void theLearningRateWarmsUpAndFallsOverTheSecondHalf() {
        TrainingPlan plan = TrainingPlan.of(160, 8, 0.1).showingSmallerBudgets();
        assertThat(plan.rate(1)).isCloseTo(0.1 / 8, within(1e-12));
        assertThat(plan.rate(8)).isEqualTo(0.1);
        assertThat(plan.rate(80)).isEqualTo(0.1);
        assertThat(plan.rate(120)).isCloseTo(0.1 * 82 / 161, within(1e-12));
        assertThat(plan.rate(160)).isCloseTo(0.1 * 2 / 161, within(1e-12));
        assertThat(plan.rate(61, 80)).isCloseTo(0.1 * 40 / 81, within(1e-12));
        assertThat(plan.rate(80, 80)).isCloseTo(0.1 * 2 / 81, within(1e-12));
        assertThat(IntStream.rangeClosed(1, 160)
                        .filter(step -> plan.endsAfter(step).isPresent()))
                .containsExactly(20, 40);
        assertThat(plan.endsAfter(20)).hasValue(40);
        assertThat(plan.endsAfter(40)).hasValue(80);
        assertThat(TrainingPlan.of(160, 8, 0.1).decaying().endsAfter(40)).isEmpty();
        assertThat(TrainingPlan.of(160, 8, 0.1).decaying().rate(160)).isEqualTo(plan.rate(160));
    }

    @Test
    void aTrainingSaysWithWhatHalfOfItsStepsWouldHaveEnded() {
        TrainingPlan whole =
                TrainingPlan.of(160, 8, 0.1).averaging(0.9).checks(3).showingSmallerBudgets();
        TrainingResult result = run(new Squares(0), whole, QUIET, Checkpoint.none());
        assertThat(result.annealed()).extracting(AnnealedLosses::step).containsExactly(40, 80, 160);
        assertThat(result.curve().annealed().get(2).crossEntropyNats())
                .isEqualTo(result.points().stream()
                        .mapToDouble(LearningCurve.Point::crossEntropyNats)
                        .min()
                        .orElseThrow());
        assertThat(run(new Squares(0), TrainingPlan.of(160, 8, 0.1), QUIET, Checkpoint.none())
                        .annealed())
                .as("a rate that does not fall")
                .isEmpty();
    }

    @Test
    void endingOnTheSideTakesNoStepAndNoBatchFromTheTraining() {
        Squares objective = new Squares(0);
        AtomicInteger steps = new AtomicInteger();
        run(
                objective,
                TrainingPlan.of(160, 8, 0.1).showingSmallerBudgets(),
                (step, all) -> steps.incrementAndGet(),
                Checkpoint.none());
        assertThat(steps).hasValue(160);
        Map<Integer, List<int[]>> byPass = objective.batches;
        assertThat(byPass.keySet())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 160).boxed().toList());
        byPass.forEach((pass, batches) -> {
            assertThat(batches).as("batch %d", pass).hasSize(pass > 20 && pass <= 80 ? 2 : 1);
            assertThat(batches).allSatisfy(b -> assertThat(b).isEqualTo(batches.get(0)));
        });
    }

    @Test
    void aTrainingThatIsKilledWhileItEndsOnTheSideResumesToTheSameBits() {
        TrainingPlan plan = TrainingPlan.of(160, 8, 0.1).checks(8).showingSmallerBudgets();
        TrainingResult whole = run(new Squares(0), plan, QUIET, Checkpoint.none());
        for (int killedAt : new int[] {30, 95, 119}) {
            Checkpoint checkpoint = Checkpoint.in(folder.resolve("side" + killedAt), Identity.of("test", 1));
            Squares killed = new Squares(0);
            killed.killedAt = killedAt;
            assertThatThrownBy(() -> run(killed, plan, QUIET, checkpoint)).isInstanceOf(Killed.class);
            TrainingResult resumed = run(new Squares(0), plan, QUIET, checkpoint);
            assertThat(resumed.weights()).isEqualTo(whole.weights());
            assertThat(resumed.curve()).isEqualTo(whole.curve());
            assertThat(AnnealedLosses.checks(resumed.annealed())).isEqualTo(AnnealedLosses.checks(whole.annealed()));
            assertThat(resumed.moments().square()).isEqualTo(whole.moments().square());
        }
    }

    @Test
    void smallerBudgetsTellByHowMuchTheyWouldHaveOverfitted() {
        TrainingResult result = TrainingLoop.of(
                        new Squares(0),
                        new Elsewhere(),
                        TrainingPlan.of(160, 8, 0.05).averaging(0).checks(80).showingSmallerBudgets(),
                        5)
                .run(TrainingStart.fresh(new float[] {0, 0}));

        assertThat(result.annealed())
                .hasSize(3)
                .allSatisfy(a -> assertThat(a.lastNats()[0])
                        .as("after %d steps", a.step())
                        .isGreaterThanOrEqualTo(a.nats()[0]));
        assertThat(result.annealed().get(1).lastNats()[0])
                .isGreaterThan(result.annealed().get(1).nats()[0] + 0.5);
    }

    @Test
    void whatOverfitsEndsWithTheWeightsItWasBestWith() {
        Squares moved = new Squares(0);
        TrainingResult result = TrainingLoop.of(
                        moved,
                        new Elsewhere(),
                        TrainingPlan.of(100, 8, 0.05).averaging(0).checks(50).decaying(),
                        5)
                .run(TrainingStart.fresh(new float[] {0, 0}));
        assertThat(result.weights()[0]).isCloseTo(1, within(0.1f));
        assertThat(result.curve().annealed())
                .last()
                .satisfies(a -> assertThat(a.crossEntropyNats()).isLessThan(0.01));
        double last = result.points().get(result.points().size() - 1).crossEntropyNats();
        assertThat(last).isGreaterThan(1);
        assertThat(result.annealed())
                .last()
                .satisfies(a -> assertThat(AnnealedLosses.checks(List.of(a)))
                        .containsExactly(new LearningCurve.Point(100, last)));
        assertThat(result.curve().beyondBest().nats()).isGreaterThan(0.99);
    }

    private static TrainingPlan plan(int steps, double rate, int patience) {
        TrainingPlan plan = TrainingPlan.of(steps, 8, rate);
        return patience > 0
                ? plan.averaging(0.5).checks(40).earlyStopping(patience)
                : plan.averaging(0.9).checks(10);
    }

    private static TrainingResult run(
            Squares objective, TrainingPlan plan, TrainingProgress progress, Checkpoint checkpoint) {
        return TrainingLoop.of(objective, new Squares(0), plan, 5)
                .progress(progress)
                .checkpoint(checkpoint)
                .run(TrainingStart.fresh(new float[] {0, 0}));
    }

    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static TrainingProgress killAt(int step) {
        return (now, all) -> {
            if (now >= step) {
                throw new Killed();
            }
        };
    }

    /** The squared distance of the first weight from 1: rows that are not like those that teach. */
    private static final class Elsewhere implements Objective {
        private final ParameterLayout layout = new Squares(0).layout();

        @Override
        public ParameterLayout layout() {
            return layout;
        }

        @Override
        public int rows() {
            return 8;
        }

        @Override
        public NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
            float[] ones = new float[chosen.length];
            Arrays.fill(ones, 1);
            return EngineArrays.floats(manager, ones, new Shape(ones.length))
                    .sub(w.get("mean"))
                    .square();
        }
    }
}
