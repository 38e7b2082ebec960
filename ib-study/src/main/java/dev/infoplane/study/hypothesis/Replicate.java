package dev.infoplane.study.hypothesis;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which repetition of a study a run is.
 *
 * @param regime how the network was trained, for instance {@code "classifier"}
 * @param networkSeed the seed of the network
 * @param decoderSeed the seed of the decoders that read it
 */
public record Replicate(String regime, long networkSeed, long decoderSeed) {
    private static final Pattern RUN = Pattern.compile("(.+?)(?:-seed(-?\\d+))?(?:-decoder(-?\\d+))?");

    /** Refuses a blank regime. */
    public Replicate {
        if (Objects.requireNonNull(regime, "regime").isBlank()) {
            throw new IllegalArgumentException("a regime needs a name, got '" + regime + "'");
        }
    }

    /**
     * What the name of a run says: {@code classifier}, {@code classifier-seed2} or {@code classifier-seed2-decoder5}. A seed that is left
     * out is 1.
     *
     * @throws IllegalArgumentException if the name is blank, or a seed is too large
     */
    public static Replicate ofRun(String run) {
        Matcher parts = RUN.matcher(run);
        return parts.matches()
                ? new Replicate(parts.group(1), seed(parts.group(2)), seed(parts.group(3)))
                : new Replicate(run, 1, 1);
    }

    private static long seed(@Nullable String digits) {
        return digits == null ? 1 : Long.parseLong(digits);
    }
}
