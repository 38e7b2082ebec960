package dev.infoplane.contrast;

/**
 * What may be claimed about a difference between two estimates. A difference is claimed only if it passes two tests: it exceeds two
 * standard errors, and it exceeds what the learning curves of its two ends still moved in the last quarter of training. Where the
 * second test is not possible, as with estimators that learn nothing, the difference is neither claimed nor rejected.
 */
public enum Verdict {
    /** The later estimate is higher, by more than both yardsticks. */
    HIGHER(Outcome.CLAIMED, "yes, higher"),
    /** The later estimate is lower, by more than both yardsticks. */
    LOWER(Outcome.CLAIMED, "yes, lower"),
    /** The difference is within two standard errors. */
    WITHIN_SAMPLING_ERROR(Outcome.NOT_CLAIMED, "no: within 2 standard errors"),
    /** The difference is no larger than what the last quarter of training still moved. */
    WITHIN_TRAINING(Outcome.NOT_CLAIMED, "no: training still moved as much"),
    /** The difference exceeds two standard errors, and there is no learning curve to compare it with. */
    NO_LEARNING_CURVE(Outcome.UNTESTABLE, "cannot be tested: beyond sampling error, but no learning curve"),
    /** The densities behind the two estimates took different numbers of steps. */
    UNEQUAL_TRAINING(Outcome.UNTESTABLE, "cannot be tested: unequal numbers of training steps"),
    /** Fewer than 20 samples: their standard error says too little. */
    TOO_FEW_SAMPLES(Outcome.UNTESTABLE, "cannot be tested: too few samples"),
    /** The two were measured in different ways, or without values for each sample. */
    NOT_PAIRED(Outcome.UNTESTABLE, "cannot be tested: the two cannot be paired");

    /** The three things that can come of a test. */
    public enum Outcome {
        /** There is a difference. */
        CLAIMED,
        /** No difference was shown. */
        NOT_CLAIMED,
        /** The data do not allow the test. */
        UNTESTABLE
    }

    private final Outcome outcome;
    private final String phrase;

    Verdict(Outcome outcome, String phrase) {
        this.outcome = outcome;
        this.phrase = phrase;
    }

    /** Which of the three outcomes this is. */
    public Outcome outcome() {
        return outcome;
    }

    /** The answer to "is there a difference?", with its reason. */
    public String phrase() {
        return phrase;
    }
}
