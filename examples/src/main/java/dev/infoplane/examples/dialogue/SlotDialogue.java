package dev.infoplane.examples.dialogue;

import dev.infoplane.estimate.JensenShannon;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A user who wants one value for each slot, and a system that believes what it hears as much as the noise allows. Every turn the system
 * asks for a slot or has its best guess confirmed; with probability {@code error} it hears something else than the user said.
 */
final class SlotDialogue {
    static final int SLOTS = 5;
    static final int VALUES = 10;
    static final int MOST_TURNS = 30;
    /** Asking for each slot, then confirming each. */
    static final int QUESTIONS = 2 * SLOTS;

    private final double error;
    private final SplittableRandom random;
    private final int[] goal = new int[SLOTS];
    private final double[][] beliefs = new double[SLOTS][VALUES];
    private int turn;

    SlotDialogue(double error, SplittableRandom random) {
        if (!(error >= 0 && error < 0.9)) {
            throw new IllegalArgumentException("the error rate of hearing must lie in [0, 0.9), got " + error);
        }
        this.error = error;
        this.random = random;
        for (int s = 0; s < SLOTS; s++) {
            goal[s] = random.nextInt(VALUES);
            Arrays.fill(beliefs[s], 1.0 / VALUES);
        }
    }

    /** Asks one question and returns the information gain about its slot, in bits. */
    double ask(int question) {
        turn++;
        int slot = question % SLOTS;
        double[] before = beliefs[slot].clone();
        if (question < SLOTS) {
            heardValue(slot);
        } else {
            heardAnswer(slot);
        }
        return JensenShannon.between(before, beliefs[slot]).bits();
    }

    private void heardValue(int slot) {
        int heard = goal[slot];
        if (random.nextDouble() < error) {
            heard = (heard + 1 + random.nextInt(VALUES - 1)) % VALUES;
        }
        for (int v = 0; v < VALUES; v++) {
            beliefs[slot][v] *= v == heard ? 1 - error : error / (VALUES - 1);
        }
        normalise(beliefs[slot]);
    }

    private void heardAnswer(int slot) {
        int guess = guess(slot);
        boolean yes = guess == goal[slot] ^ random.nextDouble() < error;
        for (int v = 0; v < VALUES; v++) {
            beliefs[slot][v] *= v == guess == yes ? 1 - error : error;
        }
        normalise(beliefs[slot]);
    }

    private static void normalise(double[] belief) {
        double sum = Arrays.stream(belief).sum();
        for (int v = 0; v < belief.length; v++) {
            belief[v] /= sum;
        }
    }

    private int guess(int slot) {
        int best = 0;
        for (int v = 1; v < VALUES; v++) {
            best = beliefs[slot][v] > beliefs[slot][best] ? v : best;
        }
        return best;
    }

    /** The probability of the best guess. */
    double certainty(int slot) {
        return beliefs[slot][guess(slot)];
    }

    /** Whether the best guesses are what the user wants. */
    boolean isRight() {
        for (int s = 0; s < SLOTS; s++) {
            if (guess(s) != goal[s]) {
                return false;
            }
        }
        return true;
    }

    boolean isOver() {
        return turn >= MOST_TURNS;
    }
}
