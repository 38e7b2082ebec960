package dev.infoplane.examples.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * How many dialogues a policy needed until it succeeded in 90 % of test dialogues, for several seeds.
 *
 * @param error how often the system mishears
 * @param gainReward for a question with a gain; 0 for none
 * @param most dialogues that a policy was given
 * @param runs a seed each
 */
record LearningSpeed(double error, double gainReward, int most, List<Run> runs) {
    static final double GOAL = 0.9;

    private static final int TESTS = 200;
    private static final int EVERY = 50;
    /** Seeds of test dialogues are far from those of training. */
    private static final long TEST_SEED = 1_000_000;

    /**
     * One policy.
     *
     * @param needed dialogues to the goal, or as many as there were if it was not reached
     */
    record Run(int seed, int needed, boolean reached) {}

    static LearningSpeed measure(double error, double gainReward, List<Integer> seeds, int most) {
        List<Run> runs = new ArrayList<>();
        for (int seed : seeds) {
            runs.add(run(error, gainReward, seed, most));
        }
        return new LearningSpeed(error, gainReward, most, runs);
    }

    private static Run run(double error, double gainReward, int seed, int most) {
        SplittableRandom random = new SplittableRandom(seed);
        FeudalPolicy policy = new FeudalPolicy(gainReward, random.split());
        SplittableRandom users = random.split();
        for (int done = 0; done <= most; done++) {
            if (done % EVERY == 0 && success(policy, error, seed + TEST_SEED) >= GOAL) {
                return new Run(seed, done, true);
            }
            policy.hold(new SlotDialogue(error, users), Math.max(0.02, 0.5 * Math.exp(-done / 500.0)));
        }
        return new Run(seed, most, false);
    }

    /** The share of test dialogues that succeed. */
    private static double success(FeudalPolicy policy, double error, long seed) {
        SplittableRandom users = new SplittableRandom(seed);
        int right = 0;
        for (int i = 0; i < TESTS; i++) {
            right += policy.hold(new SlotDialogue(error, users), -1) ? 1 : 0;
        }
        return (double) right / TESTS;
    }

    /** Of the dialogues needed; too small where a run did not reach the goal. */
    double mean() {
        return runs.stream().mapToInt(Run::needed).average().orElseThrow();
    }

    /** The spread over seeds; too small where a run did not reach the goal. */
    double deviation() {
        double mean = mean();
        double squares =
                runs.stream().mapToDouble(r -> Math.pow(r.needed() - mean, 2)).sum();
        return Math.sqrt(squares / (runs.size() - 1));
    }

    /** Half the width of Student's 95 % interval of the mean. */
    double halfWidth() {
        return new TDistribution(runs.size() - 1.0).inverseCumulativeProbability(0.975)
                * deviation()
                / Math.sqrt(runs.size());
    }

    /** How many runs did not reach the goal. */
    long never() {
        return runs.stream().filter(r -> !r.reached()).count();
    }
}
