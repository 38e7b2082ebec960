package dev.infoplane.examples.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two policies that share a dialogue (FeudalGain, Geishauser et al. 2021): one acts on the task, that is, decides whether to go on asking or
 * to offer what it believes; the other decides what to ask. Both learn from the reward of the task. The second may also get a
 * reward for every question whose answer changed a belief by more than a threshold.
 */
final class FeudalPolicy {
    /** Bits by which a belief must change. */
    static final double THRESHOLD = 0.2;

    private static final double TURN = -0.02;
    private static final double SUCCESS = 1;
    private static final double FAILURE = -1;
    private static final double ACTING_DISCOUNT = 0.95;
    /** A question is judged by what it and the next few bring, an offer by the whole dialogue. */
    private static final double ASKING_DISCOUNT = 0.7;

    private static final int LEVELS = 4;
    private static final int OFFER = 1;

    private final double gainReward;
    private final LinearValue acting;
    private final LinearValue asking;
    private final SplittableRandom random;

    /** @param gainReward for a question with a gain; 0 to learn from the task alone */
    FeudalPolicy(double gainReward, SplittableRandom random) {
        this.gainReward = gainReward;
        this.random = random;
        this.acting = new LinearValue(2, LEVELS * (SlotDialogue.SLOTS + 1), 0.1);
        this.asking = new LinearValue(SlotDialogue.QUESTIONS, SlotDialogue.SLOTS * LEVELS, 0.1);
    }

    /** A decision, and what followed at once. */
    private record Step(int[] features, int action, double reward) {}

    /** Holds one dialogue, learns from it unless exploration is negative, and returns whether it succeeded. */
    boolean hold(SlotDialogue dialogue, double exploration) {
        List<Step> acts = new ArrayList<>();
        List<Step> questions = new ArrayList<>();
        while (!dialogue.isOver()) {
            int act = acting.choose(weakest(dialogue), exploration, random);
            acts.add(new Step(weakest(dialogue), act, act == OFFER ? 0 : TURN));
            if (act == OFFER) {
                break;
            }
            int[] state = state(dialogue);
            int question = asking.choose(state, exploration, random);
            boolean gained = dialogue.ask(question) > THRESHOLD && !dialogue.isOver();
            questions.add(new Step(state, question, TURN + (gained ? gainReward : 0)));
        }
        boolean success = dialogue.isRight();
        if (exploration >= 0) {
            learn(acting, acts, ACTING_DISCOUNT, success ? SUCCESS : FAILURE);
            learn(asking, questions, ASKING_DISCOUNT, success ? SUCCESS : FAILURE);
        }
        return success;
    }

    private static void learn(LinearValue values, List<Step> steps, double discount, double end) {
        double following = end;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            following = step.reward() + (i == steps.size() - 1 ? 1 : discount) * following;
            values.learn(step.features(), step.action(), following);
        }
    }

    /** How certain each slot is, as one active feature a slot. */
    private static int[] state(SlotDialogue dialogue) {
        int[] active = new int[SlotDialogue.SLOTS];
        for (int s = 0; s < SlotDialogue.SLOTS; s++) {
            active[s] = s * LEVELS + level(dialogue.certainty(s));
        }
        return active;
    }

    /** How certain the least certain slot is. */
    private static int[] weakest(SlotDialogue dialogue) {
        double least = 1;
        for (int s = 0; s < SlotDialogue.SLOTS; s++) {
            least = Math.min(least, dialogue.certainty(s));
        }
        return new int[] {level(least)};
    }

    private static int level(double certainty) {
        if (certainty < 0.4) {
            return 0;
        }
        return certainty < 0.9 ? 1 : certainty < 0.98 ? 2 : 3;
    }
}
