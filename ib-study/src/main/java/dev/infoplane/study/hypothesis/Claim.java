package dev.infoplane.study.hypothesis;

import java.util.Objects;

/**
 * What is claimed of a layer.
 *
 * @param kind what happens
 * @param amount to which amount
 * @param regime in networks trained how
 * @param hookPoint at which layer; for {@link Kind#DEPTH} the deeper of the two
 * @param from the epoch, or for {@link Kind#DEPTH} the layer, that is compared with
 * @param epoch the peak chosen from the data, or for {@link Kind#DEPTH} the last epoch
 */
public record Claim(Kind kind, Amount amount, String regime, String hookPoint, String from, int epoch) {
    /** What can be claimed. */
    public enum Kind {
        /** The amount rises from the first epoch to a peak. */
        FITTING,
        /** The amount falls from a peak to the last epoch. */
        COMPRESSION,
        /** A layer holds less than the one before it, at the last epoch. */
        DEPTH
    }

    /** Refuses null. */
    public Claim {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(regime, "regime");
        Objects.requireNonNull(hookPoint, "hookPoint");
        Objects.requireNonNull(from, "from");
    }

    /** The claim as a sentence. */
    public String text() {
        String what = amount.symbol() + " of " + hookPoint + " (" + regime + ") ";
        return switch (kind) {
            case FITTING ->
                "Fitting: " + what + "rises from epoch " + from + " to epoch " + epoch
                        + ", its highest after the start.";
            case COMPRESSION ->
                "Compression: " + what + "falls from epoch " + epoch + ", its highest before the end, to epoch " + from
                        + ".";
            case DEPTH -> "Depth: " + what + "is below that of " + from + " at epoch " + epoch + ".";
        };
    }
}
