package dev.infoplane.contrast;

/**
 * What may be claimed about a difference between two estimates. A difference is claimed only if it passes three tests. It exceeds two
 * standard errors over samples, as it is and with values below zero taken for zero. It exceeds two standard deviations of what the seed
 * of a decoder and an invertible linear re-encoding of t move, together with the sampling error. And four times as many training steps
 * are expected to leave more of it than all these uncertainties and that of the forecast together. Where one of the tests is not
 * possible, as with estimators that learn nothing, the difference is neither claimed nor rejected.
 */
public enum Verdict {
    /** The later estimate is higher, by more than all yardsticks. */
    HIGHER(Outcome.CLAIMED, "yes, higher"),
    /** The later estimate is lower, by more than all yardsticks. */
    LOWER(Outcome.CLAIMED, "yes, lower"),
    /** The difference is within two standard errors. */
    WITHIN_SAMPLING_ERROR(Outcome.NOT_CLAIMED, "no: within 2 standard errors"),
    /** No difference is left if values below zero count as zero, as information is not negative. */
    BELOW_ZERO(
            Outcome.NOT_CLAIMED,
            "no: information is not negative, and values below zero are too low by at least their size"),
    /** One end was chosen as the largest of several, and the largest of as many is so large by chance. */
    WITHIN_CHOICE(Outcome.NOT_CLAIMED, "no: the largest of as many differences is so large by chance"),
    /** Another seed of the decoder, or another encoding of the same information, moves as much. */
    WITHIN_DECODER_SPREAD(Outcome.NOT_CLAIMED, "no: other decoder seeds or encodings move as much"),
    /** More training may make up for the difference. */
    WITHIN_TRAINING(Outcome.NOT_CLAIMED, "no: more training may make up for it"),
    /** The difference exceeds two standard errors, but it is not known what more training would bring. */
    CONVERGENCE_UNKNOWN(
            Outcome.UNTESTABLE,
            "cannot be tested: beyond sampling error, but it is not known what more training would bring"),
    /** The densities behind the two estimates took different numbers of steps. */
    UNEQUAL_TRAINING(Outcome.UNTESTABLE, "cannot be tested: unequal numbers of training steps"),
    /** The decoder reads different amounts from different encodings of the same information, by how much is not known. */
    NOT_INVARIANT(
            Outcome.UNTESTABLE,
            "cannot be tested: this decoder may read re-encoded activations differently, by an unknown amount"),
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
