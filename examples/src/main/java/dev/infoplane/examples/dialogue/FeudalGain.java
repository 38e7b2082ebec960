package dev.infoplane.examples.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Does a reward for information gain help a dialogue system to learn? (FeudalGain, Geishauser et al. 2021, arXiv 2109.07129.) Counts the
 * dialogues until a policy succeeds in 90 % of test dialogues, with and without the reward, at several rates of mishearing.
 *
 * <p>Arguments: seeds (10), dialogues (8000).
 */
public final class FeudalGain {
    static final double GOAL = 0.9;
    static final double GAIN_REWARD = 0.2;

    private static final int TESTS = 200;
    private static final int EVERY = 50;

    private FeudalGain() {}

    /** Prints the table. */
    public static void main(String[] args) {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        int dialogues = args.length > 1 ? Integer.parseInt(args[1]) : 8000;
        System.out.println(
                "| misheard | reward for gain | dialogues to 90 %, mean ± 95 % | spread over seeds | never |");
        System.out.println("|---|---|---|---|---|");
        for (double error : new double[] {0, 0.15, 0.3}) {
            for (double reward : new double[] {0, GAIN_REWARD}) {
                System.out.println(run(error, reward, seeds, dialogues));
            }
        }
    }

    /**
     * What several seeds needed.
     *
     * @param needed dialogues to 90 %, or all of them where this was never reached
     * @param never how many seeds did not reach it
     */
    record Result(double error, double gainReward, List<Integer> needed, int never) {
        double mean() {
            return needed.stream().mapToInt(n -> n).average().orElseThrow();
        }

        double deviation() {
            double mean = mean();
            return Math.sqrt(
                    needed.stream().mapToDouble(n -> (n - mean) * (n - mean)).sum() / (needed.size() - 1));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %.0f %% | %s | %.0f ± %.0f | %.0f | %d of %d |",
                    100 * error,
                    gainReward > 0 ? "yes" : "no",
                    mean(),
                    1.96 * deviation() / Math.sqrt(needed.size()),
                    deviation(),
                    never,
                    needed.size());
        }
    }

    static Result run(double error, double gainReward, int seeds, int dialogues) {
        List<Integer> needed = new ArrayList<>();
        int never = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            int count = dialoguesToGoal(error, gainReward, seed, dialogues);
            never += count > dialogues ? 1 : 0;
            needed.add(Math.min(count, dialogues));
        }
        return new Result(error, gainReward, needed, never);
    }

    private static int dialoguesToGoal(double error, double gainReward, long seed, int dialogues) {
        SplittableRandom random = new SplittableRandom(seed);
        FeudalPolicy policy = new FeudalPolicy(gainReward, random.split());
        SplittableRandom users = random.split();
        for (int done = 0; done <= dialogues; done++) {
            if (done % EVERY == 0 && success(policy, error, seed + 1000) >= GOAL) {
                return done;
            }
            policy.hold(new SlotDialogue(error, users), Math.max(0.02, 0.5 * Math.exp(-done / 500.0)));
        }
        return dialogues + 1;
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
}
