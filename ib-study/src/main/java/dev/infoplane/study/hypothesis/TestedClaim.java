package dev.infoplane.study.hypothesis;

import dev.infoplane.estimate.Information;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A claim that was put to the test.
 *
 * @param claim what was claimed
 * @param answer what the test says
 * @param explanation the answer in plain words, with its reason and the networks it is about
 * @param effect how large the effect is; empty if the two ends cannot be paired
 * @param networks how many networks it was measured in
 * @param warnings what the estimates at its two ends warn of
 */
public record TestedClaim(
        Claim claim, Answer answer, String explanation, Optional<Effect> effect, int networks, List<String> warnings) {
    /** Copies the warnings. */
    public TestedClaim {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(explanation, "explanation");
        Objects.requireNonNull(effect, "effect");
        warnings = List.copyOf(warnings);
    }

    /**
     * The size of an effect, counted in the direction of the claim: positive if the claim is right.
     *
     * @param size mean over images and networks
     * @param low lower end of its interval, which allows for the choice of the peak but not for the number of claims
     * @param high upper end
     * @param p two-sided p-value of this claim alone
     * @param correctedP the p-value, corrected for all claims of the study
     */
    public record Effect(Information size, Information low, Information high, double p, double correctedP) {
        /** Refuses an interval that does not hold the size, and p-values outside [0, 1]. */
        public Effect {
            if (low.compareTo(size) > 0 || high.compareTo(size) < 0) {
                throw new IllegalArgumentException(
                        "the interval must hold the effect, got " + size + " outside " + low + " to " + high);
            }
            if (!(p >= 0 && correctedP >= p && correctedP <= 1)) {
                throw new IllegalArgumentException(
                        "p-values lie between 0 and 1, the corrected one above the other, got " + p + ", "
                                + correctedP);
            }
        }
    }
}
