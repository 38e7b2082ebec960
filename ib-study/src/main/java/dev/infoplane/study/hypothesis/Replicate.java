package dev.infoplane.study.hypothesis;

import java.util.Objects;

/**
 * Which repetition of a study a run is.
 *
 * @param regime how the network was trained, for instance {@code "classifier"}
 * @param networkSeed the seed of the network
 * @param decoderSeed the seed of the decoders that read it
 */
public record Replicate(String regime, long networkSeed, long decoderSeed) {
    /** Refuses a blank regime. */
    public Replicate {
        if (Objects.requireNonNull(regime, "regime").isBlank()) {
            throw new IllegalArgumentException("a regime needs a name, got '" + regime + "'");
        }
    }
}
